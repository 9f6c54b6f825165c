"""What one revision did to the one before it. Everything is either explained by a rule below or named as unexplained.

The rules look at roles: an object that a revision writes is explained only by the place where the document uses it
(a field, a page's list of annotations, the validation data …) and only if the change there is of a known kind.
"""

from collections.abc import Iterable

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from casedocs.sign._pdf.forms import compare_form
from casedocs.sign._pdf.objects import (
    Key,
    array_at,
    canonical,
    collect_fields,
    deref,
    key_of,
    page_keys,
    raw_at,
    text_at,
)
from casedocs.sign._pdf.step import Step, differing
from casedocs.sign.status import ChangeKind

__all__ = ["compare_revisions"]

_TRAILER_FREE = {"/Size", "/Prev", "/XRefStm", "/Info", "/ID", "/Root"}
_CATALOG_RULED = {"/AcroForm", "/DSS", "/Metadata", "/Extensions", "/Version"}
_PAGE_RULED = {"/Annots", "/LastModified", "/PieceInfo", "/Tabs"}
_DSS_KEYS = {"/DSS", "/VRI", "/Certs", "/OCSPs", "/CRLs", "/Cert", "/OCSP", "/CRL", "/TU", "/TS"}


def _compare_trailer(step: Step) -> None:
    old, new = step.old.trailer_view, step.new.trailer_view
    if key_of(raw_at(old, "/Root")) != key_of(raw_at(new, "/Root")):
        step.note(ChangeKind.TRAILER_CHANGED, "/Root")
    for name in sorted(differing(old, new) - _TRAILER_FREE):
        step.note(ChangeKind.TRAILER_CHANGED, name)
    first = array_at(old, "/ID")[:1], array_at(new, "/ID")[:1]
    if raw_at(new, "/Encrypt") is not None and list(map(canonical, first[0])) != list(map(canonical, first[1])):
        step.note(ChangeKind.TRAILER_CHANGED, "/ID")  # the key that opens the document is made with it
    if (
        canonical(raw_at(old, "/Info")) != canonical(raw_at(new, "/Info"))
        or key_of(raw_at(new, "/Info")) in step.written
    ):
        step.explain(raw_at(new, "/Info"), "info")
        step.explain_fresh(deref(raw_at(new, "/Info")))
        step.note(ChangeKind.METADATA_UPDATED, "/Info")


def _compare_dss(step: Step, old: object, new: object) -> None:
    """Validation data may grow: its dictionaries and lists may be rewritten, its streams may only be new."""
    before = len(step.explained)
    waiting: list[tuple[object, str]] = [(raw_at(new, "/DSS"), "/DSS")]
    while waiting:
        item, name = waiting.pop()
        content, key = deref(item), key_of(item)
        is_stream = isinstance(content, generic.StreamObject)
        if key is not None and key in step.written:
            if key in step.explained or (is_stream and key not in step.fresh):
                continue
            step.explain(item, "dss")
        if isinstance(content, generic.DictionaryObject) and not is_stream:
            known = [str(entry) for entry in content if str(entry) in _DSS_KEYS or name == "/VRI"]
            waiting += [(content.raw_get(entry), entry if name != "/VRI" else "/Entry") for entry in known]
        elif isinstance(content, generic.ArrayObject):
            waiting += [(content.raw_get(index), "/Item") for index in range(len(content))]
    if len(step.explained) > before or canonical(raw_at(old, "/DSS")) != canonical(raw_at(new, "/DSS")):
        removed = raw_at(old, "/DSS") is not None and raw_at(new, "/DSS") is None
        step.note(ChangeKind.CATALOG_CHANGED if removed else ChangeKind.VALIDATION_DATA_ADDED, "/DSS")


def _compare_catalog(step: Step) -> None:
    old, new = step.old.root, step.new.root
    step.explain(raw_at(step.new.trailer_view, "/Root"), "catalog")
    for name in sorted(differing(old, new) - _CATALOG_RULED):
        step.note(ChangeKind.CATALOG_CHANGED, name)
    _compare_dss(step, old, new)
    metadata = raw_at(new, "/Metadata")
    if key_of(metadata) in step.written or "/Metadata" in differing(old, new):
        step.explain(metadata, "metadata")
        step.note(ChangeKind.METADATA_UPDATED, "/Metadata")
    step.explain_fresh(raw_at(new, "/Extensions"))
    step.explain_fresh(deref(raw_at(new, "/Extensions")))


def _compare_page(step: Step, key: Key, number: int) -> None:
    """A page may only get annotations that the form's rules account for; anything else is named."""
    old, new = step.at_old(key), step.at_new(key)
    if key in step.written:
        step.explain(generic.IndirectObject(key[0], key[1], step.new), "page")
        for name in sorted(differing(old, new) - _PAGE_RULED):
            step.note(ChangeKind.PAGE_CHANGED, name, page_number=number)
    list_key = key_of(raw_at(new, "/Annots"))
    if list_key is not None and list_key in step.written:
        step.explain(raw_at(new, "/Annots"), "annotations")
    before = {key_of(item) or canonical(item): item for item in array_at(old, "/Annots")}
    after = {key_of(item) or canonical(item): item for item in array_at(new, "/Annots")}
    orders = [
        [mark for mark in (key_of(item) or canonical(item) for item in array_at(page, "/Annots")) if mark in both]
        for page, both in ((old, after), (new, before))
    ]
    if orders[0] != orders[1]:  # the last one lies on top
        step.note(ChangeKind.ANNOTATION_CHANGED, "/Annots", page_number=number, visible=True)
    for mark in before.keys() - after.keys():
        _annotation_removed(step, mark, number)
    for mark in after.keys() - before.keys():
        _annotation_added(step, after[mark], number)
    for mark in after.keys() & before.keys():
        own = key_of(after[mark])
        if own is not None and own in step.written and own not in step.new_fields:
            _annotation_rewritten(step, own, number)


