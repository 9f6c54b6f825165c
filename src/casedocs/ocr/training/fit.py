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

from casedocs._files import atomic_path
from casedocs.errors import CorruptFileError, UsageError
from casedocs.ocr.recognizer.charset import BLANK
from casedocs.ocr.recognizer.normalize import HEIGHT, normalize_line
from casedocs.ocr.training.network import LineNetwork
from casedocs.ocr.training.samples import Sample

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FitOptions", "Groups", "load_averaged", "train"]

_CHECKPOINT = "checkpoint.pt"
_LOG = "log.jsonl"
_BATCHES_IN_GROUP = 8
_ROUND = 48


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
    every: int = 200
    bfloat16: bool = False

    def __post_init__(self) -> None:
        if min(self.steps, self.lines, self.threads, self.every) < 1 or min(self.workers, self.decay, self.warmup) < 0:
            raise UsageError("steps, lines, threads and every must be positive, workers, warmup and decay not negative")
        if not (0 < self.rate < 1 and 0 <= self.average < 1):
            raise UsageError("the rate must lie between 0 and 1, the average from 0 to below 1")

    def rate_at(self, step: int) -> float:
        """The learning rate of a step (from 0)."""
        rise = min(1.0, (step + 1) / (self.warmup + 1))
        fall = min(1.0, (self.steps - step) / (self.decay + 1))
        return self.rate * min(rise, fall)


Prepared = tuple["NDArray[np.float32]", list[int]]


def _prepare(source: Groups, seed: int, group: int, size: int) -> list[Prepared]:
    return [(normalize_line(sample.image).pixels, sample.labels) for sample in source.batch(seed, group, size)]


def _end_with_parent() -> None:
    """Ends a drawing process when the training process is gone, however it went."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _groups(source: Groups, options: FitOptions, first: int) -> Iterator[list[Prepared]]:
    """The prepared lines of one group after another, drawn ahead by other processes where asked for."""
    size = options.lines * _BATCHES_IN_GROUP
    with ExitStack() as stack:
        group = first
        if options.workers == 0:
            while True:
                yield _prepare(source, options.seed, group, size)
                group += 1
        context = get_context("spawn")
        pool = stack.enter_context(ProcessPoolExecutor(options.workers, context, initializer=_end_with_parent))
        waiting: list[Future[list[Prepared]]] = []
        while True:
            while len(waiting) <= options.workers:
                waiting.append(pool.submit(_prepare, source, options.seed, group, size))
                group += 1
            yield waiting.pop(0).result()


def _batches(group: list[Prepared], options: FitOptions, number: int) -> list[list[Prepared]]:
    """Lines of like width together, batches in random order."""
    by_width = sorted(group, key=lambda prepared: prepared[0].shape[1])
    batches = [by_width[i : i + options.lines] for i in range(0, len(by_width), options.lines)]
    Random(f"order {options.seed}/{number}").shuffle(batches)
    return batches


def _loss(network: nn.Module, batch: list[Prepared], *, bfloat16: bool) -> Tensor:
    """The CTC loss for each character of the batch."""
    # Few different widths: PyTorch prepares its kernels anew for each.
    width = -(-max(pixels.shape[1] for pixels, _ in batch) // _ROUND) * _ROUND
    lines = torch.ones(len(batch), 1, HEIGHT, width)
    for index, (pixels, _) in enumerate(batch):
        lines[index, 0, :, : pixels.shape[1]] = torch.from_numpy(pixels)
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        logits = network(lines)
    scores = functional.log_softmax(logits.float(), -1)
    steps = torch.tensor([pixels.shape[1] // 3 for pixels, _ in batch])
    lengths = torch.tensor([len(labels) for _, labels in batch])
    labels = torch.tensor([label for _, line in batch for label in line])
    total = functional.ctc_loss(scores, labels, steps, lengths, blank=BLANK, reduction="sum", zero_infinity=True)
    return total / torch.clamp(lengths, min=4).sum()


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
                self.average[name].lerp_(value, share)


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
    network = LineNetwork()
    network.load_state_dict(saved["average"])
    network.eval()
    return network, int(saved["step"])


def _one_step(state: _State, batch: list[Prepared], options: FitOptions) -> float:
    for part in state.optimizer.param_groups:
        part["lr"] = options.rate_at(state.step)
    loss = _loss(state.network, batch, bfloat16=options.bfloat16)
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
    on_event: Callable[[dict[str, float]], None] = lambda _: None,
) -> LineNetwork:
    """Trains a network; a run whose folder has a checkpoint goes on from it.

    Args:
        network: The first weights (left alone when a checkpoint is found).
        source: Where lines come from.
        folder: Checkpoints and the log ``log.jsonl`` go here.
        options: How long and how.
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
    first, skip = divmod(state.step, _BATCHES_IN_GROUP)
    started, running = time.monotonic(), 0.0
    for number, group in enumerate(_groups(source, options, first), start=first):
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
