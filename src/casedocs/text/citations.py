"""Citations of laws: ``các điểm b, s khoản 1, khoản 2 Điều 51 BLHS``, ``Đ173 k2 BLHS``, ``Điều 173 khoản 2 điểm a``.

A citation runs from its first điểm, khoản or Điều to the end of the law named behind it. What its parts share is
carried over: the clause to all points before it, the article to all clauses before it, the law to all articles before
it; an article without a law takes the nearest law to its right in the sentence, else the last one named. A heading
(``Điều 5. …`` at the start of a line) cites nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from casedocs.errors import TextError
from casedocs.text._citation_parts import Part, match_part, resolve
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind, Problem, sole
from casedocs.text.laws import LawReference, last_article, match_law
from casedocs.text.provisions import Provision, join_provisions

__all__ = ["Citation", "find_citations", "parse_citation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Finding):
    """One or more provisions of one law.

    Attributes:
        provisions: In the order of the text, with all that is carried over.
        law: The law; None when neither the citation nor the text names one.
        law_is_carried: Whether the law was taken from another citation of the text.
    """

    kind: ClassVar[Kind] = Kind.CITATION

    provisions: tuple[Provision, ...]
    law: LawReference | None = None
    law_is_carried: bool = False

    @property
    def canonical(self) -> str:
        """The standard form: ``điểm b, s khoản 1, khoản 2 Điều 51 Bộ luật Hình sự``."""
        law = "" if self.law is None else f" {self.law}"
        return f"{join_provisions(self.provisions)}{law}"


_G = r"[ \n]{1,3}"
_ANCHOR = re.compile(r"(?:diem|khoan|dieu)[ \n]{0,3}[0-9a-z]|d\.? ?[0-9]{1,3}|k\.? ?[0-9]{1,2}|d\.? [a-z],? [a-zk]")
_LINK = re.compile(
    rf"(?P<list>[ \n]{{0,2}}[,;]{_G}(?:va{_G})?|[,;]|{_G}(?:va|hoac|va/hoac|cung){_G})|"
    rf"(?P<to>{_G}den(?:{_G}het)?{_G}| ?- ?)|(?P<of>[ \n]{{0,3}}(?:cua{_G}|thuoc{_G}|tai{_G})?)"
)
_CONTAINER = re.compile(
    rf"(?:,{_G}|{_G})(?:muc|chuong|phan|tieu muc)(?:{_G}thu)?{_G}(?:[ivxlc]{{1,6}}|[0-9]{{1,2}})(?![a-z0-9])"
)
_TO_LAW = re.compile(rf"(?:,{_G}|[ \n]{{0,3}})(?:(?:cua|tai|theo|trong|thuoc|ban hanh kem theo){_G})?")
_HEAD = re.compile(r"(?:^|\n)[\s#*>_\"']*$")
_HEADING_END = re.compile(r"[.:](?:[\s*_]|$)")
_CODIFIED_HEADING_END = re.compile(r"[.:,][ ]")
_NOT_BEFORE = re.compile(r"(?:dia|thoi|quan|dac|uu|nhuoc|khuyet|trong|tru|cham|so|muc|dieu|tai) $")
_SENTENCE_END = re.compile(r"[.!?…][\"”]?\s+[A-ZĐÀ-Ỹ]|\n\s*\n|\n\s*(?:\d+\.|[a-zđ]\)|-)\s")
_FAR = 400


def parse_citation(text: str) -> Citation:
    """Reads a whole string as one citation.

    Raises:
        TextError: If it is none.
    """
    cited = re.sub(r"^[Cc]ác\s+", "", text.strip())
    found = sole(find_citations(cited), cited)
    if found is None:
        raise TextError(f"{text!r} is no citation", hint="write it as in 'điểm a khoản 2 Điều 173 Bộ luật Hình sự'")
    return found


def find_citations(text: str | ReadyText) -> tuple[Citation, ...]:
    """The citations of a text, in order.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found: list[tuple[Citation, int, int]] = []
    done = 0
    for anchor in _ANCHOR.finditer(scan.folded):
        start = anchor.start()
        if (
            start < done
            or scan.folded[start - 1 : start].isalnum()
            or scan.folded[start - 1 : start] in {"/", "-", "_"}
        ):
            continue
        parts, end = _parts(scan, start)
        if not parts:
            continue
        if _is_heading(scan, parts):
            done = end
            continue
        end, law = _law(scan, end)
        if not _stands_alone(scan, start, parts, law):
            continue
        done = end
        found.append((_citation(scan, start, end, parts, law), start, end))
    return tuple(_carry_laws(scan, found))


