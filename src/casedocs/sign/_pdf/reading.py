"""A PDF opened for verification: its revisions and its signatures, as plain data."""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader

from casedocs.errors import CorruptFileError, EncryptedFileError, LimitExceededError
from casedocs.geometry import Box, Size
from casedocs.sign._budget import Budget
from casedocs.sign._checks.aliases import Homes
from casedocs.sign._checks.updates import RawSignature, find_byte_ranges
from casedocs.sign._pdf.changes import compare_revisions
from casedocs.sign._pdf.homes import homes_of, uses_in
from casedocs.sign._pdf.objects import (
    FieldView,
    Key,
    array_at,
    collect_fields,
    deref,
    dict_at,
    key_of,
    numbers_of,
    page_keys,
    raw_at,
    text_at,
)
from casedocs.sign._pdf.pages import page_size, shown_box
from casedocs.sign._pdf.sections import odd_entries
from casedocs.sign._pdf.step import Step
from casedocs.sign._search import find_names
from casedocs.sign.policy import VerificationLimits

__all__ = ["PdfFile", "PdfSignature", "ValidationData"]

_COUNTS = re.compile(rb"/(?:Size|Index)[\x00\t\n\x0c\r ]*\[?([\x00\t\n\x0c\r 0-9]{1,4000})")
_MOST_OBJECTS = 8_388_607  # ISO 32000-1, annex C

logging.getLogger("pyhanko").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """A signature dictionary that the form leads to, as written (nothing in it is trusted yet).

    ``byte_range`` is None when it is not four integers, ``contents`` is None when it is no hexadecimal string;
    ``place`` is the file position of the signature dictionary, ``revision`` the revision (0-based) that wrote it.
    """

    field_name: str
    place: int | None
    byte_range: tuple[int, int, int, int] | None
    contents: bytes | None
    kind: str
    sub_filter: str
    revision: int
    claimed_time: datetime | None
    name: str
    reason: str
    location: str
    certification_level: int | None
    locked: tuple[str, tuple[str, ...]] | None
    locked_level: int | None
    page_number: int | None
    box: Box | None

    @property
    def end(self) -> int:
        """Where the signed revision ends; 0 when unknown."""
        return self.byte_range[2] + self.byte_range[3] if self.byte_range else 0


