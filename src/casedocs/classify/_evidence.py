"""What speaks for and against each kind that a page may be: one number for each sort of evidence.

The ranker of the model joins them; `casedocs.classify.predict` tells them to people as reasons.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from casedocs.classify._fuzzy import folded, letters
from casedocs.classify._index import TitleIndex, TitleMatch, builtin_titles
from casedocs.classify._issuers import issuer_of
from casedocs.classify.document import PageView
from casedocs.classify.header import Header
from casedocs.classify.kinds import Catalogue, Kind, builtin_catalogue
from casedocs.classify.model import LinearModel, features_of, text_of, words_of

__all__ = ["EVIDENCE", "NOTHING", "Candidates", "KindFacts", "Knowledge", "PageFacts", "candidates_of"]

EVIDENCE = (
    "dice", "covered", "used", "exact", "begins", "line", "line_dice", "letters",
    "form", "form_number", "form_other", "issuer", "issuer_other", "no_agency",
    "abbreviation", "abbreviation_other", "number_unwanted", "number_missing", "symbol", "symbol_other", "articles",
    "domain", "level", "level_other", "model", "nothing", "nothing_best", "nothing_titled", "nothing_framed",
)  # fmt: skip
"""Names of the evidence in the order of the columns."""
NOTHING = -1
"""Stands for "none of the kinds"."""
_COLUMN = {name: index for index, name in enumerate(EVIDENCE)}
_MOST_BY_TITLE, _MOST_BY_LINE, _MOST_BY_WORDS, _MOST_BY_LETTERS = 14, 12, 4, 5
_LINE_ALIKE = 0.75
"""Least likeness of the first line of a title to that of a kind whose titles go on freely."""
_MODEL, _LETTERS = _COLUMN["model"], _COLUMN["letters"]
_LEAST_LOG = -14.0
_LEAST_SETTLED = 20
"""Letters that a title must have to settle a kind."""
_FAR = 0.3
"""How much worse the letters of titles fit that are not compared letter by letter."""

_LEVELS = ("so tham", "phuc tham", "giam doc tham", "tai tham")
_DOMAINS = {
    "criminal": ("hinh su", "bi can", "bi cao", "toi pham", "bi hai", "to giac", "tam giam", "khoi to", "pham toi"),
    "civil": ("dan su", "nguyen don", "bi don", "tranh chap", "ly hon", "kinh doanh thuong mai", "thua ke"),
    "administrative": ("vu an hanh chinh", "to tung hanh chinh", "nguoi khoi kien", "nguoi bi kien", "khieu kien"),
}
_ARTICLES = re.compile(
    r"dieu ([0-9]{1,3}(?:(?:, ?| va )[0-9]{1,3})*)(?:.{0,40}?(to tung (?:hinh|dan|hanh)|blt?ths|bltt?ds|lt?thc))?"
)
_LAWS = {
    "to tung hinh": "BLTTHS", "blths": "BLTTHS", "bltths": "BLTTHS", "to tung dan": "BLTTDS", "bltds": "BLTTDS",
    "blttds": "BLTTDS", "to tung hanh": "LTTHC", "ltthc": "LTTHC", "lthc": "LTTHC",
}  # fmt: skip


def _articles(text: str) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for law, numbers in re.findall(r"(BLTTHS|BLTTDS|LTTHC) ([\d,]+)", text):
        found |= {(law, number) for number in numbers.split(",") if number}
    return frozenset(found)


class KindFacts:
    """What is expected of a page of a kind."""

    def __init__(self, kind: Kind, catalogue: Catalogue) -> None:
        self.kind = kind
        self.issuers = frozenset(kind.issuers)
        patterns = [re.sub(r"\(K\)|^vd .*", "", pattern) for pattern in kind.number_patterns]
        self.numbered = any("{so}" in pattern for pattern in patterns)
        named = [re.sub(r"\{[^}]*\}", "#", pattern) for pattern in patterns]
        symbols = [
            symbol
            for pattern in named
            for symbol in re.findall(r"(?<![#\w])[A-ZĐ]{1,8}(?:-[A-ZĐ]{1,8})+(?![#\w…])", pattern)
        ]
        self.symbols = frozenset(letters(folded(symbol)) for symbol in symbols)
        self.court = any("{năm}" in pattern for pattern in patterns)
        self.abbreviation = letters(folded(kind.abbreviation))
        self.any_order = kind.abbreviation in {"L?", "LKX?"}
        self.articles = _articles(kind.legal_basis)
        name = folded(kind.name)
        self.level = next((level for level in _LEVELS if level in name), "")
        self.forms = [
            (catalogue.form_sets[form.form_set].mark, *_form_parts(form.number))
            for form in kind.forms
            if form.number and form.form_set in catalogue.form_sets
        ]


def _form_parts(number: str) -> tuple[str, str]:
    match = re.match(r"([A-Z]{0,2}\d+[A-Za-z]?)[/-]?([A-Z]{0,3})", number)
    return (match[1].upper().lstrip("0"), match[2]) if match else ("", "")


class Knowledge:
    """All that pages are compared with: a catalogue and a model, made ready; reading does not change it.

    Attributes:
        kinds: In the order of the catalogue.
        index: Of titles.
        model: Of words; None leaves its column empty.
        owners: The place of each label of the model in the catalogue, `NOTHING` where it has none.
        labels: The label of each place that has one.
    """

    def __init__(self, catalogue: Catalogue, model: LinearModel | None) -> None:
        self.kinds: list[KindFacts] = [KindFacts(kind, catalogue) for kind in catalogue.kinds]
        self.index: TitleIndex = builtin_titles() if catalogue is builtin_catalogue() else TitleIndex(catalogue)
        self.model = model
        places = {kind.id: place for place, kind in enumerate(catalogue.kinds)}
        self.owners: list[int] = [places.get(label, NOTHING) for label in model.labels] if model is not None else []
        self.labels: dict[int, int] = {place: label for label, place in enumerate(self.owners) if place != NOTHING}
        self.by_form: dict[str, list[int]] = {}
        for place, kind in enumerate(self.kinds):
            for number in dict.fromkeys(number for _, number, _ in kind.forms):
                self.by_form.setdefault(number, []).append(place)


class PageFacts:
    """What was read on a page."""

    def __init__(self, page: PageView, header: Header) -> None:
        self.header = header
        self.text = text_of(page)
        self.words = words_of(self.text)
        named = header.title.text if header.title else (header.subject.text if header.subject else "")
        self.title = folded(named)
        self.line = folded(header.title.kind.text) if header.title and header.title.subtitle else ""
        self.issuer = issuer_of(tuple(folded(agency.text) for agency in header.agencies))
        number = header.number
        self.symbol = letters(folded(number.symbol)) if number else ""
        self.first_group = letters(folded(number.groups[0])) if number and number.groups else ""

    @cached_property
    def domains(self) -> dict[str, float]:
        """The share of each domain among the words that tell it; empty where there is none."""
        count = self.text.count
        counts = {name: sum([count(word) for word in words]) for name, words in _DOMAINS.items()}
        total = sum(counts.values())
        return {name: count / total for name, count in counts.items()} if total else {}

    @cached_property
    def level(self) -> str:
        """The court level that is named most; empty where none is."""
        counts = [self.text.count(level) for level in _LEVELS]
        return _LEVELS[counts.index(max(counts))] if max(counts) else ""

    @cached_property
    def articles(self) -> frozenset[tuple[str, str]]:
        """Law and article of the grounds; the law is empty where it is not named."""
        found: set[tuple[str, str]] = set()
        for match in _ARTICLES.finditer(self.text):
            law = _LAWS.get(match[2] or "", "")
            found |= {(law, number) for number in re.findall(r"[0-9]+", match[1])}
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The kinds that a page may be.

    Attributes:
        places: Places of the kinds in the catalogue; the last is `NOTHING`.
        matrix: Evidence, a row for each.
        titles: How the title fits, by place.
        fit: How well the best title fits, from 0 to 1: 1 where one is as printed.
    """

    places: tuple[int, ...]
    matrix: Any
    titles: dict[int, TitleMatch]
    fit: float


