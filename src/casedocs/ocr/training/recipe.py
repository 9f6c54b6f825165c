"""From texts, fonts and labelled lines to a file of weights with its model card: the one path that all weights take."""

import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import as_file, files
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._extras import require
from casedocs._files import atomic_write, output_error, sha256_file
from casedocs.errors import UsageError
from casedocs.ocr.recognizer.calibration import Calibration, dump_calibration
from casedocs.ocr.recognizer.network import Network
from casedocs.ocr.recognizer.normalize import normalize_line
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.training.corpus import Corpus, load_corpus
from casedocs.ocr.training.evaluate import IDENTITY, Figures, evaluate, fit_calibration
from casedocs.ocr.training.fonts import find_fonts
from casedocs.ocr.training.labelled import LabelledLines, MixedLines, load_labelled
from casedocs.ocr.training.pens import find_pens
from casedocs.ocr.training.phrases import load_phrases
from casedocs.ocr.training.samples import Sample, SampleSource

if TYPE_CHECKING:
    from casedocs.ocr.training.fit import FitOptions, Groups
    from casedocs.ocr.training.network import LineNetwork

__all__ = ["CARD", "LANGUAGE", "WEIGHTS", "Outcome", "Recipe", "run_recipe"]

WEIGHTS = "lines.onnx"
LANGUAGE = "language.npz"
CARD = "card.json"
_PATTERNS = 40_000
_TEST_SEED = 1_000_003
_TEST_LINES = 1500
_PROBE = 300
"""Lines on which the bytes of the exported network are measured."""

