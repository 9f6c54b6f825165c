"""The rules for a document's form: what a later revision may do to fields, and what it did."""

from collections.abc import Iterator

from pyhanko.pdf_utils import generic

from casedocs.geometry import Box
from casedocs.sign._pdf.looks import draws_more_than_text
from casedocs.sign._pdf.objects import (
    FieldView,
    Key,
    array_at,
    canonical,
    deref,
    dict_at,
    key_of,
    numbers_of,
    raw_at,
    text_at,
)
from casedocs.sign._pdf.pages import shown_box
from casedocs.sign._pdf.step import Step, differing
from casedocs.sign.status import ChangeKind

__all__ = ["compare_form"]

_FORM_RULED = {"/Fields", "/SigFlags", "/DR", "/DA", "/NeedAppearances"}
_FILL_KEYS = {"/V", "/AP", "/AS", "/I", "/M"}
_SIGN_KEYS = {"/V", "/AP", "/F", "/MK", "/M", "/P", "/AS"}
_IDLE_KEYS = {"/V", "/M", "/P"}
_HIDDEN = 2  # "no view" does not count: such a field may still be printed


Place = tuple[int | None, Box | None, bool]


def places_of(step: Step, key: Key, view: FieldView) -> list[Place]:
    """Page number, area (points, top-left) and visibility of each widget of a field that can be seen.

    When none can, the list holds one place that is not visible.
    """
    widgets = [content for content in _widgets(step, key, view) if raw_at(content, "/Rect") is not None]
    places = [_place_of_widget(step, content) for content in widgets]
    return [place for place in places if place[2]] or places[:1] or [(None, None, False)]


def _widgets(step: Step, key: Key, view: FieldView) -> Iterator[generic.DictionaryObject]:
    """The field itself and the nodes below it that are no fields of their own."""
    yield view.content
    for kid in array_at(view.content, "/Kids"):
        own, content = key_of(kid), deref(kid)
        below = step.new_fields.get(own) if own is not None else None
        if own is not None and below is not None and below.parent == key and "/T" not in below.content:
            yield from _widgets(step, own, below)
        elif own is None and isinstance(content, generic.DictionaryObject):
            yield content


def _place_of_widget(step: Step, widget: generic.DictionaryObject) -> Place:
    rect = numbers_of(array_at(widget, "/Rect"))
    flags = deref(raw_at(widget, "/F"))
    hidden = isinstance(flags, int) and bool(int(flags) & _HIDDEN)
    if len(rect) != 4:  # viewers make something of it, each in its way
        return None, None, not hidden
    visible = abs(rect[2] - rect[0]) > 0 and abs(rect[3] - rect[1]) > 0 and not hidden
    key = key_of(raw_at(widget, "/P"))
    number = step.pages.get(key) if key else None
    if number is None:
        ref = widget.container_ref
        own = (ref.idnum, ref.generation) if isinstance(ref, generic.Reference) else None
        number = next(
            (n for k, n in step.pages.items() if own in map(key_of, array_at(step.at_new(k), "/Annots"))), None
        )
        key = next((k for k, n in step.pages.items() if n == number), None)
    box = shown_box(step.at_new(key), rect) if key else None
    return number, box, visible


_COMBO, _COMB = 1 << 17, 1 << 24  # field flags (ISO 32000-1, tables 228 and 230)


def _is_empty(value: object) -> bool:
    plain = deref(value)
    return plain is None or (isinstance(plain, str) and str(plain) in {"", "/Off"}) or plain == []


def _as_text(value: object) -> str:
    plain = deref(value)
    return "" if plain is None else str(plain)[:200]


def _compare_resources(step: Step, old_form: object, new_form: object) -> None:
    """Default resources may grow; what was there keeps its meaning."""
    old, new = dict_at(old_form, "/DR"), dict_at(new_form, "/DR")
    step.explain(raw_at(new_form, "/DR"), "resources")
    for name in new or ():
        category, before = deref(raw_at(new, name)), deref(raw_at(old, name))
        step.explain(raw_at(new, name), "resources")
        if not isinstance(category, generic.DictionaryObject):
            continue
        for entry in category:
            was = raw_at(before, entry)
            if was is not None and canonical(was) != canonical(category.raw_get(entry)):
                step.note(ChangeKind.FORM_CHANGED, f"/DR{name}{entry}", visible=True)
        step.explain_fresh(category)


