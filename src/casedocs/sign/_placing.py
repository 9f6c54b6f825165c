"""Where a signature goes: the field's name, its page, its area, its text."""

from datetime import datetime

from casedocs.errors import SigningError
from casedocs.geometry import Box, Size
from casedocs.sign._child import shared_child
from casedocs.sign._pdf.drawing import image_size
from casedocs.sign._pdf.reading import PdfFile
from casedocs.sign._pdf.writing import FieldPlan
from casedocs.sign.appearance import (
    MM,
    AnchorPlace,
    Appearance,
    BesidePlace,
    BoxPlace,
    CornerPlace,
    vietnam_time,
)
from casedocs.sign.options import SigningOptions
from casedocs.sign.policy import VerificationLimits

__all__ = ["free_name", "plan_field"]

_DEFAULT = Size(60 * MM, 25 * MM)


def free_name(data: bytes, stem: str, password: str | None) -> str:
    """A field name that the document does not use yet: the stem and a number."""
    taken = PdfFile(data, password=password).field_names()
    return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}{number}") not in taken)


def _size_of(appearance: Appearance, width: float | None = None, height: float | None = None) -> Size:
    own = image_size(appearance) or _DEFAULT
    return Size(width or own.width, height or own.height)


def _anchor(
    data: bytes, appearance: Appearance, place: AnchorPlace, pdf: PdfFile, password: str | None
) -> tuple[int, Box]:
    limits = VerificationLimits()
    with shared_child(limits.memory_bytes) as child:
        found = child.ask("find", data, (place.text, password), seconds=limits.picture_seconds)
    if found is None:
        raise SigningError(f"the text “{place.text}” is not in the document", hint="give a page and an area instead")
    anchor = pdf.shown_box(found[0], found[1])
    size = _size_of(appearance, place.width, place.height)
    middle, top = anchor.center[0], anchor.bottom + place.gap
    return found[0], Box(middle - size.width / 2, top, middle + size.width / 2, top + size.height)


def _beside(appearance: Appearance, place: BesidePlace, pdf: PdfFile) -> tuple[int, Box]:
    other = next((item for item in pdf.signatures() if item.field_name == place.field_name), None)
    if other is None or other.box is None or other.page_number is None:
        raise SigningError(f"there is no visible signature in the field “{place.field_name}”", hint="sign it first")
    size = _size_of(appearance)
    right = other.box.left + other.box.width * place.share
    middle = other.box.center[1]
    return other.page_number - 1, Box(right - size.width, middle - size.height / 2, right, middle + size.height / 2)


def _locate(data: bytes, options: SigningOptions, pdf: PdfFile, appearance: Appearance) -> tuple[int, Box]:
    place = appearance.place
    if isinstance(place, AnchorPlace):
        return _anchor(data, appearance, place, pdf, options.password)
    if isinstance(place, BesidePlace):
        return _beside(appearance, place, pdf)
    index = place.page_number - 1 if place.page_number > 0 else pdf.page_count + place.page_number
    if not 0 <= index < pdf.page_count:
        raise SigningError(f"there is no page {place.page_number}", hint=f"the document has {pdf.page_count} pages")
    if isinstance(place, BoxPlace):
        return index, place.box
    assert isinstance(place, CornerPlace)  # noqa: S101  the last kind of place
    size = pdf.page_size(index)
    right = size.width - place.margin_right
    return index, Box(right - place.width, place.margin_top, right, place.margin_top + place.height)


def _inside(box: Box, size: Size) -> Box:
    """The box moved so that it lies on the page."""
    right = min(max(box.right, box.width), size.width)
    bottom = min(max(box.bottom, box.height), size.height)
    return Box(max(0.0, right - box.width), max(0.0, bottom - box.height), right, bottom)


def plan_field(data: bytes, options: SigningOptions, at: datetime, signer: str, agency: str, *, room: int) -> FieldPlan:
    """What goes into the document beside the CMS.

    Raises:
        SigningError: If the place cannot be found.
        InputError: If the document cannot be read.
    """
    pdf = PdfFile(data, password=options.password)
    appearance = options.appearance
    index, box = 0, None
    lines: tuple[str, ...] = ()
    existing = pdf.empty_signature_fields()
    if appearance is not None and options.field_name not in existing:
        index, wanted = _locate(data, options, pdf, appearance)
        box = _inside(wanted, pdf.page_size(index))
    elif appearance is not None:
        index, box = pdf.field_place(options.field_name or "")
    if appearance is not None:
        words = {"{signer}": signer, "{agency}": agency, "{time}": vietnam_time(at)}
        filled = list(appearance.lines)
        for mark, value in words.items():
            filled = [line.replace(mark, value) for line in filled]
        lines = tuple(filled)
    return FieldPlan(
        name=options.field_name or free_name(data, "Signature", options.password),
        page_index=index,
        box=box,
        appearance=appearance,
        lines=lines,
        certify=options.certify,
        lock_fields=options.lock_fields,
        reason=options.reason,
        location=options.location,
        at=at,
        digest=options.digest,
        room=room,
    )
