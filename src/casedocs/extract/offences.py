"""The offences of the Penal Code 2015: article ↔ name (data file made by tools/make_offences.py)."""

import re
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from casedocs.text.folding import fold

__all__ = ["article_of", "closest", "is_open", "offence_name", "offences", "same_offence", "shortened"]

# Articles that were renumbered or added after the data: their absence is no error.
_OPEN = frozenset({"256a"})


# Below that many letters another word is too easily like a name: đảm nhiệm, Đào nhiệm.
_LONG_ENOUGH = 13


@cache
def offences() -> dict[str, str]:
    """Article → name without ``Tội``, as the code prints it."""
    text = files("casedocs.extract").joinpath("offences.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def offence_name(article: str) -> str | None:
    """The name of the offence of an article; None when there is none or it is newer than the data."""
    return offences().get(article.lower())


def is_open(article: str) -> bool:
    """Whether the article is newer than the data, so that nothing can be said about it."""
    return article.lower() in _OPEN


@cache
def _by_name() -> dict[str, str]:
    return {_key(name): article for article, name in offences().items()}


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(_by_name(), key=len, reverse=True))


def _key(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(name)))


def article_of(name: str) -> str | None:
    """The article whose offence has that name; None when none has."""
    return _by_name().get(_key(name))


def same_offence(name: str, article: str) -> bool | None:
    """Whether a printed name is that of the article; None when the article is not in the data.

    A name may be shortened to some of the acts that the article lists (``tàng trữ trái phép vũ khí quân dụng`` of
    ``Chế tạo, tàng trữ, … vũ khí quân dụng``), so all its words must occur in the full name in their order.
    """
    full = offence_name(article)
    if full is None:
        return None
    printed, words = _key(name).split(), _key(full).split()
    if not printed:
        return None
    rest = iter(words)
    if all(any(word == other for other in rest) for word in printed) and len(printed) >= 2:
        return True
    return SequenceMatcher(None, " ".join(printed), " ".join(words)).ratio() >= 0.92


def shortened(text: str) -> str | None:
    """The offence whose name opens with these words (``Cố ý gây thương tích``); None when none does.

    Of several the one with the shortest name, which is the basic offence.
    """
    words = _key(text)
    if len(words.split()) < 3:
        return None
    names = [name for name in _names() if name.startswith(f"{words} ")]
    return offences()[_by_name()[names[-1]]] if names else None


def closest(text: str) -> tuple[str, str, float] | None:
    """The offence that a text opens with: name as the code prints it, article, likeness 0…1; None when none is like it.

    The text may hold misread letters and may go on behind the name.
    """
    words = _key(text[:260])
    best: tuple[str, float] | None = None
    for name in _names():
        if words.startswith(name):
            return offences()[_by_name()[name]], _by_name()[name], 1.0
    for name in _names():
        head = words[: len(name)]
        if len(name) < _LONG_ENOUGH:
            break
        if head[:1] != name[:1] and head[1:3] != name[1:3]:
            continue
        matcher = SequenceMatcher(None, name, head, autojunk=False)
        if matcher.real_quick_ratio() < 0.88 or matcher.quick_ratio() < 0.88:
            continue
        ratio = matcher.ratio()
        if ratio >= 0.88 and (best is None or ratio > best[1]):
            best = name, ratio
    if best is None:
        return None
    article = _by_name()[best[0]]
    return offences()[article], article, best[1]
