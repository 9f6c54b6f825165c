"""Classification and splitting, beside the methods of two peers, in one run.

    python -m benchmarks.classify --cache FOLDER [--shared ../shared] [--ocr 600] [--out results.json]

The papers are invented (benchmarks/papers, group "test": no body text, layout or way of varying a title is shared with
the group "train" that the model and the peers learn from). They are looked at clean with boxes, as plain text, with
10 and 30 % of the characters wrong, and drawn, degraded and read by our engine (kept in the cache folder). The public
forms of the shared folder, where it is there, keep their own wording; their truth is the number in the form box, which
is taken away before they are classified.

Peers: paperless-ngx's method (word counts and an MLP of scikit-learn over them) and the method of underthesea_core's
text classifier (TF-IDF of words and pairs with a linear model), both on the same training papers.
"""

import argparse
import json
import platform
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.classify_train import papers
from benchmarks.papers import figures
from benchmarks.papers.figures import Answer
from benchmarks.papers.layout import Paper, make_paper
from benchmarks.papers.noise import noisy_document, random_page
from benchmarks.papers.render import read_paper
from benchmarks.papers.volumes import LONG, boundary_counts, damaged_volume, make_volume
from casedocs.classify import ClassifyOptions, SplitOptions, TextDocument, builtin_catalogue, predict, split
from casedocs.classify._index import variants_of
from casedocs.classify.document import DocumentView
from casedocs.classify.kinds import Catalogue, Kind

ALL = ClassifyOptions(threshold=0, coarse_threshold=0)
Row = dict[str, Any]
Item = tuple[str, DocumentView]


FIRST_SEED = {"test": 100_000, "dev": 300_000}
"""Of the papers of each group; the next round of papers is 10,000 on."""


def group_papers(catalogue: Catalogue, group: str, each: int = 1) -> Iterator[tuple[int, Paper]]:
    """Papers of a group, `each` of each kind that has a heading."""
    for turn in range(each):
        for place, kind in enumerate(kind for kind in catalogue if kind.has_heading):
            seed = FIRST_SEED[group] + 10_000 * turn + place
            yield seed, make_paper(kind, catalogue, random.Random(seed), group)


def data_sets(catalogue: Catalogue, group: str, each: int, cache: Path | None, most_ocr: int) -> dict[str, list[Item]]:
    made: dict[str, list[Item]] = {name: [] for name in ("clean, boxes", "plain text", "10 % noise", "30 % noise")}
    for seed, paper in group_papers(catalogue, group, each):
        rng = random.Random(seed)
        kind_id = paper.kind.id
        made["clean, boxes"].append((kind_id, paper.boxed()))
        made["plain text"].append((kind_id, paper.plain()))
        made["10 % noise"].append((kind_id, noisy_document(paper.boxed(), 0.1, rng)))
        made["30 % noise"].append((kind_id, noisy_document(paper.boxed(), 0.3, rng)))
    if cache is not None and most_ocr:
        made["scans, our OCR"] = list(scans(catalogue, cache, most_ocr, group))
    return made


def scans(catalogue: Catalogue, cache: Path, most: int, group: str = "test") -> Iterator[Item]:
    from casedocs.ocr import create_engine

    drawn = list(group_papers(catalogue, group))
    random.Random(5).shuffle(drawn)
    with create_engine("auto", languages=("vie",)) as engine:
        for seed, paper in drawn[:most]:
            yield paper.kind.id, read_paper(paper, 0, seed, cache, engine)


def forms(shared: Path, catalogue: Catalogue) -> list[Item]:
    """Public police forms by the number in their box, which is taken away."""
    source = shared / "data" / "text" / "investigation_forms.jsonl"
    if not source.exists():
        print(f"{source} is not there: the public forms are left out")
        return []
    by_number = {
        form.number.lstrip("0"): kind.id for kind in catalogue for form in kind.forms if form.form_set == "TT119"
    }
    found: list[Item] = []
    for line in source.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        box = re.search(r"Mẫu số: ?(\d+)", text)
        if row["dup_text"] or box is None or box[1].lstrip("0") not in by_number:
            continue
        bare = re.sub(r"Mẫu số: ?\d+\s*|BH theo TT số 119/2021/TT-BCA\s*|ngày 08/12/2021\s*", " ", text)
        found.append((by_number[box[1].lstrip("0")], TextDocument.from_text(bare)))
    return found


def ours(items: Sequence[Item], catalogue: Catalogue) -> tuple[list[Answer], list[Answer], list[Answer], float]:
    kinds, families, domains = [], [], []
    seconds = 0.0
    for truth, document in items:
        started = time.process_time()
        found = predict(document, options=ALL)
        seconds += time.process_time() - started
        kind = catalogue.get(truth)
        kinds.append(Answer(truth, tuple(one.kind.id for one in found.candidates), found.confidence))
        families.append(Answer(kind.family, (found.family.name or "",), found.family.confidence))
        domains.append(Answer(kind.domains[0], (found.domain.name or "",), found.domain.confidence))
    return kinds, families, domains, len(items) / seconds


