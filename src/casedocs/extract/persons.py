"""All mentions of one person become one person; roles follow the stage (entities.md §1.2)."""

import re
from collections.abc import Iterable
from dataclasses import replace

from casedocs.extract._labels import find_labels
from casedocs.extract._names import has_family, name_key
from casedocs.extract._source import Source
from casedocs.extract._tables_labels import KIN, ROLE_LABELS
from casedocs.extract.identity import Block, find_blocks
from casedocs.extract.model import Extraction, Field, FieldName, Person
from casedocs.extract.values import IdentityDocument
from casedocs.spans import Span
from casedocs.text._tables_roles import ROLES
from casedocs.text.calendar_values import PartialDate
from casedocs.text.folding import fold

__all__ = ["find_persons", "merge_persons", "role_at"]

_STAGES = (
    "người bị tố giác", "người bị kiến nghị khởi tố", "người bị giữ trong trường hợp khẩn cấp", "người bị bắt",
    "người bị tạm giữ", "bị can", "bị cáo", "người bị kết án", "phạm nhân",
)  # fmt: skip
_PARTY = {fold(role): role for role, group in ROLES.items() if group == "party" and role != "đối tượng"}
_BEFORE = re.compile(
    "|".join(rf"(?<![a-z]){role}(?![a-z])" for role in sorted({*_PARTY, *ROLE_LABELS}, key=len, reverse=True))
)
_ITEM = re.compile(r"([0-9]{1,2})[.)][ ]?(?:ông|bà|anh|chị|Ông|Bà|Anh|Chị)?[ :]{0,2}$")
_NUMBERING = re.compile(r"[0-9]{1,2}[.)][ ]?(?:ong|ba|anh|chi)?")
_TITLES = (
    (re.compile(r"hoi cung bi can"), "bị can"),
    (re.compile(r"khoi to bi can"), "bị can"),
    (re.compile(r"bat bi can de tam giam|lenh tam giam"), "bị can"),
    (re.compile(r"quyet dinh tam giu|gia han tam giu"), "người bị tạm giữ"),
    (re.compile(r"giu nguoi trong truong hop khan cap"), "người bị giữ trong trường hợp khẩn cấp"),
    (re.compile(r"don khoi kien"), "người khởi kiện"),
)


def find_persons(source: Source, in_office: frozenset[str] = frozenset()) -> tuple[Person, ...]:
    """The persons of a document: those with a block, and those named behind a role or a form of address.

    Args:
        source: The document.
        in_office: Keys of names (`name_key`) that act in office here; they count only with a role or a block.
    """
    labels = find_labels(source)
    blocks = find_blocks(source, labels)
    people: dict[str, _Draft] = {}
    drafts: list[_Draft] = []
    for block in blocks:
        _add(source, drafts, people, block)
    kin = [(label.end, label.end + 6) for label in labels if label.name in KIN]
    kin += [(one.span.start, one.span.end) for block in blocks for one in block.fields if one.name in KIN]
    _add_mentions(source, drafts, people, kin)
    kept = (one for one in drafts if one.roles or one.details or name_key(one.name.canonical) not in in_office)
    return tuple(draft.person() for draft in sorted(kept, key=lambda draft: draft.name.span.start))


class _Draft:
    def __init__(self, name: Field) -> None:
        self.name = name
        self.roles: list[Field] = []
        self.details: list[Field] = []
        self.mentions: list[Span] = []

    def add_role(self, field: Field) -> None:
        if all(field.value != other.value for other in self.roles):
            self.roles.append(field)

    def add_details(self, fields: Iterable[Field]) -> None:
        have = {one.name for one in self.details if one.value != ""}
        for one in fields:
            if one.name is FieldName.ROLE:
                self.add_role(one)
            elif one.name not in have:
                self.details = [old for old in self.details if old.name is not one.name]
                self.details.append(one)

    def person(self) -> Person:
        return Person(
            name=self.name,
            roles=tuple(self.roles),
            details=tuple(sorted(self.details, key=lambda one: one.span)),
            mentions=tuple(sorted(set(self.mentions))),
        )


def _add(source: Source, drafts: list[_Draft], people: dict[str, _Draft], block: Block) -> None:
    name = source.field(
        FieldName.NAME, block.name, (block.start, block.end), cue=block.cue, rule="block", sure=block.sure
    )
    fields = [_with_role(one) for one in block.fields]
    draft = people.get(name_key(block.name))
    if draft is None or _conflict(draft.details, fields):
        draft = _Draft(name)
        drafts.append(draft)
        people.setdefault(name_key(block.name), draft)
    draft.mentions.append(name.span)
    draft.add_details(fields)
    role = block.role or _role_before(source, block.start)
    item = _ITEM.search(source.flow, max(0, block.start - 12), block.start)
    if role is None and item is not None and int(item[1]) > 1 and drafts[:-1] and drafts[-2].roles:
        # Further items of a list take the role of its heading.
        role = str(drafts[-2].roles[-1].value)
    if role is not None:
        draft.add_role(source.field(FieldName.ROLE, role, name.span, cue=block.cue or role, rule="role", sure=0.96))


