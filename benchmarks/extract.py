"""Precision, recall and calibration of extraction on invented papers with exact truth.

Templates for development (`field_papers_dev`) and for the figure (`field_papers_test`) share no wording of their own;
the second is only looked at as a figure. Every paper is read three times: without recognition errors, from a clean scan
and from a noisy one, both recognised by our engine. Recognised pages are kept in the cache folder.

Usage: python -m benchmarks.extract [--set dev|test] [--cache FOLDER] [--seeds N] [--worst N] [--json FILE]
"""

import argparse
import json
import platform
import re
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import field_papers_dev, field_papers_office, field_papers_test
from benchmarks.field_forms import filled
from benchmarks.field_pages import Paper, build, perfect, printed_tables, recognised
from casedocs.dossier.tables import tables_of
from casedocs.extract import Extraction, fields

SETS: dict[str, tuple[dict[str, Any], int]] = {
    "dev": (field_papers_dev.PAPERS, 100),
    "test": (field_papers_test.PAPERS, 9000),
    "office": (field_papers_office.PAPERS, 700),
}
# Details that the papers print but whose truth is not written beside them.
NOT_JUDGED = {"identity_issue", "phone", "history", "party_member", "position", "home_town", "expert_body"}
CLASSES = {
    "heading": {"number", "date", "place", "agency", "parent_agency", "title"},
    "signature": {"signer"},
    "names and roles": {"name", "role"},
    "identity block": {
        "alias", "sex", "born", "birth_place", "identity", "residence", "temporary_residence", "current_residence",
        "nationality", "ethnicity", "religion", "education", "occupation", "father", "mother", "spouse", "children",
        "convictions", "sanctions", "custody", "presence",
    },
    "charge": {"offence", "citation", "crime_time", "crime_place"},
    "terms and amounts": {"term", "detention_place", "amount", "total_value", "injury_rate", "weight", "sentence"},
    "exhibits": {"exhibit"},
    "references": {"cited_document", "approved_act", "attacked_judgment", "docket", "folio"},
    "records and hearings": {
        "start_time", "end_time", "record_place", "session", "hearing_time", "hearing_place", "officer", "conclusion",
    },
    "court and claim": {"court", "dispute", "request"},
    "size and hand-over": {"volumes", "sheets", "folio_range", "giver", "receiver"},
}  # fmt: skip
Key = tuple[str, str, str]


def folded(text: str) -> str:
    """Comparison form: case, blanks, hyphens and marks at the ends do not count; letters and their marks do."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("–", "-")
    return re.sub(r"\s+", " ", plain).strip(" .,;:\"“”'")


def found_in(extraction: Extraction) -> Iterator[tuple[Key, float]]:
    """Every field that extraction gives, with its confidence; those of persons with their owner."""
    for one in extraction.fields:
        yield (one.name.value, "", folded(one.canonical)), one.confidence
    for person in extraction.persons:
        yield ("name", "", folded(person.name.canonical)), person.name.confidence
        for one in (*person.roles, *person.details):
            yield (one.name.value, folded(person.name.canonical), folded(one.canonical)), one.confidence


class Score:
    """Counts of one reading: right, found and wanted by field; confidences with whether they were right."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()
        self.trusted: list[tuple[float, bool]] = []
        self.wrong: list[str] = []
        self.missed: list[str] = []

    def add(self, paper: Paper, extraction: Extraction, least: float) -> None:
        truth = {(name, folded(owner), folded(value)) for name, owner, value in paper.truth}
        judged = {name for name, _, _ in truth} | {
            "offence",
            "amount",
            "exhibit",
            "term",
            "docket",
            "cited_document",
            "name",
        }
        got: dict[Key, float] = {}
        for key, confidence in found_in(extraction):
            if key[0] in NOT_JUDGED or (key[0] not in judged and key[0] in {"alias", "custody"}):
                continue
            got[key] = max(confidence, got.get(key, 0.0))
        for key, confidence in got.items():
            self.trusted.append((confidence, key in truth))
            if confidence < least:
                continue
            self.found[key[0]] += 1
            self.right[key[0]] += key in truth
            if key not in truth:
                self.wrong.append(f"{paper.name}: {key} {confidence}")
        for key in truth:
            self.wanted[key[0]] += 1
            if got.get(key, -1.0) < least:
                self.missed.append(f"{paper.name}: {key}")

    def row(self, label: str, names: set[str] | None = None, called: str = "all") -> dict[str, object]:
        chosen = names or set(self.wanted) | set(self.found)
        right, found, wanted = (sum(count[name] for name in chosen) for count in (self.right, self.found, self.wanted))
        return {
            "reading": label,
            "field": called,
            "wanted": wanted,
            "found": found,
            "precision": round(right / found, 4) if found else None,
            "recall": round(right / wanted, 4) if wanted else None,
        }

    def calibration_error(self) -> float:
        """Expected calibration error over ten equal steps of confidence."""
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, right in self.trusted:
            bins[min(int(confidence * 10), 9)].append((confidence, right))
        total = len(self.trusted) or 1
        gaps = (
            abs(sum(confidence for confidence, _ in members) - sum(right for _, right in members))
            for members in bins.values()
        )
        return round(sum(gaps) / total, 4)


