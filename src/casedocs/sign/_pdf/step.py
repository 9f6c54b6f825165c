"""The comparison of two revisions under way: what was written, what is accounted for, what was found."""

from dataclasses import dataclass, field

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

from casedocs.geometry import Box
from casedocs.sign._pdf.objects import FieldView, Key, canonical, deref, key_of, raw_at, references_in
from casedocs.sign.report import Change
from casedocs.sign.status import ChangeKind

__all__ = ["Step", "differing"]


@dataclass(slots=True)
class Step:
    """The comparison of a revision with the one before it.

    Attributes:
        old: The document as it was.
        new: The document as it became.
        revision: Index of the new revision (0-based).
        written: Every object that the revision writes or frees.
        fresh: Those that did not exist before.
        explained: Those whose presence a rule accounts for.
        overridden: Existing objects that a rule accounts for, with their role (checked for second uses elsewhere).
        changes: What was done.
        pages: The pages before, with their place in reading order.
        containers: The object streams and the cross-reference stream of the revision.
        buttons: Names of the filled fields that are ticked, not written in.
    """

    old: HistoricalResolver
    new: HistoricalResolver
    revision: int
    written: set[Key]
    fresh: set[Key]
    explained: set[Key] = field(default_factory=set)
    overridden: dict[Key, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    pages: dict[Key, int] = field(default_factory=dict)
    containers: set[Key] = field(default_factory=set)
    buttons: set[str] = field(default_factory=set)
    old_fields: dict[Key, FieldView] = field(default_factory=dict)
    new_fields: dict[Key, FieldView] = field(default_factory=dict)

    def at_old(self, key: Key) -> object:
        """The object as it was; None when it did not exist."""
        return None if key in self.fresh else deref(generic.IndirectObject(key[0], key[1], self.old))

    def at_new(self, key: Key) -> object:
        """The object as it became."""
        return deref(generic.IndirectObject(key[0], key[1], self.new))

    def note(  # noqa: PLR0913  the parts of a change
        self,
        kind: ChangeKind,
        subject: str = "",
        *,
        page_number: int | None = None,
        box: Box | None = None,
        old: str = "",
        new: str = "",
        visible: bool = False,
        new_field: bool = False,
    ) -> None:
        """Records a change."""
        number = self.revision + 1
        self.changes.append(Change(kind, number, subject, page_number, box, old, new, visible, new_field))

    def explain(self, item: object, role: str) -> None:
        """Accounts for the object itself, when `item` is a reference to a written one."""
        key = key_of(item)
        if key is not None and key in self.written:
            self.explained.add(key)
            if key not in self.fresh:
                self.overridden.setdefault(key, role)

    def explain_fresh(self, item: object, role: str = "") -> None:
        """Accounts for new objects at and below `item`; existing ones are not followed.

        With a `role`, existing objects directly met may be overridden too, and are recorded under it.
        """
        waiting = list(references_in(item))
        seen: set[Key] = set()
        while waiting:
            reference = waiting.pop()
            key = (reference.idnum, reference.generation)
            if key in seen or key not in self.written:
                continue
            seen.add(key)
            if key in self.fresh:
                self.explained.add(key)
            elif role:
                self.explain(reference, role)
            else:
                continue
            waiting += references_in(self.at_new(key))


def differing(old: object, new: object) -> set[str]:
    """The keys under which two dictionaries differ (references compared by number)."""
    if not isinstance(old, generic.DictionaryObject) or not isinstance(new, generic.DictionaryObject):
        return set() if canonical(old) == canonical(new) else {"/"}
    names = {str(name) for name in old} | {str(name) for name in new}
    found = {name for name in names if canonical(raw_at(old, name)) != canonical(raw_at(new, name))}
    return found if _content_of(old) == _content_of(new) else found | {"stream"}


def _content_of(item: generic.DictionaryObject) -> bytes | None:
    """What a stream holds: a dictionary in whose place a stream may stand is compared with it."""
    return item.encoded_data if isinstance(item, generic.StreamObject) else None