def candidates_of(facts: PageFacts, known: Knowledge) -> Candidates:
    """The kinds worth a look, with the evidence for each."""
    import numpy as np

    titles = known.index.search(facts.title) if facts.title else {}
    lines = known.index.search(facts.line, _MOST_BY_LINE) if facts.line else {}
    chosen = dict.fromkeys([*titles][:_MOST_BY_TITLE])
    chosen |= dict.fromkeys([place for place, match in lines.items() if match.dice >= _LINE_ALIKE])
    settled = _settled(facts, known, titles)
    words = {} if settled else _by_words(facts, known, chosen)
    form = facts.header.form
    if form is not None:
        chosen |= dict.fromkeys(known.by_form.get(form.number, ()))
    places = (*chosen, NOTHING)
    rows = [_row(facts, known.kinds[place], titles.get(place), lines.get(place)) for place in places[:-1]]
    if not settled:
        for place, row in zip(places, rows, strict=False):
            row[_MODEL] = max(words.get(place, _LEAST_LOG), _LEAST_LOG) / 4
    fit = _compare_letters(rows, facts, known.index, [titles.get(place) for place in places[:-1]])
    last = _empty()
    best = max([match.dice for match in titles.values()], default=0.0)
    last[_COLUMN["nothing"]] = 1
    last[_COLUMN["nothing_best"]] = best
    last[_COLUMN["nothing_titled"]] = float(facts.header.title is not None)
    last[_COLUMN["nothing_framed"]] = float(facts.header.begins_document)
    return Candidates(places, np.array([*rows, last]), titles, fit)


