"""PDF files through pikepdf (qpdf), mostly writing them: the only module of `casedocs.ocr` that uses it."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casedocs._files import atomic_path, output_error
from casedocs.errors import CasedocsError, CorruptFileError, EncryptedFileError, LimitExceededError
from casedocs.ocr._invisible import GLYPH_WIDTH, CharCodes, PageLayer, layer_operators, to_unicode_cmap
from casedocs.ocr._sink import writing

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf, Stream
    from pikepdf import Page as PdfPage

__all__ = ["has_no_page", "write_with_layers"]

_MAX_FORM_DEPTH = 8
_MAX_FIELD_DEPTH = 16
_INVISIBLE = 3
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_PLACING = frozenset({"BT", "ET", "Td", "TD", "Tm", "T*", "'", '"'})


def write_with_layers(base: Path, layers: Sequence[PageLayer], target: Path, source: Path) -> None:
    """Writes the PDF `base` with text layers to `target`, whole or not at all.

    Args:
        base: The PDF to copy.
        layers: What goes into which page.
        target: Where to.
        source: The file that errors name.

    Raises:
        InputError: If `base` cannot be read.
        OutputError: If `target` cannot be written.
    """
    import pikepdf

    # As a stream: pikepdf takes no path that is not Unicode.
    with _named_errors(source), base.open("rb") as file, pikepdf.open(file, suppress_warnings=True) as pdf:
        _drop_signatures(pdf)
        _add_layers(pdf, layers)
        with atomic_path(target) as temporary:
            try:
                with writing(temporary) as copy:
                    _save(pdf, copy)
            except OSError as error:
                raise output_error(error, target) from error


def has_no_page(path: Path) -> bool:
    """Whether a file that PDFium refuses is a sound PDF but for its pages: there is none."""
    import pikepdf

    try:
        with path.open("rb") as file, pikepdf.open(file, suppress_warnings=True) as pdf:
            return len(pdf.pages) == 0
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RuntimeError,
        OSError,
    ):
        return False


@contextmanager
def _named_errors(source: Path) -> Iterator[None]:
    import pikepdf

    try:
        yield
    except CasedocsError:
        raise
    except pikepdf.PasswordError as error:
        raise EncryptedFileError(
            f"{source.name} is protected by a password",
            hint="open it with its password and save it without one, then run again",
            source=str(source),
        ) from error
    except MemoryError as error:
        raise LimitExceededError(f"{source.name} needs more memory than allowed", source=str(source)) from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, OSError) as error:
        raise CorruptFileError(
            f"{source.name} is damaged: {error}", hint="copy or scan it again", source=str(source)
        ) from error


def _save(pdf: "Pdf", file: Any) -> None:
    """Streams stay byte for byte as they are; the same input gives the same file.

    A file whose owner restricts it keeps its encryption: there qpdf allows neither promise and packs streams anew.
    """
    import pikepdf

    pdf.save(
        file,
        static_id=False,
        deterministic_id=not pdf.is_encrypted,
        encryption=True if pdf.is_encrypted else None,
        compress_streams=True,
        stream_decode_level=None if pdf.is_encrypted else pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
    )


# --- text layers ----------------------------------------------------------------------------------------------------


def _add_layers(pdf: "Pdf", layers: Sequence[PageLayer]) -> None:
    if not layers:
        return
    codes = CharCodes()
    contents = [layer_operators(layer.lines, layer.to_user, codes) for layer in layers]
    font = _font(pdf, codes)
    cleaned: set[tuple[int, int]] = set()
    for layer, content in zip(layers, contents, strict=True):
        page = pdf.pages[layer.page_index]
        if layer.replaces:
            _drop_invisible_text(pdf, page, cleaned)
        if layer.lines:
            _put_first(pdf, page, content, font)


def _put_first(pdf: "Pdf", page: "PdfPage", content: bytes, font: "Dictionary") -> None:
    """Paints the layer before the page's own contents, whose graphics state it cannot meet."""
    from pikepdf import Array, Dictionary, Name, Stream

    form = Stream(
        pdf,
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        FormType=1,
        BBox=Array([float(value) for value in page.mediabox]),
        Resources=Dictionary(Font=Dictionary(F=font)),
    )
    name = _own_xobject(page, pdf.make_indirect(form))
    own = pdf.make_indirect(Stream(pdf, f"q {name} Do Q\n".encode("ascii")))
    before = page.obj.get(Name.Contents)
    if before is None:
        page.obj.Contents = own
    elif isinstance(before, Array):
        page.obj.Contents = Array([own, *list(before)])
    else:
        page.obj.Contents = Array([own, before])


def _inherited(page: "PdfPage", name: str) -> Any:
    node: Any = page.obj
    for _ in range(64):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _own_xobject(page: "PdfPage", form: Any) -> str:
    """Adds a Form XObject to resources that belong to this page alone, and gives its new name."""
    from pikepdf import Dictionary, Name

    shared = _inherited(page, "/Resources")
    resources = Dictionary(dict(shared.items())) if isinstance(shared, Dictionary) else Dictionary()
    xobjects = resources.get(Name.XObject)
    own = Dictionary(dict(xobjects.items())) if isinstance(xobjects, Dictionary) else Dictionary()
    number = 0
    while f"/Casedocs{number}" in own:
        number += 1
    own[f"/Casedocs{number}"] = form
    resources[Name.XObject] = own
    page.obj.Resources = resources
    return f"/Casedocs{number}"


