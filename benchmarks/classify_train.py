"""Trains the model that is shipped, from invented papers of the group "train" only.

    python -m benchmarks.classify_train --output src/casedocs/classify/data/model.json.z

Three sets of papers, made from different chance: words (linear model), ranker (weights of the evidence), and a third
to find the sharpness of the probabilities.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.papers.layout import Paper, make_paper
from benchmarks.papers.noise import body_page, noisy_document, random_page
from casedocs.classify._evidence import NOTHING, Knowledge, PageFacts, candidates_of
from casedocs.classify.document import DocumentView
from casedocs.classify.header import read_header
from casedocs.classify.kinds import Catalogue, builtin_catalogue
from casedocs.classify.model import LinearModel, text_of, words_of
from casedocs.classify.training import RankedPage, calibrate, fit_ranker, fit_words

SHARES = (0.0, 0.0, 0.1, 0.3)


def papers(catalogue: Catalogue, each: int, seed: int) -> Iterator[tuple[Paper, random.Random]]:
    rng = random.Random(seed)
    for kind in catalogue:
        for _ in range(each if kind.has_heading else 0):
            yield make_paper(kind, catalogue, rng, "train"), rng


def word_set(catalogue: Catalogue, each: int, seed: int) -> list[tuple[str, list[str]]]:
    found = []
    for paper, rng in papers(catalogue, each, seed):
        page = noisy_document(paper.boxed(), rng.choice(SHARES), rng).pages[0]
        found.append((paper.kind.id, words_of(text_of(page))))
    return found


def rank_set(catalogue: Catalogue, model: LinearModel, each: int, seed: int) -> tuple[list[RankedPage], float]:
    """Pages for the ranker, and the share whose kind is among the candidates at all."""
    known = Knowledge(catalogue, model)
    places = {kind.id: place for place, kind in enumerate(catalogue)}
    found: list[RankedPage] = []
    made = missed = 0
    for document, kind_id in _rank_documents(catalogue, each, seed):
        page = document.pages[0]
        candidates = candidates_of(PageFacts(page, read_header(page)), known)
        wanted = places[kind_id] if kind_id else NOTHING
        made += 1
        if wanted in candidates.places:
            found.append(RankedPage(candidates.matrix, candidates.places.index(wanted), candidates.fit))
        else:
            missed += 1
    return found, 1 - missed / made


def _rank_documents(catalogue: Catalogue, each: int, seed: int) -> Iterator[tuple[DocumentView, str]]:
    for paper, rng in papers(catalogue, each, seed):
        clean: DocumentView = paper.boxed() if rng.random() < 0.75 else paper.plain()
        share = rng.choice(SHARES)
        yield noisy_document(clean, share, rng) if share else clean, paper.kind.id
        if rng.random() < 0.12:
            yield body_page(paper.boxed(), rng), ""
        if rng.random() < 0.08:
            yield random_page(rng), ""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--each", type=int, default=16, help="papers of each kind for the words")
    parser.add_argument("--rank-each", type=int, default=6)
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    catalogue = builtin_catalogue()
    documents = word_set(catalogue, options.each, seed=1)
    print(f"{len(documents)} papers, {time.perf_counter() - started:.0f} s", flush=True)
    model = fit_words(documents, note="benchmarks.classify_train, group train")
    print(f"words fitted, {time.perf_counter() - started:.0f} s", flush=True)
    pages, reach = rank_set(catalogue, model, options.rank_each, seed=2)
    ranker = fit_ranker(pages)
    others, _ = rank_set(catalogue, model, 2, seed=3)
    ranker |= calibrate(others, ranker)
    print(f"candidates hold the kind of {reach:.2%}; " + " ".join(f"{name}={ranker[name]:.2f}" for name in ranker))
    made = replace(model, ranker=ranker)
    made.save(options.output)
    print(f"{options.output}: {options.output.stat().st_size} bytes, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
