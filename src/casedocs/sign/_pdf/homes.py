"""Where the parts of a document that a later revision may rewrite belong: who may point to them, and who may not."""

from collections.abc import Iterable, Iterator, Mapping

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

from casedocs.sign._checks.aliases import Homes
from casedocs.sign._pdf.objects import FieldView, Key, deref, dict_at, key_of, raw_at

__all__ = ["homes_of", "uses_in"]

_DEPTH = 8
_DEEP = 60


def _containers(top: object) -> set[Key]:
    """The dictionaries and lists with a number of their own at and below `top`; streams are not entered."""
    found: set[Key] = set()
    waiting = [(top, 0)]
    while waiting:
        item, depth = waiting.pop()
        content, key = deref(item), key_of(item)
        if depth > _DEPTH or key in found or isinstance(content, generic.StreamObject):
            continue
        if isinstance(content, generic.DictionaryObject):
            inner = [content.raw_get(name) for name in content]
        elif isinstance(content, generic.ArrayObject):
            inner = [content.raw_get(index) for index in range(len(content))]
        else:
            continue
        if key is not None:
            found.add(key)
        waiting += [(part, depth + 1) for part in inner]
    return found


def _resource_lists(form: object) -> Iterator[Key]:
    """The form's default resources and their categories, as far as they have numbers of their own."""
    resources = dict_at(form, "/DR")
    own = key_of(raw_at(form, "/DR"))
    if own is not None:
        yield own
    for name in resources or ():
        key = key_of(raw_at(resources, name))
        if key is not None:
            yield key


def _look_lists(fields: Iterable[FieldView]) -> Iterator[Key]:
    """Dictionaries of appearances and of their states that have numbers of their own."""
    for field in fields:
        look = raw_at(field.content, "/AP")
        plain = deref(look)
        parts = [raw_at(plain, name) for name in plain] if isinstance(plain, generic.DictionaryObject) else []
        for item in (look, *parts):
            key = key_of(item)
            if key is not None and not isinstance(deref(item), generic.StreamObject):
                yield key


def homes_of(view: PdfHandler, fields: dict[Key, FieldView], pages: Iterable[Key]) -> Homes:
    """The homes in one state of a document, whose fields and pages are known."""
    root = view.root
    form = raw_at(root, "/AcroForm")
    return Homes(
        catalog=key_of(raw_at(view.trailer_view, "/Root")),
        form=key_of(form),
        pages=frozenset(pages),
        fields=frozenset(fields),
        dss=frozenset(_containers(raw_at(root, "/DSS"))),
        resources=frozenset(_resource_lists(deref(form))),
        looks=frozenset(_look_lists(fields.values())),
    )


def uses_in(
    item: object, targets: Mapping[Key, str], path: tuple[str, ...] = ()
) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """The targets that a direct object points to, with the keys on the way."""
    if len(path) > _DEEP:
        return
    if isinstance(item, generic.IndirectObject):
        key = (item.idnum, item.generation)
        if key in targets:
            yield key, path
    elif isinstance(item, generic.DictionaryObject):
        for name in item:
            yield from uses_in(item.raw_get(name), targets, (*path, str(name)))
    elif isinstance(item, generic.ArrayObject):
        for index in range(len(item)):
            yield from uses_in(item.raw_get(index), targets, path)
