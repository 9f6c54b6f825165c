"""Training, with numpy alone.

`fit_words` makes weights out of the words of labelled documents: for each label and feature the logarithm of how much
more often the feature occurs there than elsewhere (the multinomial model of naive Bayes against its background), the
strongest of each label. It needs one pass, few documents and no random numbers, and every weight can be explained.
`fit_ranker` finds how much each sort of evidence counts, `calibrate` how sharp the probabilities may be.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casedocs.classify._evidence import EVIDENCE
from casedocs.classify.model import LinearModel, build_model, features_of
from casedocs.errors import UsageError

__all__ = [
    "RankedPage",
    "TrainOptions",
    "calibrate",
    "extend_model",
    "fit_ranker",
    "fit_words",
    "sharpness_of",
    "weights_of",
]

_LEAST_SHARP = 0.15
_BEHIND = 1000
"""How many documents a background is taken to stand for."""
_DOUBT = 2.0
"""A feature that was seen in so many of an office's documents counts half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOptions:
    """How to train.

    Attributes:
        bits: Features are hashed to 2 to this power places.
        most: Weights that are kept for each label.
        smoothing: What is added to every count.
        sharpness: What the sum of the weights, divided by the square root of their number, is multiplied by.
    """

    bits: int = 15
    most: int = 500
    smoothing: float = 0.1
    sharpness: float = 1.5

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not 8 <= self.bits <= 20 or self.most < 1 or self.smoothing <= 0 or self.sharpness <= 0:
            raise UsageError("training options out of range", hint="bits 8 to 20, the others positive")


def fit_words(
    documents: Sequence[tuple[str, Sequence[str]]],
    *,
    options: TrainOptions | None = None,
    note: str = "",
    background: Any = None,
) -> LinearModel:
    """A model of words from labelled documents.

    Args:
        documents: Label and folded words (`casedocs.classify.model.words_of`) of each.
        options: How; None means `TrainOptions()`.
        note: Goes into the model.
        background: The share of documents of all kinds in which each feature occurs (`LinearModel.background`), which
            the labels are told apart from; None means each other. The folders of an office are too few to stand for
            all kinds, and words of every paper would speak for them.

    Raises:
        UsageError: If there are fewer than two labels, or none beside a background.
    """
    used = options or TrainOptions()
    labels = sorted({label for label, _ in documents})
    if len(labels) < (2 if background is None else 1):
        raise UsageError(
            f"training needs documents of at least two kinds, there are {len(labels)}",
            hint="one folder for each label, named after the kind",
        )
    import numpy as np

    places = {label: row for row, label in enumerate(labels)}
    counts = np.zeros((len(labels), 1 << used.bits), dtype=np.float32)
    made = np.zeros(len(labels))
    for label, words in documents:
        counts[places[label], features_of(words, used.bits)] += 1
        made[places[label]] += 1
    seen = counts.sum(axis=0)
    share = (counts + used.smoothing) / (made + 2 * used.smoothing)[:, None]
    if background is None:
        other = (seen[None, :] - counts + used.smoothing) / (len(documents) - made + 2 * used.smoothing)[:, None]
    else:
        other = (background * _BEHIND + used.smoothing)[None, :] / (_BEHIND + 2 * used.smoothing)
    weights = np.where(counts > 0, np.log(share) - np.log(other), 0.0) * used.sharpness
    if background is not None:
        weights *= counts / (counts + _DOUBT)
    made_of = build_model(labels, weights, np.zeros(len(labels)), bits=used.bits, most=used.most, note=note)
    return replace(made_of, background=seen / len(documents) if background is None else background)


@dataclass(frozen=True, slots=True)
class RankedPage:
    """A page for `fit_ranker`.

    Attributes:
        matrix: Evidence of its candidates (`casedocs.classify._evidence.Candidates.matrix`).
        right: The row of the right answer.
        fit: How well the best title fits (`casedocs.classify._evidence.Candidates.fit`).
    """

    matrix: Any
    right: int
    fit: float


def fit_ranker(pages: Sequence[RankedPage], *, rounds: int = 400, decay: float = 2e-4) -> dict[str, float]:
    """How much each sort of evidence counts: maximum likelihood of the right rows (a conditional logit)."""
    import numpy as np

    sizes = np.array([len(page.matrix) for page in pages])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    stacked = np.concatenate([page.matrix for page in pages])
    owner = np.repeat(np.arange(len(pages)), sizes)
    right = starts + np.array([page.right for page in pages])
    weights = np.zeros(len(EVIDENCE))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = stacked @ weights
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chances = scores / np.add.reduceat(scores, starts)[owner]
        chances[right] -= 1
        slope = stacked.T @ chances / len(pages) + decay * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(EVIDENCE, (float(weight) for weight in weights), strict=True))


def weights_of(ranker: Mapping[str, float]) -> Any:
    """The weights of a ranker in the order of `EVIDENCE`."""
    import numpy as np

    return np.array([ranker.get(name, 0.0) for name in EVIDENCE])


def sharpness_of(ranker: Mapping[str, float], fit: float) -> float:
    """What scores are multiplied by (inverse temperature): less, where no title fits well and noise is likely."""
    return ranker.get("sharpness", 1.0) * max(1 - ranker.get("blur", 0.0) * (1 - fit), _LEAST_SHARP)


def calibrate(pages: Sequence[RankedPage], ranker: Mapping[str, float]) -> dict[str, float]:
    """The sharpness, and its loss where titles fit badly, at which the probabilities of other pages are truest."""
    import numpy as np

    weights = weights_of(ranker)
    scores = [page.matrix @ weights for page in pages]

    def loss(made: dict[str, float]) -> float:
        total = 0.0
        for page, row in zip(pages, scores, strict=True):
            scaled = row * sharpness_of(made, page.fit)
            total -= scaled[page.right] - float(np.logaddexp.reduce(scaled))
        return total

    tried = [{"sharpness": math.exp(step / 10), "blur": blur / 10} for step in range(-12, 10) for blur in range(26)]
    return min(tried, key=loss)


def extend_model(base: LinearModel, own: LinearModel) -> LinearModel:
    """A model that knows the labels of both; where both know one, the office's own weights replace the others.

    Raises:
        UsageError: If the two hash to different numbers of places.
    """
    if base.bits != own.bits:
        raise UsageError(f"models of {base.bits} and {own.bits} bits cannot be joined")
    import numpy as np

    labels = [*(label for label in base.labels if label not in own.labels), *own.labels]
    dense = np.zeros((len(labels), 1 << base.bits), dtype=np.float32)
    bias = np.zeros(len(labels))
    for row, label in enumerate(labels):
        source = own if label in own.labels else base
        place = source.labels.index(label)
        mine = source.owners == place
        features = np.repeat(np.arange(1 << source.bits), np.diff(source.starts))
        dense[row, features[mine]] = source.weights[mine] * source.scale
        bias[row] = source.bias[place]
    kept = int(max((dense != 0).sum(axis=1).max(), 1))
    made = build_model(labels, dense, bias, bits=base.bits, most=kept, note=f"{base.note}; {own.note}")
    return replace(made, ranker=base.ranker, background=base.background)
