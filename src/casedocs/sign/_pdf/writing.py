"""Writing signatures into a PDF with pyHanko: always as an incremental update, the file before it stays as it was."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import cms_embedder, pdf_byterange
from pyhanko.sign.validation.dss import DocumentSecurityStore

from casedocs.errors import CasedocsError, CorruptFileError, EncryptedFileError, SigningError
from casedocs.geometry import Box, Size
from casedocs.sign._pdf.drawing import draw
from casedocs.sign._pdf.objects import collect_fields, deref
from casedocs.sign._pdf.pages import page_rotation, to_page_space
from casedocs.sign.appearance import Appearance

__all__ = ["FieldPlan", "add_timestamp", "add_validation_data", "write_signature"]

_AS_CMS = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What goes into the document beside the CMS.

    Attributes:
        name: The field.
        page_index: The page (0-based) it stands on.
        box: The area as shown (points, top-left); None for an invisible one.
        appearance: What is drawn there.
        lines: Its text, filled in.
        certify: Certification level.
        lock_fields: Fields to lock.
        reason: For the signature dictionary.
        location: For the signature dictionary.
        at: The claimed time.
        digest: Hash function.
        room: Bytes kept free for the CMS.
    """

    name: str
    page_index: int
    box: Box | None
    appearance: Appearance | None
    lines: tuple[str, ...]
    certify: int | None
    lock_fields: tuple[str, ...]
    reason: str
    location: str
    at: datetime
    digest: str
    room: int


def _open(data: bytes, password: str | None) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
        if writer.prev.encrypted:
            writer.encrypt(password or "")
    except Exception as error:  # the parser raises many kinds
        if "password" in str(error).lower():
            raise EncryptedFileError("the document needs its password", hint="give the password") from error
        raise CorruptFileError(f"the document cannot be read: {error}", hint="get the file again") from error
    return writer


def _lock(plan: FieldPlan) -> fields.FieldMDPSpec | None:
    if not plan.lock_fields:
        return None
    if plan.lock_fields == ("*",):
        return fields.FieldMDPSpec(fields.FieldMDPAction.ALL)
    return fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, list(plan.lock_fields))


def _field_box(writer: IncrementalPdfFileWriter, plan: FieldPlan) -> tuple[int, int, int, int] | None:
    if plan.box is None:
        return None
    page = writer.find_page_for_modification(plan.page_index)[0].get_object()
    left, bottom, right, top = to_page_space(page, plan.box)
    return round(left), round(bottom), round(right), round(top)


def _set_appearance(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject, plan: FieldPlan) -> None:
    if plan.appearance is None or plan.box is None:
        return
    page = writer.find_page_for_modification(plan.page_index)[0].get_object()
    size = Size(plan.box.width, plan.box.height)
    look = draw(writer, plan.appearance, list(plan.lines), size, page_rotation(page))
    field[generic.NameObject("/AP")] = generic.DictionaryObject({generic.NameObject("/N"): look})


def write_signature(data: bytes, plan: FieldPlan, make_cms: _AS_CMS, *, password: str | None) -> bytes:
    """The document with one more signature.

    Args:
        data: The document.
        plan: What goes into it.
        make_cms: Gives the CMS (DER) for the hash of the document.
        password: For encrypted documents.

    Raises:
        CorruptFileError: If the document cannot be read.
        EncryptedFileError: If the password does not fit.
        SigningError: If the signature cannot be written.
    """
    writer = _open(data, password)
    try:
        return _embed(writer, plan, make_cms)
    except CasedocsError:
        raise
    except Exception as error:  # pyHanko raises many kinds on odd documents
        raise SigningError(
            f"the signature cannot be written: {error}", hint="see the field name and the file"
        ) from error


def _embed(writer: IncrementalPdfFileWriter, plan: FieldPlan, make_cms: _AS_CMS) -> bytes:
    existing = plan.name in {view.name for view in collect_fields(writer.root).values() if view.kind == "/Sig"}
    spec = fields.SigFieldSpec(plan.name, on_page=plan.page_index, box=_field_box(writer, plan))
    embedder = cms_embedder.PdfCMSEmbedder(new_field_spec=None if existing else spec)
    steps = embedder.write_cms(field_name=plan.name, writer=writer, existing_fields_only=existing)
    field = deref(next(steps))
    assert isinstance(field, generic.DictionaryObject)  # noqa: S101  what the embedder promises
    _set_appearance(writer, field, plan)
    value = pdf_byterange.SignatureObject(
        timestamp=plan.at,
        reason=plan.reason or None,
        location=plan.location or None,
        subfilter=fields.SigSeedSubFilter.PADES,
        bytes_reserved=plan.room * 2,
    )
    level = fields.MDPPerm(plan.certify) if plan.certify else None
    setup = cms_embedder.SigMDPSetup(
        md_algorithm=plan.digest, certify=plan.certify is not None, field_lock=_lock(plan), docmdp_perms=level
    )
    steps.send(cms_embedder.SigObjSetup(sig_placeholder=value, mdp_setup=setup))
    return _finish(steps, plan.digest, make_cms)


def _finish(steps: "object", digest: str, make_cms: _AS_CMS) -> bytes:
    output = io.BytesIO()
    prepared, _ = steps.send(cms_embedder.SigIOSetup(md_algorithm=digest, output=output))  # type: ignore[attr-defined]  # a generator of pyHanko's
    steps.send(make_cms(prepared.document_digest))  # type: ignore[attr-defined]
    return output.getvalue()


def add_validation_data(
    data: bytes,
    *,
    certificates: tuple[bytes, ...],
    crls: tuple[bytes, ...],
    ocsps: tuple[bytes, ...],
    password: str | None,
) -> bytes:
    """The document with certificates, CRLs and OCSP answers (DER) in its document security store.

    Raises:
        SigningError: If they cannot be written.
    """
    try:
        writer = _open(data, password)
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[asn1_x509.Certificate.load(item) for item in certificates],
            ocsps=[asn1_ocsp.OCSPResponse.load(item) for item in ocsps],
            crls=[asn1_crl.CertificateList.load(item) for item in crls],
        )
        output = io.BytesIO()
        writer.write(output)
    except CasedocsError:
        raise
    except Exception as error:  # pyHanko and asn1crypto raise many kinds
        raise SigningError(f"the validation data cannot be written: {error}", hint="report the file") from error
    return output.getvalue()


def add_timestamp(
    data: bytes, name: str, make_token: _AS_CMS, *, digest: str, room: int, password: str | None
) -> bytes:
    """The document with a document time-stamp in a new invisible field.

    Raises:
        SigningError: If it cannot be made or written.
    """
    writer = _open(data, password)
    try:
        embedder = cms_embedder.PdfCMSEmbedder()
        steps = embedder.write_cms(field_name=name, writer=writer, existing_fields_only=False)
        next(steps)
        value = pdf_byterange.DocumentTimestamp(bytes_reserved=room * 2)
        steps.send(cms_embedder.SigObjSetup(sig_placeholder=value))
        return _finish(steps, digest, make_token)
    except CasedocsError:
        raise
    except Exception as error:  # pyHanko raises many kinds on odd documents
        raise SigningError(f"the time-stamp cannot be written: {error}", hint="see the file") from error
