"""The words of a verification: verdicts and sub-indications of ETSI EN 319 102-1, kinds of later change, effects."""

from enum import StrEnum

__all__ = ["ChangeKind", "DocumentState", "Effect", "Level", "SubIndication", "Verdict", "worst"]


class Verdict(StrEnum):
    """What a verification comes to (EN 319 102-1, 5.1.3: TOTAL-PASSED, INDETERMINATE, TOTAL-FAILED)."""

    PASSED = "PASSED"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "FAILED"


class SubIndication(StrEnum):
    """Why a verdict is not PASSED (EN 319 102-1, tables 5 and 6)."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    NOT_YET_VALID = "NOT_YET_VALID"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    TRY_LATER = "TRY_LATER"
    GENERIC = "GENERIC"


class Effect(StrEnum):
    """What a finding does to the verdict: nothing (note, warning), or it rules PASSED out."""

    NOTE = "note"
    WARNING = "warning"
    INDETERMINATE = "indeterminate"
    FAILED = "failed"


class DocumentState(StrEnum):
    """How the document as a whole stands."""

    FULLY_SIGNED = "fully_signed"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    SIGNATURES_REMOVED = "signatures_removed"
    NEVER_SIGNED = "never_signed"
    UNREADABLE = "unreadable"


class Level(StrEnum):
    """Baseline levels of PAdES (ETSI EN 319 142-1); CMS for a signature that meets none of them."""

    CMS = "CMS"
    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


class ChangeKind(StrEnum):
    """What a later revision did to a signed document."""

    SIGNATURE_ADDED = "signature_added"
    TIMESTAMP_ADDED = "timestamp_added"
    VALIDATION_DATA_ADDED = "validation_data_added"
    METADATA_UPDATED = "metadata_updated"
    FIELD_FILLED = "field_filled"
    FIELD_OVERWRITTEN = "field_overwritten"
    FIELD_LOOK_DOUBTFUL = "field_look_doubtful"
    SIGNATURE_FIELD_ADDED = "signature_field_added"
    FORM_FIELD_ADDED = "form_field_added"
    FORM_CHANGED = "form_changed"
    FIELD_CHANGED = "field_changed"
    ANNOTATION_ADDED = "annotation_added"
    ANNOTATION_CHANGED = "annotation_changed"
    ANNOTATION_REMOVED = "annotation_removed"
    SIGNATURE_REMOVED = "signature_removed"
    SIGNATURE_CHANGED = "signature_changed"
    PAGE_CHANGED = "page_changed"
    CATALOG_CHANGED = "catalog_changed"
    TRAILER_CHANGED = "trailer_changed"
    OBJECT_REPLACED = "object_replaced"
    OBJECT_REMOVED = "object_removed"
    OBJECT_UNEXPLAINED = "object_unexplained"


_ORDER = (Verdict.PASSED, Verdict.INDETERMINATE, Verdict.FAILED)


def worst(verdicts: "list[Verdict]") -> Verdict:
    """The worst of the verdicts; PASSED for none."""
    return max(verdicts, key=_ORDER.index, default=Verdict.PASSED)
