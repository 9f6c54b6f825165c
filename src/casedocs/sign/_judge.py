"""What a later change means for a signature made before it: allowed, doubtful or forbidden. Default: forbidden."""

from dataclasses import replace

from casedocs.sign._pdf.reading import PdfSignature
from casedocs.sign.report import Change
from casedocs.sign.status import ChangeKind, Effect, Verdict

__all__ = ["judge_change"]

_HARMLESS = {ChangeKind.VALIDATION_DATA_ADDED, ChangeKind.METADATA_UPDATED}
_ANNOTATIONS = {ChangeKind.ANNOTATION_ADDED, ChangeKind.ANNOTATION_CHANGED, ChangeKind.ANNOTATION_REMOVED}
_DOUBTFUL = {ChangeKind.OBJECT_UNEXPLAINED, ChangeKind.SIGNATURE_REMOVED, ChangeKind.FIELD_LOOK_DOUBTFUL}
_NO_CHANGES, _FORMS, _COMMENTS = 1, 2, 3
# A fifth of an A4 page, in square points: a field of this size is no field, it is another page.
_LARGE_FIELD = 100_000.0


def _is_locked(signature: PdfSignature, name: str) -> bool:
    """Whether the signature has locked the field (ISO 32000-1, 12.8.2.4, FieldMDP)."""
    if signature.locked is None:
        return False
    action, names = signature.locked
    listed = any(name == item or name.startswith(f"{item}.") for item in names)
    return action == "All" or (action == "Include" and listed) or (action == "Exclude" and not listed)


def _later_signature(change: Change, level: int | None, later: Verdict | None) -> Effect:
    if level == _NO_CHANGES or (level is not None and change.visible and change.new_field):
        return Effect.INDETERMINATE
    if later is Verdict.PASSED:
        return Effect.NOTE
    if not change.visible:
        return Effect.WARNING
    return Effect.FAILED if later is Verdict.FAILED else Effect.INDETERMINATE


def _form_filling(change: Change, signature: PdfSignature, level: int | None) -> Effect:
    if level == _NO_CHANGES or _is_locked(signature, change.subject):
        return Effect.FAILED
    if change.kind is ChangeKind.FIELD_FILLED:
        large = change.box is not None and change.box.area > _LARGE_FIELD
        return Effect.INDETERMINATE if large else Effect.NOTE
    return Effect.WARNING if level in {_FORMS, _COMMENTS} else Effect.INDETERMINATE


def _effect(change: Change, signature: PdfSignature, later: Verdict | None) -> Effect:  # noqa: PLR0911  a table of rules
    levels = [level for level in (signature.certification_level, signature.locked_level) if level is not None]
    level = min(levels, default=None)
    kind = change.kind
    if kind in _HARMLESS:
        return Effect.NOTE
    if kind is ChangeKind.TIMESTAMP_ADDED:
        return Effect.INDETERMINATE if change.visible else Effect.NOTE
    if kind is ChangeKind.SIGNATURE_ADDED:
        return _later_signature(change, level, later)
    if kind in {ChangeKind.FIELD_FILLED, ChangeKind.FIELD_OVERWRITTEN}:
        return _form_filling(change, signature, level)
    if kind is ChangeKind.SIGNATURE_FIELD_ADDED:
        return Effect.INDETERMINATE if change.visible or level == _NO_CHANGES else Effect.WARNING
    if kind in _ANNOTATIONS:
        return Effect.FAILED if level in {_NO_CHANGES, _FORMS} else Effect.INDETERMINATE
    if kind in _DOUBTFUL:
        return Effect.INDETERMINATE
    if kind is ChangeKind.FORM_CHANGED:
        return Effect.FAILED if change.visible else Effect.INDETERMINATE
    return Effect.FAILED


def judge_change(change: Change, signature: PdfSignature, verdicts: dict[tuple[str, int], Verdict]) -> Change:
    """The change with its effect on a signature.

    Args:
        change: What a later revision did.
        signature: The signature it came after.
        verdicts: The verdicts of later signatures, by field name and revision (1-based).
    """
    return replace(change, effect=_effect(change, signature, verdicts.get((change.subject, change.revision))))
