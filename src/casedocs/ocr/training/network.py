"""The line network in PyTorch: convolutions alone.

Three convolutions look at the pixels and fold 36 rows to 3; a fourth joins these and two steps to one column. Blocks
along the line (each column with its neighbours, then all channels of a column) gather what the letters beside one say
about it. Every column gives two steps, so that narrow letters that stand twice keep a blank between them, and for each
step how likely it is that a pen wrote there.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from casedocs.ocr.recognizer.charset import CLASSES

__all__ = ["BLOCKS", "CHANNELS", "LineNetwork", "grown"]

CHANNELS = 192
BLOCKS = 8
_REACH = 9
_MOMENTUM = 0.02
_LITTLE = 0.1
"""How much a block that is added to a trained network has to say at first."""


class Block(nn.Module):
    """Looks along the line, then across the channels, and adds what it found to what was there."""

    def __init__(self) -> None:
        super().__init__()
        self.along: nn.Conv2d = nn.Conv2d(
            CHANNELS, CHANNELS, (1, _REACH), padding=(0, _REACH // 2), groups=CHANNELS, bias=False
        )
        self.mix: nn.Conv2d = nn.Conv2d(CHANNELS, CHANNELS, 1, bias=False)
        self.norm: nn.BatchNorm2d = nn.BatchNorm2d(CHANNELS, momentum=_MOMENTUM)

    def forward(self, columns: Tensor) -> Tensor:
        """Columns in, columns out."""
        return columns + functional.relu(self.norm(self.mix(self.along(columns))))


class LineNetwork(nn.Module):
    """N × 1 × 36 × width (-1 = ink, +1 = ground; width a multiple of six) → logits of characters and of a pen.

    The first result is steps × N × classes, the second steps × N; there is a step for every three columns of pixels.

    Attributes:
        settled: Whether the norms must not follow the lines of a training.
    """

    def __init__(self) -> None:
        super().__init__()
        self.settled: bool = False
        self.look1: nn.Conv2d = nn.Conv2d(1, 16, 5, stride=(2, 3), padding=(2, 1), bias=False)
        self.look2: nn.Conv2d = nn.Conv2d(16, 32, 3, stride=(2, 1), padding=1, bias=False)
        self.look3: nn.Conv2d = nn.Conv2d(32, 96, 3, stride=(3, 1), padding=(0, 1), bias=False)
        self.join: nn.Conv2d = nn.Conv2d(96, CHANNELS, (3, 2), stride=(1, 2), bias=False)
        self.norm1: nn.BatchNorm2d = nn.BatchNorm2d(16, momentum=_MOMENTUM)
        self.norm2: nn.BatchNorm2d = nn.BatchNorm2d(32, momentum=_MOMENTUM)
        self.norm3: nn.BatchNorm2d = nn.BatchNorm2d(96, momentum=_MOMENTUM)
        self.norm4: nn.BatchNorm2d = nn.BatchNorm2d(CHANNELS, momentum=_MOMENTUM)
        self.blocks: nn.ModuleList = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.out: nn.Conv2d = nn.Conv2d(CHANNELS, 2 * CLASSES, 1)
        self.pen: nn.Conv2d = nn.Conv2d(CHANNELS, 2, 1)

    def forward(self, lines: Tensor) -> tuple[Tensor, Tensor]:
        """The logits of every step."""
        seen = lines
        for look, norm in (
            (self.look1, self.norm1),
            (self.look2, self.norm2),
            (self.look3, self.norm3),
            (self.join, self.norm4),
        ):
            seen = functional.relu(norm(look(seen)))
        for block in self.blocks:
            seen = block(seen)
        return _steps(self.out(seen)), _steps(self.pen(seen))[:, :, 0]


def _steps(columns: Tensor) -> Tensor:
    """N × (2 · size) × 1 × columns → steps × N × size, two steps a column."""
    count, channels, _, width = columns.shape
    halves = columns.reshape(count, 2, channels // 2, width)
    return torch.permute(halves, (3, 1, 0, 2)).reshape(2 * width, count, channels // 2)


def grown(state: dict[str, Tensor]) -> LineNetwork:
    """A network with the given weights; blocks that they lack are added behind the others and say little at first.

    Raises:
        RuntimeError: If anything else does not fit.
    """
    network = LineNetwork()
    lacking, foreign = network.load_state_dict(state, strict=False)
    if foreign or not all(name.startswith("blocks.") for name in lacking):
        raise RuntimeError("the weights of another network")
    for index in {int(name.split(".")[1]) for name in lacking}:
        nn.init.constant_(network.get_parameter(f"blocks.{index}.norm.weight"), _LITTLE)
    return network
