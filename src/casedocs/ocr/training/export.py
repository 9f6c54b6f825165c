"""The trained network as an ONNX file of 8-bit integers, and back.

The graph is written by hand. The norms are folded into the convolutions; all but the first of these work on bytes (four
times as many products in the same time on processors with VNNI, and a quarter of the traffic everywhere). What a byte
stands for at each place is measured on lines. Weights have seven bits, so that sums of pairs cannot overflow on older
processors and every machine reads the same.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from casedocs._files import atomic_path, read_limited
from casedocs.errors import CorruptFileError
from casedocs.ocr.recognizer.charset import CHARSET, CLASSES
from casedocs.ocr.recognizer.normalize import HEIGHT
from casedocs.ocr.training.network import BLOCKS, CHANNELS, LineNetwork

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.floating]

__all__ = ["export_onnx", "import_onnx"]

_Attribute = int | str | list[int]
_LIMIT = 256 * 1024 * 1024
_OPSET = 17
_BYTES = 63  # of a weight: seven bits
_MICROSOFT = "com.microsoft"
_GRAIN = 48
_RARE = 1e-5
"""Share of values at a place that may lie beyond the largest byte."""
_LOOKS: tuple[tuple[str, str, dict[str, _Attribute]], ...] = (
    ("look1", "norm1", {"strides": [2, 3], "pads": [2, 1, 2, 1]}),
    ("look2", "norm2", {"strides": [2, 1], "pads": [1, 1, 1, 1]}),
    ("look3", "norm3", {"strides": [3, 1], "pads": [0, 1, 0, 1]}),
    ("join", "norm4", {"strides": [1, 2]}),
)


def _folded(look: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple["Array", "Array"]:
    """Weights and bias of a convolution with its norm."""
    mean, spread = norm.get_buffer("running_mean"), norm.get_buffer("running_var")
    grow = norm.weight / torch.sqrt(spread + norm.eps)
    weight = look.weight * grow[:, None, None, None]
    return weight.detach().numpy(), (norm.bias - mean * grow).detach().numpy()


def _tops(network: LineNetwork, lines: Sequence["NDArray[np.float32]"]) -> dict[str, float]:
    """The largest value that a byte must hold at each place of the network, on the given lines."""
    import numpy as np

    seen: dict[str, list[NDArray[np.float32]]] = {}

    def watch(name: str) -> None:
        def note(_: nn.Module, __: object, result: Tensor) -> None:
            values = result.detach().abs() if name.endswith("along") else result.detach().clamp(min=0)
            seen.setdefault(name, []).append(
                torch.quantile(values.flatten()[:: 1 + values.numel() // 2**20], 1 - _RARE).numpy()
            )

        stack.callback(modules[name].register_forward_hook(note).remove)

    modules = dict(network.named_modules())
    with ExitStack() as stack, torch.no_grad():
        places = [f"blocks.{index}{part}" for index in range(BLOCKS) for part in ("", ".along", ".norm")]
        for name in ["norm1", "norm2", "norm3", "norm4", *places]:
            watch(name)
        for line in lines:
            width = -(-line.shape[1] // _GRAIN) * _GRAIN
            padded = np.ones((1, 1, HEIGHT, width), np.float32)
            padded[0, 0, :, : line.shape[1]] = line
            network(torch.from_numpy(padded))
    return {name: max(1e-3, float(np.max(values))) for name, values in seen.items()}


class _Graph:
    """Collects nodes and initialisers; a value in bytes is known by its name, with its scale and zero beside it."""

    def __init__(self, tops: dict[str, float]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: list[onnx.TensorProto] = []
        self._tops = tops

    def constant(self, name: str, value: object, kind: str) -> str:
        import numpy as np

        self.arrays.append(numpy_helper.from_array(np.array(value, kind), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: _Attribute) -> str:
        node = helper.make_node(kind, inputs, [output], domain=_MICROSOFT if kind in _OWN else "")
        node.attribute.extend(helper.make_attribute(name, value) for name, value in attributes.items())
        self.nodes.append(node)
        return output

    def step(self, place: str, *, signed: bool = False) -> tuple[str, str]:
        """Scale and zero of the bytes at a place; made where they are first asked for."""
        scale, zero = f"{place}.step", f"{place}.zero"
        if not any(array.name == scale for array in self.arrays):
            self.constant(scale, self.scale(place, signed=signed), "float32")
            self.constant(zero, 128 if signed else 0, "uint8")
        return scale, zero

    def scale(self, place: str, *, signed: bool = False) -> float:
        return self._tops[place] / (127 if signed else 255)

    def weights(self, name: str, weight: "Array", per: int = 0) -> tuple[list[str], "Array"]:
        """Seven-bit weights with a scale for each output (their axis `per`)."""
        import numpy as np

        others = tuple(axis for axis in range(weight.ndim) if axis != per)
        scales = np.maximum(np.abs(weight).max(axis=others) / _BYTES, 1e-9)
        shape = [-1 if axis == per else 1 for axis in range(weight.ndim)]
        whole = np.round(weight / scales.reshape(shape))
        named = [
            self.constant(f"{name}.weight", whole, "int8"),
            self.constant(f"{name}.scales", scales, "float32"),
            self.constant(f"{name}.zeros", np.zeros(len(scales)), "int8"),
        ]
        return named, scales

    def convolution(
        self, name: str, source: str, place: str, weight: "Array", bias: "Array", **attributes: _Attribute
    ) -> str:
        """Bytes to bytes; what is below zero becomes zero unless the place is signed."""
        import numpy as np

        signed = place.endswith("along")
        named, scales = self.weights(name, weight)
        grain = scales * self.scale(source, signed=source.endswith("along"))
        whole = self.constant(f"{name}.bias", np.round(bias / grain), "int32")
        inputs = [source, *self.step(source), *named, *self.step(place, signed=signed), whole]
        return self.node("QLinearConv", inputs, place, **attributes)


_OWN = frozenset({"QLinearAdd", "MatMulIntegerToFloat"})


def _looks(graph: _Graph, network: LineNetwork) -> str:
    """The pixels folded to one column of channels for every six columns."""
    source = "lines"
    for name, norm, attributes in _LOOKS:
        weight, bias = _folded(getattr(network, name), getattr(network, norm))
        if source != "lines":
            source = graph.convolution(name, source, norm, weight, bias, **attributes)
            continue
        parts = [
            graph.constant(f"{name}.{kind}", value, "float32") for kind, value in (("weight", weight), ("bias", bias))
        ]
        seen = graph.node("Relu", [graph.node("Conv", [source, *parts], "seen", **attributes)], "seen.positive")
        source = graph.node("QuantizeLinear", [seen, *graph.step(norm)], norm)
    return source


def _block(graph: _Graph, network: LineNetwork, index: int, source: str) -> str:
    import numpy as np

    name = f"blocks.{index}"
    block = network.get_submodule(name)
    weight, bias = _folded(block.get_submodule("mix"), block.get_submodule("norm"))  # type: ignore[arg-type]  # ours
    spread = block.get_parameter("along.weight").detach().numpy()
    reach = spread.shape[3] // 2
    along = graph.convolution(
        f"{name}.along", source, f"{name}.along", spread, np.zeros(CHANNELS), pads=[0, reach, 0, reach], group=CHANNELS
    )
    found = graph.convolution(f"{name}.mix", along, f"{name}.norm", weight, bias)
    inputs = [source, *graph.step(source), found, *graph.step(f"{name}.norm"), *graph.step(name)]
    return graph.node("QLinearAdd", inputs, name)


def _head(graph: _Graph, head: nn.Conv2d, source: str, name: str, size: int) -> str:
    """N × columns × channels in bytes to N × steps × size."""
    weight = head.weight.detach().numpy()[:, :, 0, 0].T
    named, _ = graph.weights(name, weight, per=1)
    scale, zero = graph.step(f"blocks.{BLOCKS - 1}")
    bias = graph.constant(f"{name}.bias", head.bias.detach().numpy() if head.bias is not None else [], "float32")
    inputs = [source, named[0], scale, named[1], zero, named[2], bias]
    columns = graph.node("MatMulIntegerToFloat", inputs, f"{name}.columns")
    shape = graph.constant(f"{name}.shape", [0, -1, size] if size > 1 else [0, -1], "int64")
    return graph.node("Reshape", [columns, shape], f"{name}.steps")


def _graph(network: LineNetwork, tops: dict[str, float]) -> onnx.GraphProto:
    graph = _Graph(tops)
    source = _looks(graph, network)
    for index in range(BLOCKS):
        source = _block(graph, network, index, source)
    flat = graph.node("Squeeze", [source, graph.constant("rows", [2], "int64")], "flat")
    columns = graph.node("Transpose", [flat], "columns", perm=[0, 2, 1])
    graph.node("LogSoftmax", [_head(graph, network.out, columns, "out", CLASSES)], "scores", axis=-1)
    graph.node("Sigmoid", [_head(graph, network.pen, columns, "pen", 1)], "penned")
    lines = helper.make_tensor_value_info("lines", TensorProto.FLOAT, ["count", 1, HEIGHT, "width"])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["count", "steps", CLASSES])
    pen = helper.make_tensor_value_info("penned", TensorProto.FLOAT, ["count", "steps"])
    return helper.make_graph(graph.nodes, "casedocs-lines", [lines], [scores, pen], graph.arrays)


def export_onnx(
    network: LineNetwork, target: Path, *, lines: Sequence["NDArray[np.float32]"], notes: dict[str, str]
) -> None:
    """Writes a network as an ONNX file with its characters and notes in the metadata.

    Args:
        network: What was trained.
        target: The file.
        lines: Normalised lines to measure the bytes on, at least one; a few hundred are enough.
        notes: More metadata.

    Raises:
        OutputError: If the file cannot be written.
    """
    network.eval()
    model = helper.make_model(
        _graph(network, _tops(network, lines)),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)],
        producer_name="casedocs",
    )
    model.ir_version = 9
    helper.set_model_props(model, {"charset": CHARSET, **notes})
    onnx.checker.check_model(model)
    with atomic_path(target) as temporary:
        temporary.write_bytes(model.SerializeToString())


def import_onnx(source: Path) -> LineNetwork:
    """Reads the weights of a file that `export_onnx` wrote back into a network, as near as bytes allow.

    The norms of such a network are settled: they hold what the file has folded into the convolutions.

    Raises:
        InputError: If it cannot be read or was not written by `export_onnx` for these characters.
    """
    data = read_limited(source, _LIMIT)
    network = LineNetwork()
    try:
        model = onnx.load_model_from_string(data)
        found = {array.name: numpy_helper.to_array(array) for array in model.graph.initializer}
        charset = {prop.key: prop.value for prop in model.metadata_props}.get("charset")
        network.load_state_dict(dict(_restored(network, found)))
    except Exception as error:
        raise CorruptFileError(
            f"{source.name} is not a line network of casedocs: {error}",
            hint="use the shipped weights",
            source=str(source),
        ) from error
    if charset != CHARSET:
        raise CorruptFileError(
            f"{source.name} was made for other characters", hint="use the shipped weights", source=str(source)
        )
    network.settled = True
    network.eval()
    return network


def _sources() -> Iterator[tuple[str, str, str]]:
    """Every convolution in bytes with its norm (or nothing) and the place that it reads."""
    for (name, norm, _), (_, before, _) in zip(_LOOKS[1:], _LOOKS, strict=False):
        yield name, norm, before
    place = _LOOKS[-1][1]
    for index in range(BLOCKS):
        yield f"blocks.{index}.along", "", place
        yield f"blocks.{index}.mix", f"blocks.{index}.norm", f"blocks.{index}.along"
        place = f"blocks.{index}"


def _restored(network: LineNetwork, found: dict[str, "Array"]) -> Iterator[tuple[str, Tensor]]:
    import numpy as np

    def wide(values: "Array") -> Tensor:
        return torch.from_numpy(np.array(values, np.float32))

    norms = {_LOOKS[0][1]: found["look1.bias"]}
    yield "look1.weight", wide(found["look1.weight"])
    for name, norm, place in _sources():
        scales = found[f"{name}.scales"]
        yield f"{name}.weight", wide(found[f"{name}.weight"] * scales[:, None, None, None])
        if norm:
            norms[norm] = found[f"{name}.bias"] * scales * found[f"{place}.step"]
    for name, bias in norms.items():
        settled = network.get_submodule(name)
        yield f"{name}.weight", torch.ones(len(bias))
        yield f"{name}.bias", wide(bias)
        yield f"{name}.running_mean", torch.zeros(len(bias))
        yield f"{name}.running_var", torch.full((len(bias),), 1.0 - float(settled.eps))  # type: ignore[arg-type]  # a norm
        yield f"{name}.num_batches_tracked", torch.tensor(1)
    for name in ("out", "pen"):
        yield f"{name}.weight", wide((found[f"{name}.weight"] * found[f"{name}.scales"]).T[:, :, None, None])
        yield f"{name}.bias", wide(found[f"{name}.bias"])