def _font(pdf: "Pdf", codes: CharCodes) -> "Dictionary":
    """The invisible font: every code shows the one empty glyph, and says which character it stands for."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    data = resources.files("casedocs.ocr").joinpath("_data", "invisible.ttf").read_bytes()
    width = round(GLYPH_WIDTH * 1000)
    program = pdf.make_indirect(Stream(pdf, data, Length1=len(data)))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/CasedocsInvisible"),
        Flags=4,
        FontBBox=Array([0, -200, width, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
        FontFile2=program,
    )
    count = len(codes.codes)
    to_glyph = pdf.make_indirect(Stream(pdf, b"\x00\x00" + b"\x00\x01" * count))
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/CasedocsInvisible"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=width,
        CIDToGIDMap=to_glyph,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/CasedocsInvisible"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode_cmap(codes))),
    )
    made = pdf.make_indirect(font)
    assert isinstance(made, Dictionary)  # noqa: S101  what was put in
    return made


# --- wrong layers ---------------------------------------------------------------------------------------------------


def _drop_invisible_text(pdf: "Pdf", page: "PdfPage", cleaned: set[tuple[int, int]]) -> None:
    """Takes the text in render mode 3 out of the page and of the forms that it paints."""
    from pikepdf import Stream

    kept = _without_invisible(page)
    if kept is not None:
        page.obj.Contents = pdf.make_indirect(Stream(pdf, kept))
    _clean_forms(_inherited(page, "/Resources"), cleaned, 0)


def _clean_forms(resources_of: Any, cleaned: set[tuple[int, int]], depth: int) -> None:
    from pikepdf import Dictionary, Name, Stream

    if depth > _MAX_FORM_DEPTH or not isinstance(resources_of, Dictionary):
        return
    xobjects = resources_of.get(Name.XObject)
    if not isinstance(xobjects, Dictionary):
        return
    for form in dict(xobjects.items()).values():
        if not isinstance(form, Stream) or form.get(Name.Subtype) != Name.Form or form.objgen in cleaned:
            continue
        cleaned.add(form.objgen)
        kept = _without_invisible(form)
        if kept is not None:
            form.write(kept)
        _clean_forms(form.get(Name.Resources), cleaned, depth + 1)


def _without_invisible(holder: "PdfPage | Stream") -> bytes | None:
    """The content stream without invisible text, or None where there is no such text.

    The render mode belongs to the graphics state: it is followed through q and Q. Invisible text that sets the place
    of visible text after it stays.
    """
    import pikepdf

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            instructions = pikepdf.parse_content_stream(holder)
    except UserWarning:
        return None  # the stream breaks off: writing it anew might lose what a viewer still shows
    mode, stack = 0, list[int]()
    kept: list[Any] = []
    dropped: dict[int, Any] = {}
    open_ends: list[int] = []  # dropped since the text position was last set: what is shown next would move
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator == "q":
            stack.append(mode)
        elif operator == "Q" and stack:
            mode = stack.pop()
        elif operator == "Tr" and instruction.operands:
            mode = int(instruction.operands[0])
        if operator in _PLACING:
            open_ends.clear()
        if operator in _SHOWING and mode == _INVISIBLE:
            dropped[len(kept)] = instruction
            open_ends.append(len(kept))
            kept.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*")) if operator in _PLACING else None)
            continue
        if operator in _SHOWING:
            for index in open_ends:
                kept[index] = dropped.pop(index)
            open_ends.clear()
        kept.append(instruction)
    return pikepdf.unparse_content_stream([item for item in kept if item is not None]) if dropped else None


# --- signatures -----------------------------------------------------------------------------------------------------


def _drop_signatures(pdf: "Pdf") -> None:
    """Takes signed fields out of a copy and keeps what they show: the copy must not pretend to be signed.

    Signature fields that nobody has signed stay.
    """
    from pikepdf import Array, Dictionary, Name

    form = pdf.Root.get(Name.AcroForm)
    if not isinstance(form, Dictionary):
        return
    widgets = [
        annotation
        for page in pdf.pages
        for annotation in list(page.obj.get(Name.Annots, Array()))
        if isinstance(annotation, Dictionary) and _is_signed(annotation)
    ]
    if not _prune(form, Name.Fields, 0) and not widgets:
        return
    for annotation in widgets:
        _as_stamp(annotation)
    for holder, name in ((form, Name.SigFlags), (pdf.Root, Name.Perms), (pdf.Root, Name.DSS)):
        if name in holder:
            del holder[name]


def _prune(holder: "Dictionary", name: Any, depth: int) -> bool:
    """Takes signed fields out of a list of fields and the lists below it; whether there were any."""
    from pikepdf import Array, Dictionary, Name

    listed = holder.get(name)
    if depth > _MAX_FIELD_DEPTH or not isinstance(listed, Array):
        return False
    fields = list(listed)
    kept = [field for field in fields if not _is_signed(field)]
    if len(kept) < len(fields):
        holder[name] = Array(kept)
    below = [_prune(field, Name.Kids, depth + 1) for field in kept if isinstance(field, Dictionary)]
    return len(kept) < len(fields) or any(below)


def _is_signed(field: Any) -> bool:
    """Whether a field, or the parent that it inherits from, is a signature field with a signature."""
    from pikepdf import Dictionary, Name

    kind = value = None
    for _ in range(_MAX_FIELD_DEPTH):
        if not isinstance(field, Dictionary):
            break
        kind = field.get(Name.FT) if kind is None else kind
        value = field.get(Name.V) if value is None else value
        field = field.get(Name.Parent)
    return kind == Name.Sig and value is not None


def _as_stamp(annotation: "Dictionary") -> None:
    from pikepdf import Name

    annotation.Subtype = Name.Stamp
    for name in (Name.FT, Name.V, Name.T, Name.Parent, Name.Lock, Name.SV, Name.Ff, Name.MK, Name.DA, Name.AA):
        if name in annotation:
            del annotation[name]