def _compare_form_dictionary(step: Step) -> None:
    old_root, new_root = step.old.root, step.new.root
    old, new = dict_at(old_root, "/AcroForm"), dict_at(new_root, "/AcroForm")
    step.explain(raw_at(new_root, "/AcroForm"), "form")
    if old is not None and new is None:
        step.note(ChangeKind.FORM_CHANGED, "/AcroForm", visible=True)
        return
    step.explain(raw_at(new, "/Fields"), "fields")
    before = [canonical(item) for item in array_at(old, "/Fields") if key_of(item) is None]
    if before != [canonical(item) for item in array_at(new, "/Fields") if key_of(item) is None]:
        step.note(ChangeKind.FORM_CHANGED, "/Fields", visible=True)
    for name in sorted(differing(old or generic.DictionaryObject(), new) - _FORM_RULED if new is not None else ()):
        step.note(ChangeKind.FORM_CHANGED, name)
    _compare_resources(step, old, new)
    if canonical(raw_at(old, "/NeedAppearances")) != canonical(raw_at(new, "/NeedAppearances")):
        _drawn_anew(step, "/NeedAppearances")
    if old is not None and canonical(raw_at(old, "/DA")) != canonical(raw_at(new, "/DA")):
        if raw_at(old, "/DA") is not None:
            step.note(ChangeKind.FORM_CHANGED, "/DA", visible=True)
        else:
            _drawn_anew(step, "/DA")


def _drawn_anew(step: Step, name: str) -> None:
    """What lets viewers draw all fields anew is harmless only where no field held a value that could show anew."""
    for view in step.old_fields.values():
        if view.kind in {"/Tx", "/Ch"} and not _is_empty(view.value):
            step.note(ChangeKind.FORM_CHANGED, name, visible=True)
            return


def _removed_fields(step: Step) -> None:
    for key in step.old_fields.keys() - step.new_fields.keys():
        view = step.old_fields[key]
        if view.kind == "/Sig" and not _is_empty(view.value):
            if "/T" in view.content:
                step.note(ChangeKind.SIGNATURE_REMOVED, view.name)
        else:
            step.note(ChangeKind.FORM_CHANGED, view.name or "/Fields", visible=True)


def _refuse_actions(step: Step, view: FieldView) -> None:
    """Names actions (scripts, links) that come with a field."""
    for content in (view.content, *(deref(kid) for kid in array_at(view.content, "/Kids"))):
        if raw_at(content, "/A") is not None or raw_at(content, "/AA") is not None:
            step.note(ChangeKind.FIELD_CHANGED, f"{view.name} /AA", visible=True)


def _note_signature(step: Step, key: Key, view: FieldView, *, new_field: bool) -> None:
    value = deref(view.value)
    stamp = text_at(value, "/Type") == "/DocTimeStamp" or text_at(value, "/SubFilter") == "/ETSI.RFC3161"
    kind = ChangeKind.TIMESTAMP_ADDED if stamp else ChangeKind.SIGNATURE_ADDED
    if value is None:
        kind = ChangeKind.SIGNATURE_FIELD_ADDED
    elif key_of(view.value) not in step.fresh:
        kind = ChangeKind.FIELD_CHANGED  # an old signature, or something else, shown as if it were a new one
    _refuse_actions(step, view)
    for page, box, visible in places_of(step, key, view):
        step.note(kind, view.name, page_number=page, box=box, visible=visible, new_field=new_field)


def _added_field(step: Step, key: Key, view: FieldView) -> None:
    step.explain(generic.IndirectObject(key[0], key[1], step.new), "field")
    step.explain_fresh(view.content)
    if "/T" not in view.content and view.parent in step.new_fields:
        return  # a widget of a field that is judged by itself
    if view.kind == "/Sig":
        _note_signature(step, key, view, new_field=True)
    elif view.kind:
        for page, box, visible in places_of(step, key, view):
            step.note(ChangeKind.FORM_FIELD_ADDED, view.name, page_number=page, box=box, visible=visible)


def _explain_appearance(step: Step, view: FieldView) -> None:
    appearance = raw_at(view.content, "/AP")
    step.explain(appearance, "appearance")
    for name in deref(appearance) if isinstance(deref(appearance), generic.DictionaryObject) else ():  # type: ignore[attr-defined]  # a dictionary by the test
        step.explain(raw_at(deref(appearance), name), "appearance")
    step.explain_fresh(view.content)


