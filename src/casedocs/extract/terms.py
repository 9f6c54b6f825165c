"""Terms with their first and last day, sentences, and the place of detention."""

import itertools
import re
from collections.abc import Iterator

from casedocs.extract._source import Source, inside
from casedocs.extract.model import Field, FieldName
from casedocs.extract.values import Period
from casedocs.text.calendar_values import PartialDate

__all__ = ["read_terms"]

_CUE = re.compile(r"(?:thoi han|tam giam|tam giu|gia han|thoi gian|dieu tra|ke tu|tu ngay|hieu luc)[^.;\n]{0,60}$")
_FROM = re.compile(r"(?<![a-z])(?:ke tu|tinh tu|tu)(?![a-z])[^;.\n]{0,45}$")
_TO = re.compile(r"(?<![a-z])den(?: het)?(?![a-z])[^;.\n]{0,45}$")
_RANGE_CUE = re.compile(r"(?:tam giam|tam giu|thoi han|gia han)[^;\n]{0,80}$")
_PRISON = re.compile(r"[ ]tù(?!\w)", re.IGNORECASE)
_HELD = re.compile(
    r"(?<![a-z])(?:nha tam giu|trai tam giam|trai giam|phan trai tam giam|buong tam giu)(?![a-z])[^,.;:\n()]{0,70}"
)
_HELD_CUT = re.compile(
    r" (?:thi hanh|de|tu ngay|ke tu|trong thoi han|cho den|co trach nhiem|thuc hien|va gia dinh)(?![a-z])"
)


def read_terms(source: Source) -> Iterator[Field]:
    """Terms of detention, custody and extension with their days; places of detention."""
    done = 0
    for term in source.terms:
        start = term.span.start
        if start < done:
            continue
        stop = source.paragraph_end(start)
        if _PRISON.match(source.flow, term.span.end):
            yield source.field(FieldName.SENTENCE, Period(term.value), term.span, cue="tù", sure=0.95 * term.confidence)
            continue
        first, last, end = _days(source, term.span.end, min(stop, term.span.end + 190))
        before = source.folded[max(source.paragraph_start(start), start - 70) : start]
        cue = _CUE.search(before)
        if first is None and last is None:
            continue
        if cue is None and not (first and last):
            continue
        done = end
        sure = 0.97 if first is not None and term.confidence == 1 else 0.85
        yield source.field(
            FieldName.TERM, Period(term.value, first, last), (start, end), cue=before[-40:] if cue else "", sure=sure
        )
    yield from _ranges(source)
    yield from _places(source)


def _days(source: Source, start: int, stop: int) -> tuple[PartialDate | None, PartialDate | None, int]:
    """First and last day behind a term, and where they end."""
    first: PartialDate | None = None
    end = start
    for day in inside(source.dates, start, stop, test=lambda one: one.value is not None and not one.relative):
        between = source.folded[end : day.span.start]
        if first is None and _FROM.search(between):
            first, end = day.value, day.span.end
        elif _TO.search(between):
            return first, day.value, day.span.end
        else:
            break
    return first, None, end


def _ranges(source: Source) -> Iterator[Field]:
    """``tạm giam từ ngày … đến ngày …`` without a length."""
    days = [one for one in source.dates if one.value is not None and not one.relative]
    for first, last in itertools.pairwise(days):
        between = source.folded[first.span.end : last.span.start]
        if len(between) > 40 or not _TO.search(between) or "\n" in between:
            continue
        head = source.folded[source.paragraph_start(first.span.start) : first.span.start]
        if not _FROM.search(head) or not _RANGE_CUE.search(head):
            continue
        if any(term.span.end <= first.span.start and first.span.start - term.span.end < 60 for term in source.terms):
            continue
        yield source.field(
            FieldName.TERM, Period(None, first.value, last.value), (first.span.start, last.span.end), cue=head[-40:],
            sure=0.94,
        )  # fmt: skip


def _places(source: Source) -> Iterator[Field]:
    seen: set[str] = set()
    for match in _HELD.finditer(source.folded):
        cut = _HELD_CUT.search(match.group())
        start, end = source.trimmed(match.start(), match.start() + (cut.start() if cut else len(match.group())))
        words = source.words(start, end)
        head = source.folded[source.paragraph_start(match.start()) : match.start()]
        if re.match(r"[ \f]*(?:vao )?(?:hoi|luc) [0-9]", head):
            continue
        if len(words.split()) >= 4 and words.casefold() not in seen:
            seen.add(words.casefold())
            yield source.field(FieldName.DETENTION_PLACE, words, (start, end), cue=match, sure=0.93)
            return