@dataclass(frozen=True, slots=True)
class ValidationData:
    """Certificates, revocation lists and OCSP answers (DER) of a document security store."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


def _pdf_time(text: str | None) -> datetime | None:
    """``D:20260102030405+07'00'`` as an aware time; None when it is none (a time without a zone counts as UTC)."""
    digits = (text or "").removeprefix("D:")
    zone = digits[14:].replace("'", "")
    try:
        moment = datetime.strptime(digits[:14], "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)  # noqa: UP017
        if zone[:1] in {"+", "-"}:
            return datetime.strptime(digits[:14] + (zone + "00")[:5], "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
    return moment


def _with_sane_counts(data: bytes, places: Iterable[int]) -> Iterator[int]:
    """The places as they come, unless a cross-reference section there claims more objects than the file can hold.

    Counting them would not end.

    Raises:
        CorruptFileError: If there is such a claim.
    """
    most = min(_MOST_OBJECTS, max(100_000, len(data)))
    for at in places:
        found = _COUNTS.match(data, at)
        if found and any(int(number) > most for number in re.findall(rb"\d+", found[1])):
            raise CorruptFileError(f"a cross-reference section claims an absurd number of objects at byte {at}")
        yield at


class PdfFile:
    """One PDF in memory.

    Args:
        data: The whole file.
        password: For encrypted files; the empty user password is tried by itself.
        budget: What reading it may cost; None = the default limits.

    Raises:
        LimitExceededError: If it lists more objects, revisions or signatures than the budget allows (also later).
        CorruptFileError: If it cannot be read as a PDF.
        EncryptedFileError: If the password is missing or wrong.
    """

    def __init__(self, data: bytes, *, password: str | None = None, budget: Budget | None = None) -> None:
        self.data = data
        self.budget = budget or Budget(VerificationLimits())
        names = find_names(data, (b"/Size", b"/Index", b"/ByteRange"))  # one pass for all: large files feel it
        self.byte_ranges: tuple[RawSignature, ...] = tuple(find_byte_ranges(data, _with_sane_counts(data, names)))
        """All that are written anywhere in the file, also where no signature is."""
        try:
            self._reader = PdfFileReader(io.BytesIO(data), strict=False)
            if self._reader.encrypted:
                self._unlock(password)
            self.revisions: int = self._reader.total_revisions
            self._weigh()
            self._root = self._reader.root
        except (EncryptedFileError, LimitExceededError):
            raise
        except Exception as error:  # the parser raises many kinds on damaged input
            raise CorruptFileError(
                f"the file cannot be read as a PDF: {error}", hint="get the file again from where it came"
            ) from error
        self._steps: dict[int, Step] = {}
        self._signatures: list[PdfSignature] | None = None
        self._pages = {key: index + 1 for index, key in enumerate(page_keys(self._reader))}

    def _weigh(self) -> None:
        limits, xrefs = self.budget.limits, self._reader.xrefs
        self.budget.allow(self.revisions, limits.revisions, "saves")
        listed = 0
        for index in range(self.revisions):
            data = xrefs.get_xref_data(index)
            listed += len(data.standard_xrefs) + len(data.xrefs_in_objstm)
            self.budget.allow(listed, limits.objects, "objects")

    def _unlock(self, password: str | None) -> None:
        result = self._reader.decrypt(password or "")
        if result.status == AuthStatus.FAILED:
            raise EncryptedFileError("the file needs a password", hint="give the password that opens the document")

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return len(self._pages)

    def length_of(self, number: int, generation: int) -> int | None:
        """The integer that is the object with this number, or None."""
        found = deref(generic.IndirectObject(number, generation, self._reader))
        return int(found) if isinstance(found, generic.NumberObject) else None

    def section_starts(self) -> list[tuple[int, int, int]]:
        """Per revision: where its cross-reference section begins and ends, and the ``startxref`` that leads there."""
        infos = [self._reader.xrefs.get_xref_container_info(index) for index in range(self.revisions)]
        return [(info.start_location, info.end_location, info.declared_startxref) for info in infos]

    def listed_objects(self, revision: int) -> dict[Key, int | None]:
        """The objects that the cross-reference section of a revision lists, with their place (None: compressed)."""
        data = self._reader.xrefs.get_xref_data(revision)
        parts = [data, data.hybrid.xref_data] if data.hybrid is not None else [data]
        listed: dict[Key, int | None] = {}
        for part in reversed(parts):
            listed |= {(number, 0): None for number in part.xrefs_in_objstm}
            listed |= {(number, entry[0]): entry[1] for number, entry in part.standard_xrefs.items()}
        return listed

    def odd_entries(self, revision: int) -> str:
        """What is against the standard in the cross-reference streams of a revision (0-based); empty for nothing."""
        return odd_entries(self._reader, self.data, revision)

    def object_streams(self, revision: int) -> Iterator[tuple[int, bytes]]:
        """The unpacked object streams of the revisions up to and including one (0-based), each with its revision."""
        for index in range(revision + 1):
            view = self._reader.get_historical_resolver(index)
            for reference in self._reader.xrefs.object_streams_used_in(index):
                content = view.get_object(reference)
                if isinstance(content, generic.StreamObject):
                    yield index, content.data

    def step(self, revision: int) -> Step:
        """What a revision (0-based) did to the one before it."""
        if revision not in self._steps:
            self.budget.check()
            self._steps[revision] = compare_revisions(self._reader, revision)
        return self._steps[revision]

    def homes(self, revision: int) -> Homes:
        """What belongs where in a revision (0-based)."""
        view = self._reader.get_historical_resolver(revision)
        return homes_of(view, collect_fields(view.root), page_keys(view))

    def odd_uses(self, revision: int, roles: dict[Key, str]) -> list[str]:
        """Uses, in objects that a revision (0-based) wrote, that do not fit the roles under which they came again."""
        step = self.step(revision)
        homes = homes_of(step.new, step.new_fields, page_keys(step.new))
        targets = homes.watched(roles)
        found = [
            f"{target[0]} {target[1]} {'/'.join(path)}"
            for key in sorted(step.written)
            for target, path in uses_in(step.at_new(key), targets)
            if key not in step.containers and not homes.expects(targets[target], key, path)
        ]
        return sorted(set(found))

    def signatures(self) -> list[PdfSignature]:
        """The signatures that the form leads to, in the order of their signed revisions."""
        if self._signatures is None:
            signed = [
                (key, view)
                for key, view in collect_fields(self._root).items()
                if view.kind == "/Sig" and isinstance(deref(raw_at(view.content, "/V")), generic.DictionaryObject)
            ]
            self.budget.allow(len(signed), self.budget.limits.signatures, "signatures")
            found = [self._signature(key, view) for key, view in signed]
            self._signatures = sorted(found, key=lambda item: (item.end, item.revision, item.field_name))
        return self._signatures

    def empty_signature_fields(self) -> list[str]:
        """Names of signature fields that hold no signature."""
        views = collect_fields(self._root).values()
        return sorted(
            view.name for view in views if view.kind == "/Sig" and "/T" in view.content and deref(view.value) is None
        )

    def field_names(self) -> set[str]:
        """Full names of all fields of the form."""
        return {view.name for view in collect_fields(self._root).values()}

    def field_place(self, name: str) -> tuple[int, Box | None]:
        """Page index and area (points, top-left) of a field; (0, None) when it is shown nowhere."""
        for key, view in collect_fields(self._root).items():
            if view.name == name:
                page, box = self._place(key, view)
                return (page or 1) - 1, box
        return 0, None

    def page_size(self, page_index: int) -> Size:
        """Width and height of a page as shown, in points."""
        return page_size(self._page(page_index))

    def shown_box(self, page_index: int, rect: list[float]) -> Box:
        """A ``/Rect`` of the page's own space as an area of the page as shown (points, top-left)."""
        return shown_box(self._page(page_index), rect)

    def _page(self, page_index: int) -> object:
        key = list(self._pages)[page_index]
        return deref(generic.IndirectObject(key[0], key[1], self._reader))

    def traces(self) -> list[str]:
        """Signs that signatures were meant to be here: form flags, permissions, validation data."""
        found = []
        flags = deref(raw_at(dict_at(self._root, "/AcroForm"), "/SigFlags"))
        if isinstance(flags, int) and int(flags) & 1:
            found.append("/SigFlags")
        found += [name for name in ("/Perms", "/DSS") if deref(raw_at(self._root, name)) is not None]
        return found

    def has_xfa(self) -> bool:
        """Whether the form carries an XFA form, which some viewers draw instead of the pages."""
        return deref(raw_at(dict_at(self._root, "/AcroForm"), "/XFA")) is not None

    def scripts(self) -> list[str]:
        """What the document does by itself when opened, printed or closed; a mere jump to a page does not count."""
        found = ["/AA"] if dict_at(self._root, "/AA") is not None else []
        if raw_at(dict_at(self._root, "/Names"), "/JavaScript") is not None:
            found.append("/JavaScript")
        kind = text_at(deref(raw_at(self._root, "/OpenAction")), "/S")
        chained = raw_at(deref(raw_at(self._root, "/OpenAction")), "/Next") is not None
        return [*found, "/OpenAction"] if chained or kind not in {None, "/GoTo"} else found

    def validation_data(self) -> ValidationData:
        """The document security store of the newest revision."""
        store = dict_at(self._root, "/DSS")
        parts = [
            tuple(
                content.data
                for item in array_at(store, name)
                if isinstance(content := deref(item), generic.StreamObject)
            )
            for name in ("/Certs", "/CRLs", "/OCSPs")
        ]
        return ValidationData(*parts)

    def store_since(self) -> int | None:
        """The first revision (0-based) that holds a document security store; None when none does."""
        if dict_at(self._root, "/DSS") is None:
            return None
        views = ((index, self._reader.get_historical_resolver(index)) for index in range(self.revisions))
        return next((index for index, view in views if dict_at(view.root, "/DSS") is not None), None)

    def _signature(self, key: Key, view: FieldView) -> PdfSignature:
        self.budget.check()
        value = deref(raw_at(view.content, "/V"))
        own = key_of(raw_at(view.content, "/V")) or key
        reference = generic.Reference(own[0], own[1], self._reader)
        place = self._reader.xrefs[reference]
        revision = self._reader.xrefs.get_last_change(reference)
        numbers = numbers_of(array_at(value, "/ByteRange"))
        whole = [int(number) for number in numbers if number == int(number) and number >= 0]
        byte_range = (whole[0], whole[1], whole[2], whole[3]) if len(whole) == len(numbers) == 4 else None
        page, box = self._place(key, view)
        lock = self._lock(value)
        return PdfSignature(
            view.name,
            place if isinstance(place, int) and key_of(raw_at(view.content, "/V")) else None,
            byte_range,
            _contents(value),
            (text_at(value, "/Type") or "/Sig").removeprefix("/"),
            (text_at(value, "/SubFilter") or "").removeprefix("/"),
            revision,
            _pdf_time(text_at(value, "/M")),
            text_at(value, "/Name") or "",
            text_at(value, "/Reason") or "",
            text_at(value, "/Location") or "",
            self._certification(value),
            lock[0],
            lock[1],
            page,
            box,
        )

    def _place(self, key: Key, view: FieldView) -> tuple[int | None, Box | None]:
        widgets: list[tuple[Key | None, object]] = [(key, view.content)]
        widgets += [(key_of(kid), deref(kid)) for kid in array_at(view.content, "/Kids")]
        for own, content in widgets:
            rect = numbers_of(array_at(content, "/Rect"))
            if len(rect) != 4 or rect[0] == rect[2] or rect[1] == rect[3]:
                continue
            page = key_of(raw_at(content, "/P"))
            if page not in self._pages:
                page = next((item for item in self._pages if own in self._annotations(item)), None)
            if page is not None:
                found = deref(generic.IndirectObject(page[0], page[1], self._reader))
                return self._pages[page], shown_box(found, rect)
        return None, None

    def _annotations(self, page: Key) -> list[Key | None]:
        content = deref(generic.IndirectObject(page[0], page[1], self._reader))
        return [key_of(item) for item in array_at(content, "/Annots")]

    def _transforms(self, value: object) -> list[tuple[str, object]]:
        references = [deref(item) for item in array_at(value, "/Reference")]
        return [(text_at(item, "/TransformMethod") or "", dict_at(item, "/TransformParams")) for item in references]

    def _certification(self, value: object) -> int | None:
        for method, parameters in self._transforms(value):
            if method == "/DocMDP":
                level = deref(raw_at(parameters, "/P"))
                return int(level) if isinstance(level, int) and level in {1, 2, 3} else 2
        return None

    def _lock(self, value: object) -> tuple[tuple[str, tuple[str, ...]] | None, int | None]:
        for method, parameters in self._transforms(value):
            if method == "/FieldMDP":
                names = tuple(str(deref(item)) for item in array_at(parameters, "/Fields"))
                level = deref(raw_at(parameters, "/P"))
                action = (text_at(parameters, "/Action") or "/All").removeprefix("/")
                return (action, names), int(level) if isinstance(level, int) else None
        return None, None


def _contents(value: object) -> bytes | None:
    if not isinstance(value, generic.DictionaryObject) or "/Contents" not in value:
        return None
    found = value.raw_get("/Contents", decrypt=generic.EncryptedObjAccess.RAW)
    if isinstance(found, generic.ByteStringObject):
        return bytes(found)
    return found.original_bytes if isinstance(found, generic.TextStringObject) else None
