"""The parts of a citation (``điểm b, s``, ``khoản 1``, ``Điều 51, 52``) and the rules that carry them over."""

import re
from dataclasses import dataclass, replace

from casedocs.text._scan import ReadyText
from casedocs.text.provisions import Provision

__all__ = ["Part", "match_part", "resolve"]


@dataclass(frozen=True, slots=True)
class Part:
    """Points, clauses or articles named together.

    Attributes:
        level: ``point``, ``clause`` or ``article``.
        items: What is named: letters, numbers, ``này``.
        start: Offset of its first character.
        end: Offset behind its last.
        link: How it hangs on the part before: ``of`` (a blank, của), ``list`` (a comma, và), ``to`` (đến); empty for
            the first.
        exact: Whether its word is spelled with all its marks.
        short: Whether it is shorthand (``k2``, ``Đ173``).
    """

    level: str
    items: tuple[str, ...]
    start: int
    end: int
    link: str
    exact: bool = True
    short: bool = False


_G = r"[ \n]{1,3}"
_CODIFIED = r"[0-9]{1,2}(?:[.,][0-9]{1,3}){1,3}[.,][a-z]{2,3}(?:[.,][0-9]{1,4}){1,4}"
_GLUED = r"(?!(?!khoan|dieu|cua|luat|bo luat|nghi|thong)[a-z0-9]|[.,][0-9]|/[0-9a-z])"  # "1Điều": a lost blank
_ITEM = {
    "point": re.compile(rf"[\"']?([a-z][0-9]{{0,2}}|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,2}})[\"']?{_GLUED}(?!/)"),
    "clause": re.compile(rf"([0-9]{{1,3}}(?:[a-ik][0-9]?)?){_GLUED}"),
    "article": re.compile(rf"({_CODIFIED}|[0-9]{{1,3}}[a-ik]?){_GLUED}"),
}
_WORDS = re.compile(rf"(?:cac{_G})?(?:(diem)[ \n]{{0,3}}|(khoan)[ \n]{{0,3}}|(dieu)[ \n]{{0,3}})(?P<nay>nay(?![a-z]))?")
_SHORT = re.compile(r"(?:(?P<clause>k)\.? ?(?=[0-9])|(?P<article>d)\.? ?(?=[0-9])|(?P<point>d)\.? (?=[a-z][, ]))")
_NEXT = re.compile(rf"(?P<to>{_G}den{_G}| ?- ?)|[ \n]{{0,2}},[ \n]{{0,2}}(?:va{_G})?|{_G}(?:va|hoac){_G}")
_COUNTED = re.compile(
    r" ?(?:%|nam|thang|ngay|gio|dong|trieu|ty|nghin|nguoi|lan|bo(?! luat)|to|cai|chiec|m2|kg|gam)(?![a-z])"
)
_LEVELS = ("point", "clause", "article")
_EXACT = {"point": "điểm", "clause": "khoản", "article": "điều"}


def match_part(scan: ReadyText, start: int, *, link: str) -> Part | None:
    """The part that begins at `start`; None when none does."""
    words = _WORDS.match(scan.folded, start)
    if words is not None:
        level = _level_of(words)
        word_start = words.start(_LEVELS.index(level) + 1)
        exact = scan.text.startswith((_EXACT[level], _EXACT[level].capitalize(), _EXACT[level].upper()), word_start)
        if words["nay"] is not None:
            return Part(level, ("này",), start, words.end(), link, exact)
        return _with_items(scan, Part(level, (), start, start, link, exact), words.end())
    short = _SHORT.match(scan.folded, start)
    if short is None or not _is_shorthand(scan, short):
        return None
    return _with_items(scan, Part(str(short.lastgroup), (), start, start, link, short=True), short.end())


def _level_of(words: re.Match[str]) -> str:
    return next(level for index, level in enumerate(_LEVELS, 1) if words[index] is not None)


def _is_shorthand(scan: ReadyText, match: re.Match[str]) -> bool:
    letter = scan.text[match.start()]
    if match["clause"]:
        return letter in "kK"
    return letter in ("Đ" if match["article"] else "đ")


def _with_items(scan: ReadyText, part: Part, first: int) -> Part | None:
    """The part with the items that follow from `first`; None when none does."""
    item = _ITEM[part.level].match(scan.folded, first)
    if item is None:
        return None
    items = [_item(scan, part.level, item)]
    end = item.end()
    while len(items) < 200 and (gap := _NEXT.match(scan.folded, end)) is not None:
        item = _ITEM[part.level].match(scan.folded, gap.end())
        if item is None or (part.level != "point" and _COUNTED.match(scan.folded, item.end())):
            break
        name = _item(scan, part.level, item)
        items += _range(items[-1], name) if gap["to"] is not None else [name]
        end = item.end()
    return replace(part, items=tuple(items), end=end)


