"""The main verb: what a document is, how sure that is, and why."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import Any

from casedocs.classify._evidence import NOTHING, Candidates, Knowledge, PageFacts, candidates_of
from casedocs.classify._reasons import Reason, reasons_of
from casedocs.classify.document import DocumentView, PageView
from casedocs.classify.header import Header, read_header
from casedocs.classify.kinds import Catalogue, Kind, builtin_catalogue
from casedocs.classify.model import LinearModel, _plain
from casedocs.classify.training import sharpness_of, weights_of
from casedocs.errors import UsageError

__all__ = [
    "Candidate",
    "Classification",
    "Classifier",
    "ClassifyOptions",
    "Level",
    "Reason",
    "builtin_classifier",
    "builtin_model",
    "predict",
]


_SUREST = 0.9995
"""No answer is certain."""
_LEAST_TOLD = 0.01
"""Candidates that are less likely, other than the best one, come without reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyOptions:
    """How sure an answer must be.

    Attributes:
        threshold: Least confidence at which a kind is answered; below it the answer is "not known" with candidates.
        coarse_threshold: The same for family and domain.
        top: How many candidates are told.
    """

    threshold: float = 0.9
    coarse_threshold: float = 0.8
    top: int = 5

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not (0 <= self.threshold <= 1 and 0 <= self.coarse_threshold <= 1):
            raise UsageError("thresholds must be from 0 to 1", hint="for example 0.8")
        if not 1 <= self.top <= 50:
            raise UsageError(f"top must be from 1 to 50, not {self.top}")

    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with every option."""
        return sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind that the document may be.

    Attributes:
        kind: The kind.
        confidence: From 0 to 1, calibrated: of answers with 0.9 about nine in ten are right.
        reasons: What speaks for and against it, the strongest first; none for candidates below 0.01 behind the first.
    """

    kind: Kind
    confidence: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A coarse answer: a family or a domain.

    Attributes:
        name: Its key; None where it is not known.
        confidence: Of the best one, from 0 to 1.
    """

    name: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Classification:
    """What a document is.

    Attributes:
        kind: None where it is not known ("không rõ"); then `candidates` say what it may be.
        confidence: Of the best candidate.
        family: The coarse class; may be known where the kind is not.
        domain: Criminal, civil, administrative, office work; may be known where the kind is not.
        candidates: Best first.
        header: What was read at the top of the page.
        page_number: The page that was looked at.
    """

    kind: Kind | None
    confidence: float
    family: Level
    domain: Level
    candidates: tuple[Candidate, ...]
    header: Header
    page_number: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Of the best candidate."""
        return self.candidates[0].reasons if self.candidates else ()


class Classifier:
    """A catalogue and a model, made ready; reading does not change it, so threads may share one.

    Args:
        catalogue: None means the one that is shipped.
        model: None means the one that is shipped.
    """

    def __init__(self, catalogue: Catalogue | None = None, model: LinearModel | None = None) -> None:
        self.catalogue: Catalogue = catalogue or builtin_catalogue()
        self.model: LinearModel = model or builtin_model()
        self.known: Knowledge = Knowledge(self.catalogue, self.model)
        self.ranker: Mapping[str, float] = self.model.ranker or builtin_model().ranker
        self.weights: Any = weights_of(self.ranker)

    def evidence(self, page: PageView, header: Header) -> tuple[PageFacts, Candidates]:
        """What was read on a page and what it may be."""
        facts = PageFacts(page, header)
        return facts, candidates_of(facts, self.known)

    def probabilities(self, candidates: Candidates) -> Any:
        """The probability of each candidate, calibrated (numpy array)."""
        import numpy as np

        scores = (candidates.matrix @ self.weights) * sharpness_of(self.ranker, candidates.fit)
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()


@cache
def builtin_model() -> LinearModel:
    """The model that is shipped."""
    data = files("casedocs.classify").joinpath("data/model.json.z").read_bytes()
    return LinearModel.from_json(_plain(data).decode("utf-8"))


