"""The training loop: groups of samples from a seed, CTC, AdamW, an average of the weights, checkpoints.

Everything is a function of the seed and the step number, so a run that was stopped and resumed sees the same lines in
the same order as one that was not.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional

from casedocs._files import atomic_path, read_limited
from casedocs.errors import CorruptFileError, UsageError
from casedocs.ocr.recognizer.charset import BLANK
from casedocs.ocr.recognizer.network import Network
from casedocs.ocr.recognizer.normalize import HEIGHT, STRIDE, NormalLine, normalize_line
from casedocs.ocr.training.network import LineNetwork, grown
from casedocs.ocr.training.samples import Sample

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FitOptions", "Groups", "load_averaged", "load_checkpoint", "train"]

_CHECKPOINT = "checkpoint.pt"
_LOG = "log.jsonl"
_LARGEST = 256 * 1024 * 1024
_BATCHES_IN_GROUP = 16
_ROUND = 48
_LEAST_TRUST = 0.1
_TRUSTED = 0.6
"""Share of the steps over which the trust in a teacher falls."""
_PEN_WEIGHT = 0.05
_UNKNOWN = -1
"""Where a step is neither print nor pen."""


class Groups(Protocol):
    """Where training lines come from; must pickle when `FitOptions.workers` is not 0."""

    def batch(self, seed: int, group: int, size: int) -> Iterator[Sample]:
        """The samples of one group: always the same for the same seed and group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitOptions:
    """How long and how to train.

    Attributes:
        steps: Steps in all, those of a resumed checkpoint included.
        lines: Lines in a step.
        seed: Where all chance comes from.
        rate: Highest learning rate.
        warmup: Steps over which the rate rises.
        decay: Last steps over which it falls to nothing.
        average: How much of the averaged weights stays at each step.
        threads: Threads of PyTorch.
        workers: Processes that draw lines ahead (0: the training process draws them itself).
        passes: How often each drawn line is used; a second time costs no drawing.
        every: Steps between two checkpoints.
        bfloat16: Whether products are made in 16-bit floats: nearly twice as fast on processors that have them.
    """

    steps: int = 6000
    lines: int = 24
    seed: int = 1
    rate: float = 1e-3
    warmup: int = 150
    decay: int = 1500
    average: float = 0.998
    threads: int = 1
    workers: int = 0
    passes: int = 1
    every: int = 200
    bfloat16: bool = False

    def __post_init__(self) -> None:
        if min(self.steps, self.lines, self.threads, self.passes, self.every) < 1:
            raise UsageError("steps, lines, threads, passes and every must be positive")
        if min(self.workers, self.decay, self.warmup) < 0:
            raise UsageError("workers, warmup and decay must not be negative")
        if not (0 < self.rate < 1 and 0 <= self.average < 1):
            raise UsageError("the rate must lie between 0 and 1, the average from 0 to below 1")

    def rate_at(self, step: int) -> float:
        """The learning rate of a step (from 0)."""
        rise = min(1.0, (step + 1) / (self.warmup + 1))
        fall = min(1.0, (self.steps - step) / (self.decay + 1))
        return self.rate * min(rise, fall)

    def trust_at(self, step: int) -> float:
        """How much the teacher counts at a step (from 0): less and less, so that its errors are not learned."""
        return max(_LEAST_TRUST, 1.0 - step / (_TRUSTED * self.steps))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line as the network and its loss want it.

    Attributes:
        pixels: As `normalize_line` gives them.
        labels: The text as outputs; None where it is not known.
        pen: For each step 1 where a pen wrote, 0 where there is print, -1 where it does not matter.
        taught: Log probabilities of a teacher, steps × classes, or None.
    """

    pixels: "NDArray[np.float32]"
    labels: list[int] | None
    pen: "NDArray[np.int8]"
    taught: "NDArray[np.float16] | None"


def _prepare(source: Groups, teacher: Network | None, seed: int, group: int, size: int) -> list[Prepared]:
    import numpy as np

    samples = list(source.batch(seed, group, size))
    lines = [normalize_line(sample.image) for sample in samples]
    taught = {} if teacher is None else {i: seen.astype(np.float16) for i, seen in teacher.scores(lines)}
    return [
        Prepared(
            line.pixels,
            sample.labels if sample.readable else None,
            _pen_steps(sample, line),
            None if sample.pen else taught.get(index),  # teachers know print
        )
        for index, (sample, line) in enumerate(zip(samples, lines, strict=True))
    ]


def _pen_steps(sample: Sample, line: NormalLine) -> "NDArray[np.int8]":
    """Print everywhere but where a pen wrote; nothing is said where there is nothing to read."""
    import numpy as np

    steps = np.full(line.steps, 0 if sample.text else _UNKNOWN, np.int8)
    for left, right in sample.pen:
        start, end = (round(line.from_source(column)) for column in (left, right))
        steps[max(0, start) : max(0, end)] = 1
    return steps


def _end_with_parent() -> None:
    """Ends a drawing process when the training process is gone, however it went."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _groups(source: Groups, teacher: Network | None, options: FitOptions, first: int) -> Iterator[list[Prepared]]:
    """The prepared lines of one group after another, drawn ahead by other processes where asked for."""
    size = options.lines * _BATCHES_IN_GROUP
    with ExitStack() as stack:
        group = first
        if options.workers == 0:
            while True:
                yield _prepare(source, teacher, options.seed, group, size)
                group += 1
        context = get_context("spawn")
        pool = stack.enter_context(ProcessPoolExecutor(options.workers, context, initializer=_end_with_parent))
        waiting: list[Future[list[Prepared]]] = []
        while True:
            while len(waiting) <= options.workers:
                waiting.append(pool.submit(_prepare, source, teacher, options.seed, group, size))
                group += 1
            yield waiting.pop(0).result()