def _item(scan: ReadyText, level: str, match: re.Match[str]) -> str:
    """The letter or number; d and đ are told apart in the unfolded text."""
    printed = scan.text[match.start(1) : match.end(1)]
    if not match[1].isalnum() and level == "article":
        return printed.upper().replace("Ð", "Đ").replace(",", ".")
    mended = "".join(new if new.isdigit() else old for old, new in zip(printed, match[1], strict=True))
    folded = "".join(
        char if char in "đ0123456789." else plain for char, plain in zip(mended.lower(), match[1], strict=True)
    )
    return folded.lstrip("0") or folded


def _range(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + 100:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if len(first) == len(last) == 1 and first in _LETTERS and last in _LETTERS:
        between = _LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last) + 1]
        return list(between) or [last]
    return [last]


# The letters of points in their order (Penal Code, article 51): no f, j, w, z.
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def resolve(parts: list[Part]) -> tuple[Provision, ...]:
    """The provisions that the parts name, with all that is carried over.

    Clauses and points belong to the article behind them (``khoản 3 Điều 223, Điều 226``), or to the one before when
    they hang on it without a comma and no article follows so (``Điều 173 khoản 2 điểm a``).
    """
    found: list[Provision] = []
    waiting: list[Part] = []
    for index, part in enumerate(parts):
        if part.level != "article":
            waiting.append(part)
            if _closes(parts, index) and _hangs_back(parts, index, len(waiting)) and found:
                _attach_back(found, waiting)
                waiting = []
            continue
        leaves = _leaves(waiting) or [(None, None)]
        waiting = []
        first, *others = _span_to(found, part)
        found += [Provision(first, clause, point) for clause, point in leaves]
        found += [Provision(article) for article in others]
    found += [Provision(None, clause, point) for clause, point in _leaves(waiting)]
    return tuple(found)


def _span_to(found: list[Provision], part: Part) -> list[str]:
    """The articles of a part; after ``Điều 10 đến`` also those between."""
    if part.link == "to" and found and found[-1].clause is None and found[-1].article is not None:
        return [*_range(found[-1].article, part.items[0]), *part.items[1:]]
    return list(part.items)


def _closes(parts: list[Part], index: int) -> bool:
    """Whether a run of clauses and points ends here."""
    return index + 1 == len(parts) or parts[index + 1].level == "article"


def _hangs_back(parts: list[Part], index: int, length: int) -> bool:
    """Whether the run that ends at `index` belongs to the article before it."""
    first = parts[index - length + 1]
    if index + 1 == len(parts):
        return True
    return first.link == "of" and parts[index + 1].link != "of"


def _attach_back(found: list[Provision], waiting: list[Part]) -> None:
    leaves = _leaves(waiting)
    article = found[-1].article
    if found[-1].clause is None and found[-1].point is None:
        found.pop()
    found += [Provision(article, clause, point) for clause, point in leaves]


def _leaves(run: list[Part]) -> list[tuple[str | None, str | None]]:
    """Clauses with their points, in order; a point belongs to the clause behind it, else to the one before."""
    leaves: list[tuple[str | None, str | None]] = []
    points: list[str] = []
    clauses: list[str] = []  # of the last clause part
    for index, part in enumerate(run):
        if part.level == "clause":
            clauses = _after(clauses, part)
            leaves += [(clauses[0], point) for point in points] or [(clauses[0], None)]
            leaves += [(clause, None) for clause in clauses[1:]]
            points = []
        elif _point_hangs_back(run, index) and leaves and leaves[-1][1] is None:
            clause = leaves.pop()[0]
            leaves += [(clause, point) for point in part.items]
        else:
            points += _after(points, part)
    return leaves + [(None, point) for point in points]


def _after(before: list[str], part: Part) -> list[str]:
    """The items of a part; after ``khoản 1 đến`` also those between."""
    if part.link == "to" and before:
        return [*_range(before[-1], part.items[0]), *part.items[1:]]
    return list(part.items)


def _point_hangs_back(run: list[Part], index: int) -> bool:
    if index == 0 or run[index - 1].level != "clause":
        return False
    if index + 1 == len(run):
        return True
    return run[index].link == "of" and run[index + 1].link != "of"