def _settled(facts: PageFacts, known: Knowledge, titles: dict[int, TitleMatch]) -> bool:
    """Whether the header leaves nothing open: one kind alone has this long title, letter for letter, and issuer."""
    exact = [place for place, match in titles.items() if match.exact]
    if len(exact) != 1 or len(facts.title) < _LEAST_SETTLED:
        return False
    return facts.issuer in known.kinds[exact[0]].issuers


def _compare_letters(
    rows: Sequence[list[float]], facts: PageFacts, index: TitleIndex, matches: Sequence[TitleMatch | None]
) -> float:
    """Where no title is as printed: how much worse than the best the letters of each fit. How well the best fits."""
    known = [(place, match) for place, match in enumerate(matches) if match is not None]
    if not known:
        return 0.0
    if any(match.exact for _, match in known):
        return 1.0
    bare = letters(facts.title)
    fits = [(place, index.opening(match, bare)) for place, match in known[:_MOST_BY_LETTERS]]
    best = max([fit for _, fit in fits])
    far = min(min([fit for _, fit in fits]) - best, -_FAR)
    for row in rows:
        row[_LETTERS] = far
    for place, fit in fits:
        rows[place][_LETTERS] = fit - best
    return best


def _by_words(facts: PageFacts, known: Knowledge, chosen: dict[int, None]) -> dict[int, float]:
    """Logarithms of the probabilities that the model gives; adds its favourites to the chosen."""
    import numpy as np

    if known.model is None or not facts.words:
        return {}
    scores = known.model.scores(features_of(facts.words, known.model.bits))
    few = min(_MOST_BY_WORDS, len(scores))
    best = np.argpartition(-scores, few - 1)[:few]
    favourites = [known.owners[label] for label in best[np.argsort(-scores[best])].tolist()]
    chosen |= dict.fromkeys([place for place in favourites if place != NOTHING])
    return {place: float(scores[known.labels[place]]) for place in chosen if place in known.labels}


def _empty() -> list[float]:
    return [0.0] * len(EVIDENCE)


def _row(facts: PageFacts, kind: KindFacts, title: TitleMatch | None, line: TitleMatch | None) -> list[float]:
    """The evidence for one kind, without that of words and letters."""
    row = _empty()
    if title is not None:
        row[:5] = (title.dice, title.covered, title.used, title.exact, title.begins)
    if line is not None:
        row[_COLUMN["line"]], row[_COLUMN["line_dice"]] = line.exact, line.dice
    _fill_form(row, facts, kind)
    _fill_issuer(row, facts, kind)
    _fill_number(row, facts, kind)
    if kind.articles and facts.articles:
        hits = sum((law, number) in facts.articles or ("", number) in facts.articles for law, number in kind.articles)
        row[_COLUMN["articles"]] = hits / len(kind.articles)
    if facts.domains:
        own = max((facts.domains.get(name, -1.0) for name in kind.kind.domains), default=-1.0)
        row[_COLUMN["domain"]] = 2 * own - 1 if own >= 0 else 0.0
    if kind.level and facts.level:
        row[_COLUMN["level" if kind.level == facts.level else "level_other"]] = 1
    return row


def _fill_form(row: list[float], facts: PageFacts, kind: KindFacts) -> None:
    form = facts.header.form
    if form is None or not kind.forms:
        return
    for mark, number, series in kind.forms:
        same = number == form.number and (not form.series or not series or series == form.series)
        if form.regulation and mark and not form.regulation.startswith(mark):
            continue
        if form.regulation:
            row[_COLUMN["form" if same else "form_other"]] = 1
        elif same:
            row[_COLUMN["form_number"]] = 1 if form.series else 0.7


def _fill_issuer(row: list[float], facts: PageFacts, kind: KindFacts) -> None:
    if "any" in kind.issuers:
        return
    if facts.issuer in kind.issuers or ("police" in kind.issuers and facts.issuer == "commune_police"):
        row[_COLUMN["issuer"]] = 1
    elif facts.issuer == "police" and kind.issuers & {"cqdt", "commune_police"}:
        row[_COLUMN["issuer"]] = 0.7
    elif facts.issuer == "person":
        row[_COLUMN["no_agency"]] = 1
    elif facts.issuer == "agency" or "agency" in kind.issuers:
        row[_COLUMN["issuer_other"]] = 0.6
    else:
        row[_COLUMN["issuer_other"]] = 1


def _fill_number(row: list[float], facts: PageFacts, kind: KindFacts) -> None:
    if not facts.symbol:
        row[_COLUMN["number_missing"]] = float(kind.numbered)
        return
    if not kind.numbered:
        row[_COLUMN["number_unwanted"]] = 1
        return
    if kind.symbols:
        hit = facts.symbol in kind.symbols
        row[_COLUMN["symbol" if hit else "symbol_other"]] = 1
    if kind.court or not kind.abbreviation:
        return
    hit = facts.first_group.startswith("l") if kind.any_order else facts.first_group.startswith(kind.abbreviation)
    row[_COLUMN["abbreviation" if hit else "abbreviation_other"]] = 1