Event = Callable[[dict[str, float]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What to train on and from.

    Attributes:
        lines: Folder of labelled line pictures, or None.
        texts: Folder of UTF-8 texts for drawn lines and for the language model, or None.
        fonts: Folders of fonts for drawn lines.
        held_out: Folder of texts of which nothing may be seen in training.
        pens: Folders of script fonts for lines that a pen wrote.
        initial: First weights: a file of casedocs, the checkpoint of another run, or None for the shipped weights.
        fresh: Whether to start from chance instead.
        teacher: Weights whose probabilities are learned together with the texts, or None.
    """

    lines: Path | None = None
    texts: Path | None = None
    fonts: tuple[Path, ...] = ()
    held_out: Path | None = None
    pens: tuple[Path, ...] = ()
    initial: Path | None = None
    fresh: bool = False
    teacher: Path | None = None

    def __post_init__(self) -> None:
        if self.lines is None and self.texts is None:
            raise UsageError("nothing to train on", hint="give labelled lines, or texts and fonts")
        if (self.texts is None) != (not self.fonts):
            raise UsageError("texts need fonts to be drawn with, and fonts need texts")

    @property
    def from_checkpoint(self) -> bool:
        """Whether the first weights are those of another run."""
        return self.initial is not None and self.initial.suffix == ".pt"

    @property
    def settled(self) -> bool:
        """Whether the first weights come with norms that are folded in."""
        return not (self.fresh or self.from_checkpoint)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a training run made.

    Attributes:
        weights: The ONNX file.
        card: Its model card, as written beside it.
        before: Figures of the first weights by set, where they were a file of casedocs.
        after: Figures of the new weights by set (``drawn``, ``labelled``).
    """

    weights: Path
    card: dict[str, object] = field(repr=False)
    before: dict[str, Figures]
    after: dict[str, Figures]


@dataclass(frozen=True, slots=True)
class _Data:
    """What a recipe's folders hold."""

    train: "Groups"
    drawn: SampleSource | None
    corpus: Corpus | None
    own: LabelledLines | None

    def tests(self) -> dict[str, list[Sample]]:
        """Lines that no step of the training sees: other chance for drawn ones, other pictures for labelled ones."""
        sets: dict[str, list[Sample]] = {}
        if self.drawn is not None:
            sets["drawn"] = list(self._drawn(0))
        if self.own is not None:
            sets["labelled"] = list(self.own.samples())
        return sets

    def for_curves(self) -> Iterator[Sample]:
        """Lines to fit the calibration on: neither trained on nor tested on, where there are drawn ones."""
        return self._drawn(1) if self.drawn is not None else self.own.samples() if self.own is not None else iter(())

    def _drawn(self, group: int) -> Iterator[Sample]:
        assert self.drawn is not None  # noqa: S101  both callers have looked
        return replace(self.drawn, pens=None).batch(_TEST_SEED, group, _TEST_LINES)


def _load(recipe: Recipe) -> _Data:
    drawn, corpus, own = None, None, None
    if recipe.texts is not None:
        corpus = load_corpus(recipe.texts, recipe.held_out)
        pens = find_pens(recipe.pens) if recipe.pens else None
        drawn = SampleSource(corpus, load_phrases(), find_fonts(recipe.fonts), pens)
    if recipe.lines is None:
        assert drawn is not None  # noqa: S101  a recipe has one or the other
        return _Data(drawn, drawn, corpus, None)
    learn, own = load_labelled(recipe.lines).split()
    if not learn.pairs:
        raise UsageError("too few labelled lines", hint="label at least a few dozen lines")
    return _Data(MixedLines(learn, drawn) if drawn is not None else learn, drawn, corpus, own if own.pairs else learn)


def _first_weights(recipe: Recipe, seed: int) -> "LineNetwork":
    import torch

    from casedocs.ocr.training.export import import_onnx
    from casedocs.ocr.training.fit import load_checkpoint
    from casedocs.ocr.training.network import LineNetwork

    if recipe.from_checkpoint and recipe.initial is not None:
        torch.manual_seed(seed)
        return load_checkpoint(recipe.initial)
    if recipe.fresh:
        torch.manual_seed(seed)
        return LineNetwork()
    if recipe.initial is None:
        with as_file(files("casedocs.ocr.recognizer").joinpath("weights", WEIGHTS)) as path:
            return import_onnx(path)
    return import_onnx(recipe.initial)


def _teacher(recipe: Recipe, options: RecognizerOptions) -> Network | None:
    if recipe.teacher is None:
        return None
    return Network(recipe.teacher, threads=options.threads, batch_columns=options.batch_columns)


def _figures(data: _Data, weights: Path | None, threads: int) -> dict[str, Figures]:
    options = RecognizerOptions(weights=weights, quick=True, threads=threads)
    return {name: evaluate(samples, options) for name, samples in data.tests().items()}


def run_recipe(
    recipe: Recipe, target: Path, *, options: "FitOptions | None" = None, on_event: Event = lambda _: None
) -> Outcome:
    """Trains, calibrates, measures and exports.

    Args:
        recipe: What to train on and from.
        target: Folder for ``lines.onnx``, ``card.json``, ``language.npz`` (with texts) and the checkpoints; a run that
            was stopped goes on from its last checkpoint.
        options: How long and how.
        on_event: Told step, loss, rate and seconds at every checkpoint.

    Raises:
        MissingExtraError: If PyTorch, ONNX or fontTools is not installed.
        InputError: If a folder or file is missing or damaged.
        OutputError: If the target cannot be written.
        EngineError: If the trained network does not load.
    """
    for module in ("torch", "onnx", "fontTools"):
        require(module, extra="train")
    from casedocs.ocr.training.export import export_onnx
    from casedocs.ocr.training.fit import FitOptions, train

    options = options or FitOptions()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(error, target) from error
    data = _load(recipe)
    teacher = _teacher(recipe, RecognizerOptions(threads=options.threads))
    first = _first_weights(recipe, options.seed)
    network = train(first, data.train, target, options=options, teacher=teacher, on_event=on_event)
    if data.corpus is not None:
        _make_language(data.corpus, target, options.seed)
    weights = target / WEIGHTS
    probe = [normalize_line(sample.image).pixels for sample in islice(data.for_curves(), _PROBE)]
    export_onnx(network, weights, lines=probe, notes=_notes(IDENTITY, options.steps))
    curves = _curves(recipe, data, weights, RecognizerOptions(threads=options.threads))
    export_onnx(network, weights, lines=probe, notes=_notes(curves, options.steps))
    before = {} if not recipe.settled else _figures(data, recipe.initial, options.threads)
    after = _figures(data, weights, options.threads)
    card = _card(recipe, options, weights, after)
    atomic_write(target / CARD, (json.dumps(card, ensure_ascii=False, indent=2) + "\n").encode())
    return Outcome(weights, card, before, after)


def _curves(recipe: Recipe, data: _Data, weights: Path, options: RecognizerOptions) -> Calibration:
    """The calibration: fitted anew where drawn lines give enough words, else that of the first weights."""
    if data.drawn is None and recipe.settled:
        return Network(recipe.initial, threads=options.threads, batch_columns=options.batch_columns).calibration
    return fit_calibration(data.for_curves(), weights, options)


def _notes(curves: Calibration, steps: int) -> dict[str, str]:
    return {"calibration": dump_calibration(curves), "steps": str(steps)}


def _make_language(corpus: Corpus, target: Path, seed: int) -> None:
    from casedocs.ocr.training.language import make_language, save_language, training_text

    lines = training_text(corpus, load_phrases(), seed=seed, patterns=_PATTERNS)
    save_language(make_language(lines), target / LANGUAGE)


def _named(file: Path | None) -> dict[str, str] | None:
    return None if file is None else {"file": file.name, "sha256": sha256_file(file)}


def _card(recipe: Recipe, options: "FitOptions", weights: Path, figures: dict[str, Figures]) -> dict[str, object]:
    """What the weights were made of and how well they read; no path of the machine, only names."""
    import torch

    shown = {
        name: {**asdict(value), "cer": round(value.cer, 5), "wer": round(value.wer, 5)}
        for name, value in figures.items()
    }
    folders = chain([recipe.lines, recipe.texts, recipe.held_out], recipe.fonts, recipe.pens)
    return {
        "weights": {"file": weights.name, "sha256": sha256_file(weights), "bytes": weights.stat().st_size},
        "initial": _named(recipe.initial),
        "teacher": _named(recipe.teacher),
        "folders": [folder.name for folder in folders if folder is not None],
        "options": asdict(options),
        "figures": shown,
        "made_with": {"torch": torch.__version__.split("+")[0], "python": platform.python_version()},
    }