def speed(items: Sequence[Item], rounds: int = 5) -> Row:
    """Processor seconds of `predict` with its defaults (rules, words, reasons) over the documents; the best round."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        for _, document in items:
            predict(document)
        best = min(best, time.process_time() - started)
    return {
        "engine": "casedocs",
        "data": "clean, boxes",
        "level": "speed",
        "documents": len(items),
        "cpu_seconds": round(best, 3),
        "pages_per_cpu_second": round(len(items) / best),
    }


def row_of(engine: str, data: str, level: str, answers: Sequence[Answer]) -> Row:
    precision, coverage = figures.at_threshold(answers, ClassifyOptions().threshold)
    return {
        "engine": engine,
        "data": data,
        "level": level,
        "documents": len(answers),
        "top1": round(figures.accuracy(answers), 4),
        "top3": round(figures.accuracy(answers, 3), 4) if level == "kind" else None,
        "macro_f1": round(figures.macro_f1(answers), 4),
        "precision_at_default": round(precision, 4),
        "coverage_at_default": round(coverage, 4),
        "coverage_at_99": round(figures.coverage_at(answers, 0.99), 4),
        "calibration_error": round(figures.calibration_error(answers), 4),
    }


def text_of(document: DocumentView) -> str:
    return " ".join(line.text for page in document.pages[:1] for line in page.lines)


Peer = Callable[[str], tuple[tuple[str, ...], float]]


def peers(catalogue: Catalogue, each: int) -> dict[str, Peer]:
    """The peers' methods, trained on papers of the group "train"; see the docstring of the module."""
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.linear_model import SGDClassifier
    from sklearn.neural_network import MLPClassifier

    texts, labels = [], []
    for paper, rng in papers(catalogue, each, seed=1):
        texts.append(text_of(noisy_document(paper.boxed(), rng.choice((0.0, 0.0, 0.1, 0.3)), rng)))
        labels.append(paper.kind.id)
    counts = CountVectorizer(analyzer="word", ngram_range=(1, 2), min_df=0.01)
    network = MLPClassifier(tol=0.01, random_state=0, max_iter=40).fit(counts.fit_transform(texts), labels)
    weights = TfidfVectorizer(ngram_range=(1, 2), max_features=20_000, sublinear_tf=True)
    linear = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=0, max_iter=12)
    linear.fit(weights.fit_transform(texts), labels)
    return {
        "paperless-ngx's method (counts + MLP)": _peer(counts, network),
        "underthesea_core's method (TF-IDF + linear)": _peer(weights, linear),
    }


def _peer(vectors: Any, model: Any) -> Peer:
    import numpy as np

    def answer(text: str) -> tuple[tuple[str, ...], float]:
        chances = model.predict_proba(vectors.transform([text]))[0]
        best = np.argsort(-chances)[:5]
        return tuple(str(model.classes_[place]) for place in best), float(chances[best[0]])

    return answer


def volumes(catalogue: Catalogue, count: int, group: str) -> list[Row]:
    kinds = [kind for kind in catalogue if kind.has_heading]
    rows = []
    for noise in (0.0, 0.05, 0.1):
        right = found = true = pages = 0
        for seed in range(count):
            rng = random.Random((900 if group == "test" else 5900) + seed)
            volume = make_volume(rng.sample(kinds, 60), catalogue, rng, group, noise)
            made = split(volume.pages, options=SplitOptions(classify=None))
            starts = [document.first_page - 1 for document in made.documents]
            one, two, three = boundary_counts(volume.starts, starts)
            right, found, true, pages = right + one, found + two, true + three, pages + len(volume.pages)
        rows.append(
            {
                "engine": "casedocs",
                "data": f"{count} volumes, {pages} pages, {noise:.0%} noise",
                "level": "boundaries",
                "documents": true,
                "precision_at_default": round(right / found, 4),
                "coverage_at_default": round(right / true, 4),
                "macro_f1": round(2 * right / (found + true), 4),
            }
        )
    return rows


