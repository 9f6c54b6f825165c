"""The evidence in words that a person can check on the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from casedocs.classify._evidence import EVIDENCE, Candidates, PageFacts
from casedocs.classify.header import Part

if TYPE_CHECKING:
    from casedocs.classify.prediction import Classifier

__all__ = ["Reason", "reasons_of"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for a kind (weight above zero) or against it.

    Attributes:
        code: Stable English word.
        vi: The sentence in Vietnamese.
        en: The sentence in English.
        weight: How much it moved the answer; of all but title and form box, against the other candidates.
        part: Where it stands; None where it is no single place.
    """

    code: str
    vi: str
    en: str
    weight: float
    part: Part | None = None


_LEAST = 0.05
_Told = tuple[str, str, Part | None]
_GROUPS: dict[str, str] = {
    **dict.fromkeys(("dice", "covered", "used", "exact", "begins", "line", "line_dice", "letters"), "title"),
    **dict.fromkeys(("form", "form_number", "form_other"), "form"),
    **dict.fromkeys(("issuer", "issuer_other", "no_agency"), "issuer"),
    **dict.fromkeys(("abbreviation", "abbreviation_other", "number_unwanted", "number_missing"), "number"),
    **dict.fromkeys(("symbol", "symbol_other"), "symbol"),
    "articles": "articles",
    "domain": "domain",
    **dict.fromkeys(("level", "level_other"), "level"),
    "model": "words",
}
_NAMES = tuple(dict.fromkeys(_GROUPS.values()))


def reasons_of(
    classifier: "Classifier", facts: PageFacts, candidates: Candidates, rows: Sequence[int]
) -> list[tuple[Reason, ...]]:
    """The reasons for the candidates of these rows, the strongest first; for the first one also the words."""
    weights = _weights(classifier.weights, candidates, rows)
    return [
        _told(classifier, facts, candidates.places[row], candidates, own, words=row == rows[0])
        for row, own in zip(rows, weights, strict=True)
    ]


def _told(
    classifier: "Classifier",
    facts: PageFacts,
    place: int,
    candidates: Candidates,
    weights: Sequence[float],
    *,
    words: bool,
) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for group, weight in zip(_NAMES, weights, strict=True):
        if abs(weight) < _LEAST or (group == "words" and not words):
            continue
        told = _TELL[group](classifier, facts, candidates, place)
        if told is not None:
            found.append(Reason(group, told[0], told[1], round(weight, 3), told[2]))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def _weights(ranker: Any, candidates: Candidates, rows: Sequence[int]) -> list[list[float]]:
    """What each group of evidence adds: title and form as they are, all others against the mean of the candidates."""
    if not rows:
        return []
    moved = candidates.matrix[rows, :] - candidates.matrix[:-1].mean(axis=0) * _shifted()
    sums: list[list[float]] = ((moved * ranker) @ _grouping()).tolist()
    return sums


@cache
def _grouping() -> Any:
    """1 where a sort of evidence (row) belongs to a group (column)."""
    import numpy as np

    return np.array([[float(_GROUPS.get(name) == group) for group in _NAMES] for name in EVIDENCE])


@cache
def _shifted() -> Any:
    """1 for the sorts of evidence that count against the mean."""
    import numpy as np

    return np.array([float(_GROUPS.get(name) not in {"title", "form"}) for name in EVIDENCE])


def _title(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del classifier
    match = candidates.titles.get(place)
    header = facts.header
    part = header.title.kind if header.title else header.subject
    if match is None or part is None:
        return None
    text = header.title.text if header.title else part.text
    line = part.lines[0] + 1 if part.lines else 0
    return (
        f"Tên văn bản “{text}” (dòng {line}) khớp {match.dice:.0%} với “{match.variant}”",
        f"title “{text}” (line {line}) fits “{match.variant}” by {match.dice:.0%}",
        part,
    )


def _form(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del classifier, candidates, place
    form = facts.header.form
    if form is None:
        return None
    return f"Ô mẫu “{form.part.text}”", f"form box “{form.part.text}”", form.part


def _issuer(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del candidates
    part = facts.header.issuer
    wanted = classifier.catalogue.kinds[place].printed_issuers or "-"
    if part is None:
        return f"Không có tên cơ quan (loại này do: {wanted})", f"no agency is named (issued by: {wanted})", None
    return (
        f"Cơ quan ban hành “{part.text}” (loại này do: {wanted})",
        f"issuer “{part.text}” (issued by: {wanted})",
        part,
    )


def _number(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del candidates
    number = facts.header.number
    patterns = "; ".join(classifier.catalogue.kinds[place].number_patterns) or "-"
    if number is None:
        return f"Không thấy số, ký hiệu (mẫu: {patterns})", f"no number (pattern: {patterns})", None
    return (
        f"Số, ký hiệu “{number.text}” (mẫu: {patterns})",
        f"number “{number.text}” (pattern: {patterns})",
        number.part,
    )


def _articles(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del candidates
    basis = classifier.catalogue.kinds[place].legal_basis
    hits = sorted(
        {number for _, number in classifier.known.kinds[place].articles} & {number for _, number in facts.articles}
    )
    if not hits:
        return None
    listed = ", ".join(hits)
    return f"Căn cứ điều {listed} ({basis})", f"grounds name article {listed} ({basis})", None


def _domain(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del candidates
    if not facts.domains:
        return None
    domains = ", ".join(classifier.catalogue.kinds[place].domains)
    shares = ", ".join(f"{name} {share:.0%}" for name, share in facts.domains.items() if share)
    return f"Từ ngữ lĩnh vực: {shares} (loại này: {domains})", f"words of domains: {shares} (kind: {domains})", None


def _level(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    del candidates
    wanted = classifier.known.kinds[place].level
    if not wanted or not facts.level:
        return None
    return f"Cấp xét xử: {facts.level} (loại này: {wanted})", f"court level: {facts.level} (kind: {wanted})", None


def _words(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    from casedocs.classify.model import strongest

    del candidates
    label = classifier.known.labels.get(place)
    if label is None:
        return None
    words = ", ".join(strongest(classifier.model, label, facts.words))
    return (f"Từ ngữ trên trang: {words}", f"words of the page: {words}", None) if words else None


_TELL: dict[str, Callable[["Classifier", PageFacts, Candidates, int], _Told | None]] = {
    "title": _title,
    "form": _form,
    "issuer": _issuer,
    "number": _number,
    "symbol": _number,
    "articles": _articles,
    "domain": _domain,
    "level": _level,
    "words": _words,
}