def _annotation_removed(step: Step, mark: object, number: int) -> None:
    view = step.old_fields.get(mark) if isinstance(mark, tuple) and len(mark) == 2 else None
    kind = ChangeKind.SIGNATURE_REMOVED if view and view.kind == "/Sig" else ChangeKind.ANNOTATION_REMOVED
    step.note(kind, view.name if view else "", page_number=number)


def _annotation_added(step: Step, item: object, number: int) -> None:
    key = key_of(item)
    if key is not None and key in step.new_fields:
        if key in step.old_fields:
            step.note(ChangeKind.ANNOTATION_ADDED, step.new_fields[key].name, page_number=number, visible=True)
        return  # a widget of a new field: the form's rules name it
    step.explain(item, "annotation")
    step.explain_fresh(deref(item))
    step.note(ChangeKind.ANNOTATION_ADDED, text_at(deref(item), "/Subtype") or "", page_number=number, visible=True)


def _annotation_rewritten(step: Step, key: Key, number: int) -> None:
    old, new = step.at_old(key), step.at_new(key)
    step.explain(generic.IndirectObject(key[0], key[1], step.new), "annotation")
    changed = differing(old, new)
    if changed:
        step.explain_fresh(new)
        subject = f"{text_at(new, '/Subtype') or ''} {' '.join(sorted(changed))}".strip()
        step.note(ChangeKind.ANNOTATION_CHANGED, subject, page_number=number, visible=True)


def _compare_pages(step: Step) -> None:
    before, after = list(step.pages), page_keys(step.new)
    if before != after:
        step.note(ChangeKind.PAGE_CHANGED, f"/Pages {len(before)} → {len(after)}", visible=True)
    for index, key in enumerate(before):
        lists = {key_of(raw_at(step.at_old(key), "/Annots")), key_of(raw_at(step.at_new(key), "/Annots"))}
        touched = key in step.written or bool(lists & step.written) or _has_written_annotation(step, key)
        if touched:
            _compare_page(step, key, index + 1)


def _has_written_annotation(step: Step, key: Key) -> bool:
    return any(key_of(item) in step.written for item in array_at(step.at_new(key), "/Annots"))


def _unchanged(step: Step) -> Iterable[Key]:
    """Objects that the revision writes again just as they were."""
    for key in step.written - step.fresh - step.explained:
        if canonical(step.at_old(key)) == canonical(step.at_new(key)):
            yield key


def _is_idle_form(item: object) -> bool:
    """A drawing that nothing uses (iText leaves such behind); without a user it can show nothing."""
    return isinstance(item, generic.StreamObject) and text_at(item, "/Type") == "/XObject"


def _name_the_rest(step: Step) -> None:
    step.explained |= set(_unchanged(step)) | (step.containers & step.fresh)
    freed = {(item.idnum, item.generation) for item in step.new.refs_freed_in_revision()}
    for key in sorted(step.written - step.explained):
        label = f"{key[0]} {key[1]}"
        if key in freed:
            if key not in step.fresh:
                step.note(ChangeKind.OBJECT_REMOVED, label)
        elif key in step.fresh:
            if not _is_idle_form(step.at_new(key)):
                step.note(ChangeKind.OBJECT_UNEXPLAINED, label)
        else:
            step.note(ChangeKind.OBJECT_REPLACED, label, visible=True)


def compare_revisions(reader: PdfFileReader, revision: int) -> Step:
    """Compares a revision (0-based, at least 1) with the one before it."""
    xrefs = reader.xrefs
    written = {(item.idnum, item.generation) for item in xrefs.explicit_refs_in_revision(revision)}
    fresh = {
        key
        for key in written
        if xrefs.get_historical_ref(generic.Reference(key[0], key[1], reader), revision - 1) is None
    }
    step = Step(
        reader.get_historical_resolver(revision - 1),
        reader.get_historical_resolver(revision),
        revision,
        written,
        fresh,
    )
    step.old_fields, step.new_fields = collect_fields(step.old.root), collect_fields(step.new.root)
    step.pages = {key: index + 1 for index, key in enumerate(page_keys(step.old))}
    _compare_trailer(step)
    _compare_catalog(step)
    compare_form(step)
    _compare_pages(step)
    streams = {(item.idnum, item.generation) for item in xrefs.object_streams_used_in(revision)}
    own = xrefs.get_xref_container_info(revision).stream_ref
    step.containers = streams | ({(own.idnum, own.generation)} if own else set())
    _name_the_rest(step)
    return step