def damages(catalogue: Catalogue, count: int, group: str) -> list[Row]:
    """Volumes with lost, turned and doubled pages: which are reported, and what is reported without a reason."""
    kinds = [kind for kind in catalogue if kind.has_heading]
    done = found = alarms = right = said = true = 0
    for seed in range(count):
        rng = random.Random((1900 if group == "test" else 6900) + seed)
        volume, harm = damaged_volume(make_volume(rng.sample(kinds, 30), catalogue, rng, group, 0.05, LONG), rng)
        made = split(volume.pages, options=SplitOptions(classify=None))
        told = {(finding.code, finding.page_number - 1) for finding in made.findings}
        done += len(harm)
        found += sum(any((one.code, page) in told for page in one.pages) for one in harm)
        alarms += sum(not any(one.code == code and page in one.pages for one in harm) for code, page in told)
        counts = boundary_counts(volume.starts, [document.first_page - 1 for document in made.documents])
        right, said, true = right + counts[0], said + counts[1], true + counts[2]
    row: Row = {"engine": "casedocs", "data": f"{count} volumes with lost, turned and doubled pages, 5% noise"}
    return [
        row
        | {
            "level": "boundaries",
            "documents": true,
            "precision_at_default": round(right / said, 4),
            "coverage_at_default": round(right / true, 4),
            "macro_f1": round(2 * right / (said + true), 4),
        },
        row
        | {
            "level": "findings of the order",
            "documents": done,
            "precision_at_default": round(found / max(found + alarms, 1), 4),
            "coverage_at_default": round(found / max(done, 1), 4),
        },
    ]


def chance_pages(count: int) -> Row:
    """Pages of chance: how many get a confident answer."""
    rng = random.Random(77)
    confident = 0
    for _ in range(count):
        page = random_page(rng)
        if any(True for line in page.pages[0].lines):
            confident += predict(page).kind is not None
    return {
        "engine": "casedocs",
        "data": "pages of chance",
        "level": "confident answers",
        "documents": count,
        "top1": confident,
    }


def twins(catalogue: Catalogue) -> int:
    """Kinds whose title, issuers, number and forms are those of another kind: no page can tell them apart by these."""
    groups: dict[object, list[Kind]] = {}
    for kind in catalogue:
        if kind.has_heading:
            numbers = tuple(re.sub(r"\(.*?\)", "", part) for part in kind.number_patterns)
            key = (frozenset(variants_of(kind)), kind.issuers, kind.abbreviation, numbers)
            groups.setdefault(key, []).append(kind)
    return sum(len(group) for group in groups.values() if len(group) > 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder for what our engine read; outside the repository")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--ocr", type=int, default=0, help="how many papers to draw and read")
    parser.add_argument("--peers", type=int, default=0, help="training papers of each kind for the peers; 0 = no peers")
    parser.add_argument("--group", choices=sorted(FIRST_SEED), default="test", help="dev: to look for errors")
    parser.add_argument("--each", type=int, default=1, help="papers of each kind (those that are read: always one)")
    parser.add_argument("--volumes", type=int, default=8)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    catalogue = builtin_catalogue()
    predict(TextDocument.from_text("CÁO TRẠNG"))  # the catalogue and the model are loaded outside the timing
    sets = data_sets(catalogue, options.group, options.each, options.cache, options.ocr)
    if public := forms(options.shared, catalogue):
        sets["public forms, box removed"] = public
    rows: list[Row] = []
    notes: list[str] = []
    others = peers(catalogue, options.peers) if options.peers else {}
    for name, items in sets.items():
        kinds, families, domains, rate = ours(items, catalogue)
        for level, answers in (("kind", kinds), ("family", families), ("domain", domains)):
            rows.append(row_of("casedocs", name, level, answers))
        notes.append(f"{name}: {rate:.0f} pages/CPU s")
        if name.startswith(("scans", "clean")):
            curve = ", ".join(f"{cover:.0%} {risk:.1%}" for cover, risk in figures.risk_coverage(kinds))
            worst = "; ".join(f"{truth} as {said} ×{count}" for truth, said, count in figures.worst_pairs(kinds, 6))
            notes.append(f"{name}: risk at coverage {curve}; worst pairs {worst}")
        for peer, answer in others.items():
            given = [Answer(truth, *answer(text_of(document))) for truth, document in items]
            rows.append(row_of(peer, name, "kind", given))
            coarse = [_coarse(catalogue, one) for one in given]
            rows.append(row_of(peer, name, "family", coarse))
        print(json.dumps(rows[-1]), flush=True)
    rows.append(speed(sets["clean, boxes"]))
    rows += volumes(catalogue, options.volumes, options.group)
    rows += damages(catalogue, options.volumes, options.group)
    rows.append(chance_pages(1000))
    notes.append(f"{twins(catalogue)} kinds share title, issuers and number with another kind")
    result = {
        "title": "Classification and splitting",
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{platform.machine()}, one core, busy machine",
        "command": "python -m benchmarks.classify --cache … --ocr … --peers …",
        "note": " · ".join(notes),
        "rows": rows,
    }
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    print("\n".join(notes))


def _coarse(catalogue: Catalogue, one: Answer) -> Answer:
    names = tuple(catalogue.get(label).family for label in one.candidates)
    return Answer(catalogue.get(one.truth).family, names, one.confidence)


if __name__ == "__main__":
    main()