def _with_role(field: Field) -> Field:
    """A role as printed behind ``Tư cách tham gia tố tụng`` in its standard form."""
    if field.name is not FieldName.ROLE:
        return field
    found = _BEFORE.search(fold(field.canonical))
    return field if found is None else replace(field, value=_standard(found.group()))


def _standard(folded: str) -> str:
    return ROLE_LABELS.get(folded) or _PARTY[folded]


def _conflict(old: Iterable[Field], new: Iterable[Field]) -> bool:
    """Whether two blocks under one name are two people: other identity number, other year of birth."""
    known = {one.name: one.value for one in old}
    for one in new:
        other = known.get(one.name)
        if (
            isinstance(one.value, IdentityDocument)
            and isinstance(other, IdentityDocument)
            and other.number != one.value.number
        ):
            return True
        if isinstance(one.value, PartialDate) and isinstance(other, PartialDate) and other.year != one.value.year:
            return one.name is FieldName.BORN
    return False


def _role_before(source: Source, start: int) -> str | None:
    """The role that the words before a block give; else what the title of the paper makes of its person."""
    window = source.folded[max(0, start - 140) : start].replace("su chung kien cua", "nguoi chung kien ")
    last = None
    for match in _BEFORE.finditer(window):
        last = match
    rest = "" if last is None else _NUMBERING.sub("", window[last.end() :]).replace("ho va ten", "").strip(" :\n")
    if last is not None and "." not in rest[:-3]:
        return _standard(last.group())
    head = source.folded[:1200].replace("\n", " ")
    return next((role for pattern, role in _TITLES if pattern.search(head)), None)


def _add_mentions(source: Source, drafts: list[_Draft], people: dict[str, _Draft], kin: list[tuple[int, int]]) -> None:
    for one in source.people:
        if ROLES.get(one.role or "") in {"official", "kin"} or any(a <= one.span.start <= b for a, b in kin):
            continue
        draft = people.get(name_key(one.name))
        if draft is None and _is_signature(source, one.span.start):
            continue
        if draft is None and " " not in one.name:
            draft = _by_given_name(people, one.name)
            if draft is None:
                continue
        if draft is None:
            if not has_family(one.name) and one.role is None:
                continue
            name = source.field(
                FieldName.NAME, one.name, one.span, cue=one.role or one.honorific or "", rule="mention",
                sure=min(0.97, one.confidence),
            )  # fmt: skip
            draft = _Draft(name)
            drafts.append(draft)
            people[name_key(one.name)] = draft
        opened = bool(draft.roles) and one.span in draft.mentions
        draft.mentions.append(one.span)
        if one.role is not None and ROLES.get(one.role) == "party" and not opened:
            draft.add_role(source.field(FieldName.ROLE, one.role, one.span, cue=one.role, rule="role", sure=0.95))


def _is_signature(source: Source, start: int) -> bool:
    """Whether a name stands on the line below an office or role in capitals: who signs is no mention."""
    lines = source.flow[max(0, start - 60) : start].split("\n")
    return len(lines) > 1 and not lines[-1].strip() and lines[-2].strip().isupper()


def _by_given_name(people: dict[str, _Draft], given: str) -> _Draft | None:
    """The one person whose given name this is; None when there are several or none."""
    found = [draft for key, draft in people.items() if key.rpartition(" ")[2] == name_key(given)]
    return found[0] if len(found) == 1 else None


def role_at(person: Person, document: Extraction) -> str | None:
    """The role of a person in a document: the furthest stage that the document gives; None when they are not in it."""
    key = name_key(person.name.canonical)
    roles = [
        str(role.value) for other in document.persons if name_key(other.name.canonical) == key for role in other.roles
    ]
    staged = [role for role in _STAGES if role in roles]
    return staged[-1] if staged else (roles[0] if roles else None)


def merge_persons(documents: Iterable[Extraction]) -> tuple[tuple[Person, tuple[int, ...]], ...]:
    """The persons of several papers, each with the indices of the papers that name them.

    Equal names are one person unless identity numbers or years of birth contradict; what the papers say of a person is
    kept from the paper that says it first.
    """
    groups: list[tuple[list[Person], list[int]]] = []
    for index, document in enumerate(documents):
        for person in document.persons:
            group = next((one for one in groups if _same(one[0], person)), None)
            if group is None:
                groups.append(([person], [index]))
            else:
                group[0].append(person)
                group[1].append(index)
    return tuple((_joined(people), tuple(dict.fromkeys(places))) for people, places in groups)


def _same(people: list[Person], person: Person) -> bool:
    if name_key(people[0].name.canonical) != name_key(person.name.canonical):
        return False
    return not any(_conflict(other.details, person.details) for other in people)


def _joined(people: list[Person]) -> Person:
    draft = _Draft(people[0].name)
    for person in people:
        for role in person.roles:
            draft.add_role(role)
        draft.add_details(person.details)
    draft.mentions = [people[0].name.span]
    return draft.person()
