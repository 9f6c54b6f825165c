"""Signature blocks: power, office, rank and name (Decree 30/2020/NĐ-CP, appendix I, box 7).

The name stands below the office, in the same column: with boxes it is the nearest name below whose middle lies near
the office's; in plain text it is the next line that is nothing but a name. A block without a name keeps `name` None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casedocs.extract._names import RANK, full_rank, has_family, mixed_case
from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Power, Signer
from casedocs.geometry import Box
from casedocs.spans import Span
from casedocs.text._letters import LOWER, UPPER

__all__ = ["read_signers"]

_HEAD = (
    r"vien truong|thu truong|chanh an|giam doc|chu tich|truong phong|cuc truong|truong cong an|giam thi|doi truong"
    r"|chanh thanh tra|truong ban|bo truong|chi cuc truong|truong doi|vien kiem sat|chanh van phong|thu tuong"
)
_OFFICE = re.compile(
    rf"(?:(?P<power>kt|tl|tuq|tm|q)[ ]?[.,][ ]?)?(?P<office>(?:pho )?(?:{_HEAD})(?: (?:co quan|phong|vien|toa|so|"
    rf"cong an|thuong truc|hoi dong|uy ban|ubnd)[a-z ]{{0,50}})?"
    r"|tham phan(?: ?- ?chu toa(?: phien toa)?)?|kiem sat vien(?: so cap| trung cap)?|dieu tra vien|can bo dieu "
    r"tra|thu ky(?: phien toa| ghi bien ban)?"
    r"|nguoi khai|nguoi lam don|nguoi khoi kien|nguoi viet don|nguoi lam chung|bi can|giam dinh vien|nguoi giam dinh"
    r"|nguoi chung kien|can bo ghi(?: bien ban)?|nguoi ghi bien ban|ben giao|ben nhan|nguoi giao(?: ho so)?|nguoi "
    r"nhan(?: ho so)?|nguoi lap thong ke"
    r"|(?:(?<=tm[.][ ])|(?<=tm[.]))hoi dong(?: [a-z ]{1,40})?|chu tich hoi dong|hoi dong xet xu"
    r"|nguoi bao chua|hoi dong dinh gia(?: tai san)?|uy ban kiem sat|ubnd|uy "
    r"ban nhan dan[a-z ]{0,40}|nguoi lap bien ban)(?![a-z])"
)
_NAME = re.compile(
    rf"(?P<name>(?:[{UPPER}][{LOWER}]{{1,7}}|[{UPPER}]{{1,8}})(?:[ ]{{1,3}}(?:[{UPPER}][{LOWER}]{{0,7}}|"
    rf"[{UPPER}]{{1,8}})){{1,5}})"
)
_LEAD = re.compile(rf"\(?(?:da ky\)?[ ]?)?(?:(?P<rank>{RANK})[ .,:]{{1,3}})?")
_BETWEEN = re.compile(rf"(?:{RANK})[ .,:]{{1,3}}")
_SIGN_HINT = re.compile(r"\(?(?:da )?(?:ky|ki)(?:,|[ ]ten|[ ]va|\)|$)|ghi ro ho")
_REACH = 210.0
_APART = 120.0
_LINES = 8
_UNKNOWN = 1000.0
"""A name of an unknown family counts only where no other stands below the office."""


@dataclass(frozen=True)
class _Office:
    power: Power | None
    text: str
    span: Span
    box: Box | None
    page: int
    line: int


@dataclass(frozen=True)
class _Named:
    """A name; `known` says whether it opens with a family name that is known."""

    name: str
    rank: str | None
    span: Span
    box: Box | None
    page: int
    line: int
    known: bool


def read_signers(source: Source) -> Iterator[Field]:
    """The signature blocks of a document, in the order of the pages."""
    lines = _lines(source)
    offices = [one for index, line in enumerate(lines) for one in _offices(source, line, index)]
    names = [one for index, line in enumerate(lines) for one in _names(source, line, index)]
    taken: set[Span] = set()
    for block in _blocks(offices):
        last = block[-1]
        named = _below(last, [one for one in names if one.span not in taken], len(lines))
        if named is None and not _may_lack_name(source, block):
            continue
        if named is not None:
            taken.add(named.span)
        yield _field(source, block, named)


def _lines(source: Source) -> list[Span]:
    found: list[Span] = []
    start = 0
    for line in source.text.split("\n"):
        left = len(line) - len(line.lstrip("\f "))
        if line.strip("\f "):
            found.append(Span(start + left, start + len(line)))
        start += len(line) + 1
    return found


def _place(source: Source, span: Span) -> tuple[Box | None, int]:
    places = source.linear.places(span)
    return (places[0].box, places[0].page_number) if places else (None, 0)


def _offices(source: Source, line: Span, index: int) -> Iterator[_Office]:
    """The offices that a line consists of: one or several side by side, in capitals."""
    text = line.of(source.text)
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.7 * len(letters) or len(text) > 110:
        return
    folded = line.of(source.folded)
    found = list(_OFFICE.finditer(folded))
    if sum(len(one.group()) for one in found) < 0.75 * len(folded.strip(" .,()*")):
        return
    for one in found:
        span = Span(line.start + one.start("office"), line.start + one.end("office"))
        box, page = _place(source, Span(line.start + one.start(), span.end))
        power = None if one["power"] is None else Power(one["power"].upper() + ".")
        yield _Office(power, " ".join(span.of(source.text).split()), span, box, page, index)


def _names(source: Source, line: Span, index: int) -> Iterator[_Named]:
    """The names that a line consists of."""
    text = _raised(line.of(source.text))
    lead = _LEAD.match(line.of(source.folded))
    cut = 0 if lead is None else lead.end()
    bare = text[cut:]
    runs = list(_NAME.finditer(_without_ranks(text, line.of(source.folded), cut), cut))
    found = [one for one in runs if has_family(one["name"])]
    known = bool(found)
    if not known and len(runs) == 1 and _may_be_name(runs[0]["name"], ranked=lead is not None and bool(lead["rank"])):
        found = runs
    ranks = sum(len(one.group()) for one in _BETWEEN.finditer(line.of(source.folded), cut))
    if not found or sum(len(one.group()) for one in found) < 0.8 * (len(bare.strip(" .,;:_…-")) - ranks):
        return
    for one in found:
        pieces = _split_names(one["name"]) if len(found) == 1 else [one["name"]]
        at = one.start("name")
        for piece in pieces:
            first = text.index(piece, at)
            at = first + len(piece)
            span = Span(line.start + first, line.start + at)
            box, page = _place(source, span)
            rank = full_rank(lead["rank"]) if lead is not None and one is found[0] and piece is pieces[0] else None
            yield _Named(" ".join(mixed_case(word) for word in piece.split()), rank, span, box, page, index, known)


def _raised(text: str) -> str:
    """``vương Thế Toàn`` with its first letter as people write it."""
    raised = text[:1].upper() + text[1:]
    return raised if text[:1].islower() and raised.istitle() and has_family(text) else text


def _may_be_name(words: str, *, ranked: bool) -> bool:
    """Whether a line that is nothing else may be the name of a family that is not known."""
    return not words.isupper() and (ranked or 3 <= len(words.split()) <= 5)


def _without_ranks(text: str, folded: str, start: int) -> str:
    """The line with ranks between names blanked, so that a name does not run into one."""
    for rank in _BETWEEN.finditer(folded, start):
        text = text[: rank.start()] + "." * len(rank.group()) + text[rank.end() :]
    return text


def _split_names(run: str) -> list[str]:
    """Two names side by side on one line: cut before the second family name when both parts are long enough."""
    words = run.split()
    if len(words) < 5:
        return [run]
    for cut in range(2, len(words) - 1):
        if has_family(" ".join(words[cut:])) and len(words) - cut >= 2 and cut <= 4:
            return [" ".join(words[:cut]), " ".join(words[cut:])]
    return [run]


def _blocks(offices: list[_Office]) -> list[list[_Office]]:
    """A line with a power and the office line below it are one block."""
    blocks: list[list[_Office]] = []
    for office in offices:
        before = blocks[-1] if blocks else None
        if (
            before is not None
            and before[-1].power is not None
            and office.power is None
            and office.page == before[-1].page
            and 0 < office.line - before[-1].line <= 2
            and _near(office.box, before[-1].box)
        ):
            before.append(office)
        else:
            blocks.append([office])
    return blocks


def _near(one: Box | None, other: Box | None) -> bool:
    return one is None or other is None or abs(one.center[0] - other.center[0]) <= _APART


def _below(office: _Office, names: list[_Named], count: int) -> _Named | None:
    del count
    best: tuple[float, _Named] | None = None
    for name in names:
        if name.page != office.page or (name.span.start < office.span.start and office.box is None):
            continue
        if office.box is not None and name.box is not None:
            down = name.box.top - office.box.bottom
            across = abs(name.box.center[0] - office.box.center[0])
            if not -4 <= down <= _REACH or across > _APART:
                continue
            weight = down + across
        else:
            if not 0 < name.line - office.line <= _LINES:
                continue
            weight = float(name.line - office.line)
        weight += 0.0 if name.known else _UNKNOWN
        if best is None or weight < best[0]:
            best = weight, name
    return None if best is None else best[1]


def _may_lack_name(source: Source, block: list[_Office]) -> bool:
    """Whether a block without a name is one at all: a head's office with a power, or a hint to sign below it."""
    if block[0].power is not None:
        return True
    return _SIGN_HINT.match(source.folded[block[-1].span.end :].lstrip(" \n\f*")[:40]) is not None


def _field(source: Source, block: list[_Office], named: _Named | None) -> Field:
    first, last = block[0], block[-1]
    if len(block) > 1:
        office, principal, power = last.text, first.text, first.power
    elif first.power in {Power.COLLECTIVE, Power.BY_ORDER, Power.DEPUTY, Power.DELEGATED}:
        office, principal, power = None, first.text, first.power
    else:
        office, principal, power = first.text, None, first.power
    value = Signer(
        None if named is None else named.name, office, power, principal, None if named is None else named.rank
    )
    span = last.span if named is None else named.span
    return source.field(
        FieldName.SIGNER, value, span, cue=last.text, rule="signature", sure=0.7 if named is None else 0.97
    )