def _batches(group: list[Prepared], options: FitOptions, number: int) -> list[list[Prepared]]:
    """Lines of like width together, batches in random order, the group once for every pass."""
    random = Random(f"order {options.seed}/{number}")
    batches = []
    for _ in range(options.passes):
        by_width = sorted(group, key=lambda line: line.pixels.shape[1] * random.uniform(0.9, 1.1))
        once = [by_width[i : i + options.lines] for i in range(0, len(by_width), options.lines)]
        random.shuffle(once)
        batches += once
    return batches


def _loss(network: nn.Module, batch: list[Prepared], trust: float, *, bfloat16: bool) -> Tensor:
    """The CTC loss for each character of the batch, with the distance to the teacher and the errors about the pen."""
    # Few different widths: PyTorch prepares its kernels anew for each.
    width = -(-max(line.pixels.shape[1] for line in batch) // _ROUND) * _ROUND
    lines = torch.ones(len(batch), 1, HEIGHT, width)
    for index, line in enumerate(batch):
        lines[index, 0, :, : line.pixels.shape[1]] = torch.from_numpy(line.pixels)
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        logits, pen = network(lines)
    scores = functional.log_softmax(logits.float(), -1)
    total, characters = _ctc(scores, batch)
    total = total + trust * _distance(scores, batch) + _PEN_WEIGHT * _pen_loss(pen.float(), batch)
    return total / characters


def _ctc(scores: Tensor, batch: list[Prepared]) -> tuple[Tensor, int]:
    """The CTC loss of the lines whose text is known, and how many characters these have (at least four a line)."""
    known = [(index, line.labels) for index, line in enumerate(batch) if line.labels is not None]
    if not known:
        return scores.new_zeros(()), 4
    steps = torch.tensor([batch[index].pixels.shape[1] // STRIDE for index, _ in known])
    lengths = torch.tensor([len(labels) for _, labels in known])
    flat = torch.tensor([label for _, labels in known for label in labels])
    seen = scores[:, [index for index, _ in known]]
    total = functional.ctc_loss(seen, flat, steps, lengths, blank=BLANK, reduction="sum", zero_infinity=True)
    return total, int(torch.clamp(lengths, min=4).sum())


def _distance(scores: Tensor, batch: list[Prepared]) -> Tensor:
    """The Kullback-Leibler distance from the teacher's probabilities, over all steps of all lines."""
    taught = [
        (index, torch.from_numpy(line.taught).float()) for index, line in enumerate(batch) if line.taught is not None
    ]
    if not taught:
        return scores.new_zeros(())
    seen = torch.cat([scores[: len(rows), index] for index, rows in taught])
    return functional.kl_div(seen, torch.cat([rows for _, rows in taught]), reduction="sum", log_target=True)


def _pen_loss(pen: Tensor, batch: list[Prepared]) -> Tensor:
    truth = torch.full(pen.shape, float(_UNKNOWN))
    for index, line in enumerate(batch):
        truth[: len(line.pen), index] = torch.from_numpy(line.pen).float()
    known = truth >= 0
    return functional.binary_cross_entropy_with_logits(pen[known], truth[known], reduction="sum")


@dataclass(slots=True)
class _State:
    """What a checkpoint holds."""

    network: LineNetwork
    average: dict[str, Tensor]
    optimizer: torch.optim.Optimizer
    step: int = 0

    def save(self, folder: Path) -> None:
        saved = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        with atomic_path(folder / _CHECKPOINT) as temporary:
            torch.save(saved, temporary)

    def load(self, folder: Path) -> None:
        saved = _loaded(folder / _CHECKPOINT)
        self.network.load_state_dict(saved["network"])
        self.average = saved["average"]
        self.optimizer.load_state_dict(saved["optimizer"])
        self.step = int(saved["step"])

    def follow(self, keep: float) -> None:
        """Moves the averaged weights towards the present ones; early steps follow faster."""
        share = 1.0 - min(keep, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, share)
                else:
                    self.average[name].copy_(value)


def _loaded(path: Path) -> dict[str, Any]:
    try:
        saved: dict[str, Any] = torch.load(path, weights_only=True)
    except Exception as error:
        raise CorruptFileError(f"{path.name} is not a checkpoint", hint="start anew", source=str(path)) from error
    return saved


def load_averaged(folder: Path) -> tuple[LineNetwork, int]:
    """The averaged network of a run's last checkpoint and the steps it has behind it.

    Raises:
        CorruptFileError: If the checkpoint does not load.
    """
    saved = _loaded(folder / _CHECKPOINT)
    network = _averaged(saved, _CHECKPOINT)
    network.eval()
    return network, int(saved["step"])


def load_checkpoint(path: Path) -> LineNetwork:
    """The averaged network of another run's checkpoint; it may have fewer blocks.

    Raises:
        InputError: If the file is missing or no checkpoint.
    """
    read_limited(path, _LARGEST)
    return _averaged(_loaded(path), path.name)


def _averaged(saved: dict[str, Any], name: str) -> LineNetwork:
    try:
        return grown(saved["average"])
    except (KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise CorruptFileError(f"{name} is not a checkpoint of this network", hint="start anew", source=name) from error


def _one_step(state: _State, batch: list[Prepared], options: FitOptions) -> float:
    for part in state.optimizer.param_groups:
        part["lr"] = options.rate_at(state.step)
    loss = _loss(state.network, batch, options.trust_at(state.step), bfloat16=options.bfloat16)
    state.optimizer.zero_grad()
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
    state.optimizer.step()
    state.follow(options.average)
    state.step += 1
    return float(loss.detach())


def train(
    network: LineNetwork,
    source: Groups,
    folder: Path,
    *,
    options: FitOptions,
    teacher: Network | None = None,
    on_event: Callable[[dict[str, float]], None] = lambda _: None,
) -> LineNetwork:
    """Trains a network; a run whose folder has a checkpoint goes on from it.

    Args:
        network: The first weights (left alone when a checkpoint is found).
        source: Where lines come from.
        folder: Checkpoints and the log ``log.jsonl`` go here.
        options: How long and how.
        teacher: A network whose probabilities are learned together with the texts.
        on_event: Told step, loss, rate and seconds at every checkpoint.

    Returns:
        A network with the averaged weights.

    Raises:
        OutputError: If the folder cannot be written.
        CorruptFileError: If its checkpoint does not load.
    """
    torch.set_num_threads(options.threads)
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-4)
    state = _State(network, {name: value.clone() for name, value in network.state_dict().items()}, optimizer)
    if (folder / _CHECKPOINT).exists():
        state.load(folder)
    network.train()
    if network.settled:
        for part in network.modules():
            part.train(mode=not isinstance(part, nn.BatchNorm2d))
    first, skip = divmod(state.step, _BATCHES_IN_GROUP * options.passes)
    started, running = time.monotonic(), 0.0
    for number, group in enumerate(_groups(source, teacher, options, first), start=first):
        for batch in _batches(group, options, number)[skip:]:
            if state.step >= options.steps:
                break
            loss = _one_step(state, batch, options)
            running = loss if running == 0.0 else 0.98 * running + 0.02 * loss
            if state.step % options.every == 0 or state.step == options.steps:
                state.save(folder)
                event = {"step": state.step, "loss": running, "seconds": time.monotonic() - started}
                event["rate"] = options.rate_at(state.step - 1)
                _log(folder, event, options)
                on_event(event)
        skip = 0
        if state.step >= options.steps:
            break
    return load_averaged(folder)[0]


def _log(folder: Path, event: dict[str, float], options: FitOptions) -> None:
    with (folder / _LOG).open("a", encoding="utf-8") as file:
        file.write(json.dumps({**{name: round(value, 5) for name, value in event.items()}, "options": asdict(options)}))
        file.write("\n")