@cache
def builtin_classifier() -> Classifier:
    """The classifier with the catalogue and the model that are shipped."""
    return Classifier()


def predict(
    document: DocumentView, *, classifier: Classifier | None = None, options: ClassifyOptions | None = None
) -> Classification:
    """Says what a document is.

    The header is read first (title, form box, issuer, number, grounds); a linear model of words says what the header
    leaves open. Where several kinds remain, or none fits, the answer is "not known" with the candidates.

    Args:
        document: The document; its first page that is not blank decides.
        classifier: None means the shipped catalogue and model.
        options: None means `ClassifyOptions()`.
    """
    used = classifier or builtin_classifier()
    wanted = options or ClassifyOptions()
    page = _first_page(document)
    if page is None:
        return _nothing_to_read(used, wanted, document.pages[0].page_number if document.pages else 1)
    header = read_header(page)
    facts, candidates = used.evidence(page, header)
    return _answer(used, wanted, facts, candidates)


def _first_page(document: DocumentView) -> PageView | None:
    """The first page with words among the first fifty."""
    return next((page for page in islice(document.pages, 50) if next(iter(page.lines), None) is not None), None)


def _answer(
    classifier: Classifier, options: ClassifyOptions, facts: PageFacts, candidates: Candidates
) -> Classification:
    chances: list[float] = classifier.probabilities(candidates).tolist()
    kinds = classifier.catalogue.kinds
    order = sorted(range(len(chances)), key=lambda row: -chances[row])
    rows = [row for row in order if candidates.places[row] != NOTHING][: options.top]
    worth = [row for row in rows if row == rows[0] or chances[row] >= _LEAST_TOLD]
    told = dict(zip(worth, reasons_of(classifier, facts, candidates, worth), strict=True))
    listed = tuple(
        Candidate(kinds[candidates.places[row]], round(min(chances[row], _SUREST), 4), told.get(row, ()))
        for row in rows
    )
    best = listed[0] if listed else None
    confidence = best.confidence if best else 0.0
    answered = best is not None and confidence >= options.threshold
    pairs = [(kinds[place], chances[row]) for row, place in enumerate(candidates.places) if place != NOTHING]
    return Classification(
        kind=best.kind if best is not None and answered else None,
        confidence=confidence,
        family=_level([((kind.family,), chance) for kind, chance in pairs], options),
        domain=_level([(kind.domains, chance) for kind, chance in pairs], options),
        candidates=listed,
        header=facts.header,
        page_number=facts.header.page_number,
    )


def _level(pairs: Sequence[tuple[tuple[str, ...], float]], options: ClassifyOptions) -> Level:
    """The name with the largest sum; a kind of several domains counts for its first."""
    sums: dict[str, float] = {}
    for names, chance in pairs:
        sums[names[0]] = sums.get(names[0], 0.0) + chance
    if not sums:
        return Level(None, 0.0)
    name = max(sums, key=lambda key: sums[key])
    confidence = round(min(sums[name], 1.0), 4)
    return Level(name if confidence >= options.coarse_threshold else None, confidence)


def _nothing_to_read(classifier: Classifier, options: ClassifyOptions, page_number: int) -> Classification:
    """A document without a word is a blank page, if the catalogue knows such a kind."""
    header = Header(page_number)
    known = "page_blank" in classifier.catalogue
    listed: tuple[Candidate, ...] = ()
    if known:
        why = (Reason("blank", "Trang không có chữ.", "There is no word on it.", math.inf),)
        listed = (Candidate(classifier.catalogue.get("page_blank"), 0.9, why),)
    answered = known and options.threshold <= 0.9
    level = Level("trang" if known else None, 0.9 if known else 0.0)
    return Classification(
        classifier.catalogue.get("page_blank") if answered else None,
        0.9 if known else 0.0,
        level,
        Level(None, 0.0),
        listed,
        header,
        page_number,
    )
