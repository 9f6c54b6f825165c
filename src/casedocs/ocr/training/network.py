"""The line network in PyTorch, and where its first weights come from.

Shape: the network of Tesseract's fast Vietnamese model (convolution, pooling, an LSTM down each column, three LSTMs
along the line) with a second, convolutional view of the same pixels added to what the column LSTM sees. That view
starts with nothing to say (its last layer is zero), so the network starts as good as the weights it was given.
"""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from casedocs.errors import UnsupportedFormatError
from casedocs.ocr.recognizer.charset import BLANK, CHARSET, CLASSES
from casedocs.ocr.training.traineddata import Layer, TesseractLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["LineNetwork", "from_tesseract"]

# A character that Tesseract's model lacks starts as one that looks like it, only less likely.
_LOOKS_LIKE = {
    "–": "—",
    "…": ".",
    "‘": "'",
    "’": "'",
    "•": "°",
    "²": "2",
    "×": "x",
    "±": "+",
    "≤": "<",
    "≥": ">",
    "½": "/",
    "□": "O",
    "ỵ": "y",
    "Ỵ": "Y",
}
_LESS_LIKELY = 3.0


class LineNetwork(nn.Module):
    """N × 1 × 36 × width (-1 = ink, +1 = ground) → steps × N × classes, as logits; width is a multiple of three."""

    def __init__(self) -> None:
        super().__init__()
        self.near: nn.Conv2d = nn.Conv2d(1, 16, 3, padding=1)
        self.down: nn.LSTM = nn.LSTM(16, 48)
        self.wide1: nn.Conv2d = nn.Conv2d(1, 16, 5, stride=(2, 3), padding=(2, 1))
        self.wide2: nn.Conv2d = nn.Conv2d(16, 32, 3, stride=(2, 1), padding=1)
        self.wide3: nn.Conv2d = nn.Conv2d(32, 48, 3, stride=(3, 1), padding=(0, 1))
        self.join: nn.Linear = nn.Linear(144, 48)
        self.right: nn.LSTM = nn.LSTM(48, 96)
        self.left: nn.LSTM = nn.LSTM(96, 96)
        self.last: nn.LSTM = nn.LSTM(96, 192)
        self.out: nn.Linear = nn.Linear(192, CLASSES)
        nn.init.zeros_(self.join.weight)
        nn.init.zeros_(self.join.bias)

    def forward(self, lines: Tensor) -> Tensor:
        """The logits of every step."""
        seen = functional.max_pool2d(torch.tanh(self.near(lines)), 3)
        count, channels, rows, steps = seen.shape
        columns = seen.permute(2, 0, 3, 1).reshape(rows, count * steps, channels)
        _, (state, _) = self.down(columns)
        wide = functional.relu(self.wide1(lines))
        wide = functional.relu(self.wide3(functional.relu(self.wide2(wide))))
        wide = wide.permute(3, 0, 1, 2).reshape(steps, count, 144)
        along = state[0].reshape(count, steps, 48).permute(1, 0, 2) + self.join(wide)
        along, _ = self.right(along)
        along, _ = self.left(along.flip(0))
        along, _ = self.last(along.flip(0))
        logits: Tensor = self.out(along)
        return logits


def _leaves(layer: Layer) -> list[Layer]:
    if layer.children:
        return [leaf for child in layer.children for leaf in _leaves(child)]
    return [layer]


def _fill_lstm(module: nn.LSTM, layer: Layer) -> None:
    """Tesseract keeps cell input, input, forget and output gate; PyTorch input, forget, cell input, output."""
    import numpy as np

    cell, enter, forget, leave = layer.matrices
    gates = np.concatenate([enter, forget, cell, leave])
    inputs = layer.inputs
    values = {
        "weight_ih_l0": gates[:, :inputs],
        "weight_hh_l0": gates[:, inputs : inputs + layer.outputs],
        "bias_ih_l0": gates[:, -1],
        "bias_hh_l0": np.zeros(len(gates), np.float32),
    }
    module.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in values.items()})


def _fill_output(module: nn.Linear, matrix: "Matrix", source: TesseractLine) -> None:
    rows = torch.from_numpy(matrix)
    module.weight[BLANK].copy_(rows[source.blank, :-1])
    module.bias[BLANK] = rows[source.blank, -1]
    for index, character in enumerate(CHARSET, start=1):
        known = character in source.outputs
        row = rows[source.outputs[character if known else _LOOKS_LIKE[character]]]
        module.weight[index].copy_(row[:-1])
        module.bias[index] = row[-1] - (0.0 if known else _LESS_LIKELY)


def from_tesseract(source: TesseractLine, *, seed: int) -> LineNetwork:
    """A network with the weights of Tesseract's fast Vietnamese model.

    Raises:
        UnsupportedFormatError: If the model has another shape.
    """
    torch.manual_seed(seed)
    network = LineNetwork()
    leaves = [leaf for leaf in _leaves(source.root) if leaf.matrices]
    shapes = [(leaf.kind, leaf.inputs, leaf.outputs) for leaf in leaves[1:-1]]
    expected = [("SummLSTM", 16, 48), ("LSTM", 48, 96), ("LSTM", 96, 96), ("LSTM", 96, 192)]
    if shapes != expected or leaves[0].matrices[0].shape != (16, 10):
        raise UnsupportedFormatError("the traineddata has another network", hint="use Debian's tesseract-ocr-vie")
    with torch.no_grad():
        near = torch.from_numpy(leaves[0].matrices[0])
        # Tesseract stacks the neighbours column by column.
        network.near.load_state_dict({"weight": near[:, :9].reshape(16, 1, 3, 3).transpose(2, 3), "bias": near[:, 9]})
        modules = (network.down, network.right, network.left, network.last)
        for module, leaf in zip(modules, leaves[1:-1], strict=True):
            _fill_lstm(module, leaf)
        _fill_output(network.out, leaves[-1].matrices[0], source)
    return network