def _compare_signature_field(step: Step, key: Key, changed: set[str]) -> None:
    old, new = step.old_fields[key], step.new_fields[key]
    if not _is_empty(old.value):
        if canonical(old.value) != canonical(new.value):
            step.note(ChangeKind.SIGNATURE_REMOVED, old.name)
        elif changed:
            step.note(ChangeKind.SIGNATURE_CHANGED, f"{old.name} {' '.join(sorted(changed))}", visible=True)
        return
    step.explain_fresh(new.content)
    signed = not _is_empty(new.value)
    if signed and ("/T" in new.content or new.parent not in step.new_fields):
        _note_signature(step, key, new, new_field=False)
    # A field that nobody signs keeps its look: an overlay needs no more than an empty field that was there.
    for name in sorted(changed - (_SIGN_KEYS if signed else _IDLE_KEYS)):
        step.note(ChangeKind.FIELD_CHANGED, f"{new.name} {name}", visible=True)


def _compare_field(step: Step, key: Key, filled: set[str]) -> None:
    old, new = step.old_fields[key], step.new_fields[key]
    step.explain(generic.IndirectObject(key[0], key[1], step.new), "field")
    changed = differing(old.content, new.content)
    if new.kind != old.kind or new.name != old.name:
        step.note(ChangeKind.FIELD_CHANGED, new.name, visible=True)
    elif new.kind == "/Sig":
        _compare_signature_field(step, key, changed)
    else:
        allowed = _FILL_KEYS if new.name in filled else set()
        for name in sorted(changed - allowed - ({"/Kids"} if not new.kind else set())):
            step.note(ChangeKind.FIELD_CHANGED, f"{new.name} {name}", visible=True)
        if new.name in filled:
            _explain_appearance(step, new)
            _judge_look(step, new, changed)


def _judge_look(step: Step, view: FieldView, changed: set[str]) -> None:
    """A filled text field shows text and nothing else; a button keeps the looks that it had."""
    normal = deref(raw_at(dict_at(view.content, "/AP"), "/N"))
    if view.kind in {"/Tx", "/Ch"}:
        chosen = view.kind == "/Ch" and not view.flags & _COMBO
        doubtful = normal is not None and draws_more_than_text(normal, bars=chosen, comb=bool(view.flags & _COMB))
    else:
        doubtful = "/AP" in changed
    if doubtful:
        step.note(ChangeKind.FIELD_LOOK_DOUBTFUL, view.name, visible=True)


def _shown_value(view: FieldView) -> str:
    """The value as it is shown: a choice shows the second text of its pair."""
    value, text = deref(view.value), _as_text(view.value)
    for item in array_at(view.content, "/Opt") if isinstance(value, str) else ():
        pair = deref(item)
        if isinstance(pair, generic.ArrayObject) and len(pair) == 2 and _as_text(pair.raw_get(0)) == text:
            return _as_text(pair.raw_get(1))
    return text


def _filled_fields(step: Step) -> set[str]:
    """Names of the fields with a new value, each noted once; an overwritten value is not a filled-in one."""
    names: set[str] = set()
    for key in step.old_fields.keys() & step.new_fields.keys():
        old, new = step.old_fields[key], step.new_fields[key]
        if new.kind == "/Sig" or "/V" not in new.content or canonical(old.value) == canonical(new.value):
            continue
        if canonical(deref(old.value)) == canonical(deref(new.value)):
            continue
        names.add(new.name)
        kind = ChangeKind.FIELD_FILLED if _is_empty(old.value) else ChangeKind.FIELD_OVERWRITTEN
        texts = _shown_value(old), _shown_value(new)
        if new.kind == "/Btn":
            step.buttons.add(new.name)
        for page, box, visible in places_of(step, key, new):
            step.note(kind, new.name, page_number=page, box=box, visible=visible, old=texts[0], new=texts[1])
        step.explain_fresh(new.content)
    return names


def _touched(step: Step, key: Key) -> bool:
    """Whether the field itself or an existing appearance of it was written."""
    content = step.new_fields[key].content
    appearance = deref(raw_at(content, "/AP"))
    inner = (
        [raw_at(appearance, name) for name in appearance] if isinstance(appearance, generic.DictionaryObject) else []
    )
    return key in step.written or any(key_of(item) in step.written for item in (raw_at(content, "/AP"), *inner))


def compare_form(step: Step) -> None:
    """Names what the revision did to the form and accounts for the objects behind it."""
    _compare_form_dictionary(step)
    _removed_fields(step)
    for key in step.new_fields.keys() - step.old_fields.keys():
        _added_field(step, key, step.new_fields[key])
    filled = _filled_fields(step)
    for key in step.new_fields.keys() & step.old_fields.keys():
        if _touched(step, key):
            _compare_field(step, key, filled)