def _parts(scan: ReadyText, start: int) -> tuple[list[Part], int]:
    """The parts that follow one another from `start`, and where the last (with its Mục, Chương) ends."""
    first = match_part(scan, start, link="")
    if first is None:
        return [], start
    parts, end = [first], first.end
    while len(parts) < 200:
        while (container := _CONTAINER.match(scan.folded, end)) is not None:
            end = container.end()
        link = _LINK.match(scan.folded, end)
        if link is None:
            break
        name = link.lastgroup or ""
        part = match_part(scan, link.end(), link=name)
        if part is None:
            break
        parts.append(part)
        end = part.end
    return parts, end


def _is_heading(scan: ReadyText, parts: list[Part]) -> bool:
    only = parts[0]
    if only.level != "article" or len(parts) > 1 or len(only.items) > 1:
        return False
    ends = _HEADING_END if only.items[0].isalnum() else _CODIFIED_HEADING_END
    return (
        ends.match(scan.folded, only.end) is not None
        and _HEAD.search(scan.folded, max(0, only.start - 12), only.start) is not None
    )


def _law(scan: ReadyText, end: int) -> tuple[int, LawReference | None]:
    link = _TO_LAW.match(scan.folded, end)
    found = None if link is None else match_law(scan, link.end())
    return (end, None) if found is None else (found[1], found[0])


def _stands_alone(scan: ReadyText, start: int, parts: list[Part], law: LawReference | None) -> bool:
    """Whether this is a citation: ``địa điểm a`` and ``tài khoản 2`` are none, ``Đ5`` or ``k2`` alone neither."""
    if law is not None or (len(parts) > 1 and any(part.level == "article" or not part.short for part in parts)):
        return True
    only = parts[0]
    if only.short or only.items == ("này",):
        return False
    if only.level == "article":
        return True
    before = _NOT_BEFORE.search(scan.folded, max(0, start - 8), start)
    if before is None:
        return only.level == "clause" or only.exact
    return before.group() == "tai " and scan.text[before.start() : before.end()].lower().startswith("tại")


def _citation(scan: ReadyText, start: int, end: int, parts: list[Part], law: LawReference | None) -> Citation:
    provisions = resolve(parts)
    problems = tuple(_problems(provisions, law))
    confidence = 1.0
    if any(provision.point in {"d", "đ", "l", "i"} for provision in provisions):
        confidence = 0.9  # what scanners mistake for each other
    if any(part.short for part in parts):
        confidence = 0.8
    if problems or scan.mended(start, end):
        confidence = 0.5
    return Citation(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=confidence,
        problems=problems,
        provisions=provisions,
        law=law,
    )


def _problems(provisions: tuple[Provision, ...], law: LawReference | None) -> Iterator[Problem]:
    last = None if law is None else last_article(law.name)
    for provision in provisions:
        number = re.match(r"[0-9]+", provision.article or "")
        if last is not None and number is not None and not 1 <= int(number.group()) <= last:
            yield Problem(
                "no_such_article",
                f"{law} không có Điều {provision.article} (điều cuối là Điều {last}).",
                f"{law} has no article {provision.article}; its last is {last}.",
            )
        if provision.point is not None and provision.point[0] in "fjwz":
            yield Problem(
                "no_such_point",
                f"Văn bản luật không dùng điểm {provision.point}.",
                f"No law letters a point {provision.point}.",
            )


def _carry_laws(scan: ReadyText, found: list[tuple[Citation, int, int]]) -> list[Citation]:
    """Gives every citation without a law the nearest one to its right in the sentence, else the last named before."""
    carried: list[Citation] = []
    ahead: LawReference | None = None
    ahead_start = 0
    for citation, start, end in reversed(found):
        if citation.law is not None:
            ahead, ahead_start = citation.law, start
            carried.append(citation)
        elif ahead is not None and _one_sentence(scan, end, ahead_start) and _wants_law(citation):
            carried.append(_with_law(citation, ahead, 0.8))
            ahead_start = start
        else:
            ahead = None
            carried.append(citation)
    last: LawReference | None = None
    result: list[Citation] = []
    for citation in reversed(carried):
        if citation.law is None and last is not None and _wants_law(citation):
            result.append(_with_law(citation, last, 0.6))
            continue
        if citation.law is not None and not citation.law.is_self and not citation.law_is_carried:
            last = citation.law
        result.append(citation)
    return result


def _with_law(citation: Citation, law: LawReference, confidence: float) -> Citation:
    return replace(citation, law=law, law_is_carried=True, confidence=min(citation.confidence, confidence))


def _wants_law(citation: Citation) -> bool:
    """``Điều này`` means its own act, a lone khoản its own article; the codified law numbers its articles by itself."""
    articles = [provision.article for provision in citation.provisions]
    return all(article is not None and article != "này" and "." not in article for article in articles)


def _one_sentence(scan: ReadyText, end: int, start: int) -> bool:
    return start - end <= _FAR and _SENTENCE_END.search(scan.text, end, start) is None