def run(which: str, cache: Path, seeds: int, least: float, readings: list[str]) -> dict[str, Score]:
    templates, first = SETS[which]
    scores = {reading: Score() for reading in readings}
    for family, template in templates.items():
        for number in range(seeds):
            paper = build(f"{which}/{family}/{number}", template, first + number * 31 + len(family))
            for reading, score in scores.items():
                document = perfect(paper) if reading == "text" else recognised(paper, cache, noisy=reading == "noisy")
                tables = printed_tables(paper) if reading == "text" else tables_of(document)
                score.add(paper, fields(document, tables=tables), least)
    return scores


def run_forms(half: int, least: float) -> dict[str, Score]:
    """The public forms filled with invented data; only what was filled in is judged, not what else is found."""
    score = Score()
    for paper, document in filled(half=half):
        extraction = fields(document)
        names = {name for name, _, _ in paper.truth}
        kept = replace(
            extraction,
            fields=(),
            persons=tuple(
                replace(one, roles=(), details=tuple(detail for detail in one.details if detail.name.value in names))
                for one in extraction.persons
                if folded(one.name.canonical) in {folded(value) for name, _, value in paper.truth if name == "name"}
            ),
        )
        score.add(paper, kept, least)
    return {"forms": score}


def _note(which: str) -> str:
    """How the figure was got."""
    right = "A field counts as right when its value is equal letter by letter (case and outer marks apart)."
    if which.startswith("forms"):
        return (
            "Public police investigation forms (their wording, not ours) filled with invented data; persons and their "
            f"identity block are judged, on the text without a picture; one half of the forms is held out. {right}"
        )
    return (
        "Invented papers of 18 families with exact truth. text: the printed words; clean, noisy: scans at 200 dpi "
        f"recognised by our engine. {right}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=[*sorted(SETS), "forms", "forms-test"], default="dev", dest="which")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "casedocs-fields")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--least", type=float, default=0.7, help="fields below this confidence do not count")
    parser.add_argument("--readings", nargs="+", default=["text", "clean", "noisy"])
    parser.add_argument("--worst", type=int, default=0, help="show that many errors (development set only)")
    parser.add_argument("--fields", action="store_true", help="a row a field")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    if options.which.startswith("forms"):
        scores = run_forms(int(options.which == "forms-test"), options.least)
        if not scores["forms"].wanted:
            print("the public forms are not there: ../shared/data/text/investigation_forms.jsonl", file=sys.stderr)
    else:
        scores = run(options.which, options.cache, options.seeds, options.least, options.readings)
    rows: list[dict[str, object]] = []
    for reading, score in scores.items():
        rows.append({**score.row(reading), "calibration_error": score.calibration_error()})
        rows += [score.row(reading, names, called) for called, names in CLASSES.items() if names & set(score.wanted)]
        if options.fields:
            rows += [score.row(reading, {name}, name) for name in sorted(set(score.wanted) | set(score.found))]
        if options.worst and options.which in {"dev", "forms", "office"}:
            print(f"--- {reading}: wrong\n" + "\n".join(score.wrong[: options.worst]), file=sys.stderr)
            print(f"--- {reading}: missed\n" + "\n".join(score.missed[: options.worst]), file=sys.stderr)
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    if options.json:
        result = {
            "title": f"Extraction of fields ({options.which} templates)",
            "date": datetime.now(UTC).date().isoformat(),
            "machine": f"{platform.system()} {platform.machine()}, {platform.python_version()}",
            "command": f"python -m benchmarks.extract --set {options.which} --seeds {options.seeds}",
            "note": f"{_note(options.which)} Fields below confidence {options.least} do not count.",
            "rows": rows,
        }
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
