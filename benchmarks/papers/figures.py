"""The figures of a classification: accuracy, macro-F1, coverage, calibration, confusion."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answered document: the truth, the candidates best first, and the confidence of the first."""

    truth: str
    candidates: tuple[str, ...]
    confidence: float

    @property
    def best(self) -> str:
        return self.candidates[0] if self.candidates else ""

    @property
    def right(self) -> bool:
        return self.best == self.truth


def accuracy(answers: Sequence[Answer], top: int = 1) -> float:
    return sum(answer.truth in answer.candidates[:top] for answer in answers) / len(answers)


def macro_f1(answers: Sequence[Answer]) -> float:
    hits = Counter(answer.truth for answer in answers if answer.right)
    truths = Counter(answer.truth for answer in answers)
    said = Counter(answer.best for answer in answers)
    scores = [2 * hits[label] / (truths[label] + said[label]) for label in truths]
    return sum(scores) / len(scores)


def at_threshold(answers: Sequence[Answer], threshold: float) -> tuple[float, float]:
    """Precision and coverage of the answers that are at least so confident."""
    given = [answer for answer in answers if answer.confidence >= threshold]
    return (sum(answer.right for answer in given) / len(given) if given else 1.0), len(given) / len(answers)


def coverage_at(answers: Sequence[Answer], precision: float) -> float:
    """The largest share that can be answered with at least that precision."""
    ordered = sorted(answers, key=lambda answer: -answer.confidence)
    best = right = 0
    for count, answer in enumerate(ordered, 1):
        right += answer.right
        last = count == len(ordered) or ordered[count].confidence < answer.confidence
        if last and right >= precision * count:
            best = count
    return best / len(answers)


def risk_coverage(answers: Sequence[Answer]) -> list[tuple[float, float]]:
    """Coverage and share of wrong answers, at every tenth of coverage."""
    ordered = sorted(answers, key=lambda answer: -answer.confidence)
    points = []
    for tenth in range(1, 11):
        count = max(1, round(len(ordered) * tenth / 10))
        points.append((tenth / 10, 1 - sum(answer.right for answer in ordered[:count]) / count))
    return points


def calibration_error(answers: Sequence[Answer], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    groups: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[min(int(answer.confidence * bins), bins - 1)].append(answer)
    total = 0.0
    for group in groups.values():
        sure = sum(answer.confidence for answer in group) / len(group)
        total += len(group) * abs(sure - sum(answer.right for answer in group) / len(group))
    return total / len(answers)


def worst_pairs(answers: Sequence[Answer], most: int = 10) -> list[tuple[str, str, int]]:
    wrong = Counter((answer.truth, answer.best) for answer in answers if not answer.right)
    return [(truth, said, count) for (truth, said), count in wrong.most_common(most)]
