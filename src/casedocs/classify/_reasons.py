"""The evidence in words that a person can check on the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def reasons_of(
    classifier: "Classifier", facts: PageFacts, candidates: Candidates, row: int, *, words: bool
) -> tuple[Reason, ...]:
    """The reasons for the candidate of a row, the strongest first; with `words` also the words of the page."""
    weights = _weights(classifier.ranker, candidates, row)
    place = candidates.places[row]
    found: list[Reason] = []
    for group, weight in weights.items():
        if abs(weight) < _LEAST or (group == "words" and not words):
            continue
        told = _TELL[group](classifier, facts, candidates, place)
        if told is not None:
            found.append(Reason(group, told[0], told[1], round(weight, 3), told[2]))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def _weights(ranker: Mapping[str, float], candidates: Candidates, row: int) -> dict[str, float]:
    """What each group of evidence adds: title and form as they are, all others against the mean of the candidates."""
    own = candidates.matrix[row].tolist()
    mean = candidates.matrix[:-1].mean(axis=0).tolist()
    weights: dict[str, float] = {}
    for name, value, usual in zip(EVIDENCE, own, mean, strict=True):
        group = _GROUPS.get(name)
        if group is not None:
            shift = 0.0 if group in {"title", "form"} else usual
            weights[group] = weights.get(group, 0.0) + (value - shift) * ranker.get(name, 0.0)
    return weights


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
    hits = sorted({number for _, number in classifier.facts[place].articles} & {number for _, number in facts.articles})
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
    wanted = classifier.facts[place].level
    if not wanted or not facts.level:
        return None
    return f"Cấp xét xử: {facts.level} (loại này: {wanted})", f"court level: {facts.level} (kind: {wanted})", None


def _words(classifier: "Classifier", facts: PageFacts, candidates: Candidates, place: int) -> _Told | None:
    from casedocs.classify.model import strongest

    del candidates
    if place not in classifier.owners:
        return None
    words = ", ".join(strongest(classifier.model, classifier.owners.index(place), facts.words))
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
