"""One provision of a law, and lists of provisions written in one standard way."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

__all__ = ["Provision", "join_provisions"]


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, a clause of it, a point of that; ``này`` stands for the provision that the text itself is in.

    Attributes:
        article: ``173``, ``217a``, ``này``, or the number in the codified law (``41.7.NĐ.34``); None when not named.
        clause: The khoản; None for the whole article.
        point: The letter of the điểm; None for the whole clause.
    """

    article: str | None = None
    clause: str | None = None
    point: str | None = None

    def __str__(self) -> str:
        """``điểm a khoản 2 Điều 173``."""
        named = (("điểm", self.point), ("khoản", self.clause), ("Điều", self.article))
        return " ".join(f"{word} {value}" for word, value in named if value is not None)

    @property
    def key(self) -> str:
        """Short form for tables: ``173.2.a``; what is not named stays empty."""
        parts = [self.article or "", self.clause or "", self.point or ""]
        while parts and not parts[-1]:
            parts.pop()
        return ".".join(parts)


def join_provisions(provisions: Iterable[Provision]) -> str:
    """The provisions in order, what they share named once: ``điểm b, s khoản 1, khoản 2 Điều 51``."""
    articles: list[str] = []
    for article, group in groupby(provisions, key=lambda provision: provision.article):
        members = list(group)
        suffix = f"Điều {article}" if article else ""
        articles += [f"{_clauses(run)} {suffix}".strip() for run in _bare_apart(members)]
    return ", ".join(articles)


def _bare_apart(members: list[Provision]) -> Iterable[list[Provision]]:
    """An article named as a whole stands alone; its clauses stay together, and so do points outside clauses."""
    for (no_clause, no_point), run in groupby(members, key=_shape):
        if no_clause and no_point:
            yield from ([member] for member in run)
        else:
            yield list(run)


def _shape(provision: Provision) -> tuple[bool, bool]:
    return provision.clause is None, provision.clause is None and provision.point is None


def _clauses(members: list[Provision]) -> str:
    texts: list[str] = []
    for clause, group in groupby(members, key=lambda provision: provision.clause):
        points: list[str] = []
        whole = False
        for member in group:
            if member.point is None:
                if points or whole:
                    texts.append(_clause(clause, points))
                    points = []
                whole = True
            else:
                if whole:
                    texts.append(_clause(clause, []))
                    whole = False
                points.append(member.point)
        texts.append(_clause(clause, points))
    return ", ".join(text for text in texts if text)


def _clause(clause: str | None, points: list[str]) -> str:
    named = f"khoản {clause}" if clause else ""
    return " ".join(part for part in (f"điểm {', '.join(points)}" if points else "", named) if part)
