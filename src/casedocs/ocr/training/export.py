"""The trained network as an ONNX file, and back.

The graph is written by hand: its initialisers keep the parameter names of PyTorch, so that fine-tuning can start from a
shipped file. Weights are stored as 16-bit floats and widened when the file is loaded (half the size; the change in the
outputs is far below what moves a character).
"""

from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from casedocs._files import atomic_path, read_limited
from casedocs.errors import CorruptFileError
from casedocs.ocr.recognizer.charset import CHARSET, CLASSES
from casedocs.ocr.recognizer.normalize import HEIGHT
from casedocs.ocr.training.network import LineNetwork

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

__all__ = ["export_onnx", "import_onnx"]

_Attribute = int | str | list[int]
_LIMIT = 256 * 1024 * 1024
_OPSET = 17
_LSTMS = {"down": 48, "right": 96, "left": 96, "last": 192}


def _gates(matrix: "Matrix", order: tuple[int, ...]) -> "Matrix":
    import numpy as np

    parts = np.split(matrix, 4)
    return np.concatenate([parts[index] for index in order])


# PyTorch keeps input, forget, cell, output gates; ONNX input, output, forget, cell.
_TO_ONNX = (0, 3, 1, 2)
_FROM_ONNX = (0, 2, 3, 1)


def _stored(network: LineNetwork) -> dict[str, "Matrix"]:
    """The arrays of the file, in the layout that the operators of ONNX want."""
    import numpy as np

    arrays = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    stored: dict[str, Matrix] = {}
    for name, array in arrays.items():
        module, _, kind = name.partition(".")
        if module not in _LSTMS:
            stored[name] = array.T if kind == "weight" and array.ndim == 2 else array
        elif kind.startswith("weight"):
            stored[name] = _gates(array, _TO_ONNX)[None]
        elif kind.startswith("bias_ih"):
            bias = _gates(array + arrays[f"{module}.bias_hh_l0"], _TO_ONNX)
            stored[f"{module}.bias"] = np.concatenate([bias, np.zeros_like(bias)])[None]
    return stored


class _Graph:
    """Collects nodes and initialisers."""

    def __init__(self, network: LineNetwork) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: list[onnx.TensorProto] = []
        for name, array in _stored(network).items():
            self.arrays.append(numpy_helper.from_array(array.astype("float16"), f"{name}.half"))
            self.nodes.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))

    def constant(self, name: str, values: list[int]) -> str:
        import numpy as np

        self.arrays.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: _Attribute) -> str:
        outputs = [f"{output}.all", output] if kind == "LSTM" and output == "down" else [output]
        node = helper.make_node(kind, inputs, outputs)
        node.attribute.extend(helper.make_attribute(name, value) for name, value in attributes.items())
        self.nodes.append(node)
        return output

    def lstm(self, name: str, source: str, direction: str) -> str:
        inputs = [source, f"{name}.weight_ih_l0", f"{name}.weight_hh_l0", f"{name}.bias"]
        return self.node("LSTM", inputs, name, hidden_size=_LSTMS[name], direction=direction)


def _columns(graph: _Graph) -> str:
    """Steps × N × 48: what the column LSTM and the convolutions see at each step."""
    near = graph.node("Conv", ["lines", "near.weight", "near.bias"], "near", pads=[1, 1, 1, 1])
    seen = graph.node("MaxPool", [graph.node("Tanh", [near], "near.tanh")], "seen", kernel_shape=[3, 3], strides=[3, 3])
    rows = graph.node("Transpose", [seen], "rows", perm=[2, 0, 3, 1])
    flat = graph.node("Reshape", [rows, graph.constant("flat.shape", [HEIGHT // 3, -1, 16])], "flat")
    down = graph.lstm("down", flat, "forward")
    count = graph.node("Gather", [graph.node("Shape", [seen], "seen.shape"), graph.constant("zero", [0])], "count")
    shape = graph.node("Concat", [count, graph.constant("rest", [-1, 48])], "columns.shape", axis=0)
    columns = graph.node("Reshape", [down, shape], "columns")
    along = graph.node("Transpose", [columns], "along", perm=[1, 0, 2])
    source = "lines"
    settings: tuple[tuple[str, dict[str, _Attribute]], ...] = (
        ("wide1", {"strides": [2, 3], "pads": [2, 1, 2, 1]}),
        ("wide2", {"strides": [2, 1], "pads": [1, 1, 1, 1]}),
        ("wide3", {"strides": [3, 1], "pads": [0, 1, 0, 1]}),
    )
    for name, options in settings:
        source = graph.node("Conv", [source, f"{name}.weight", f"{name}.bias"], name, **options)
        source = graph.node("Relu", [source], f"{name}.relu")
    wide = graph.node("Transpose", [source], "wide", perm=[3, 0, 1, 2])
    wide = graph.node("Reshape", [wide, graph.constant("wide.shape", [0, 0, 144])], "wide.flat")
    joined = graph.node("Add", [graph.node("MatMul", [wide, "join.weight"], "join.product"), "join.bias"], "join")
    return graph.node("Add", [along, joined], "both")


def _graph(network: LineNetwork) -> onnx.GraphProto:
    graph = _Graph(network)
    source = _columns(graph)
    one = graph.constant("one", [1])
    for name, direction in (("right", "forward"), ("left", "reverse"), ("last", "forward")):
        source = graph.node("Squeeze", [graph.lstm(name, source, direction), one], f"{name}.steps")
    product = graph.node("MatMul", [source, "out.weight"], "out.product")
    logits = graph.node("Add", [product, "out.bias"], "logits")
    graph.node("LogSoftmax", [logits], "scores", axis=-1)
    lines = helper.make_tensor_value_info("lines", TensorProto.FLOAT, ["count", 1, HEIGHT, "width"])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["steps", "count", CLASSES])
    return helper.make_graph(graph.nodes, "casedocs-lines", [lines], [scores], graph.arrays)


def export_onnx(network: LineNetwork, target: Path, *, notes: dict[str, str]) -> None:
    """Writes a network as an ONNX file with its characters and notes in the metadata.

    Raises:
        OutputError: If the file cannot be written.
    """
    model = helper.make_model(
        _graph(network), opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="casedocs"
    )
    model.ir_version = 9
    helper.set_model_props(model, {"charset": CHARSET, **notes})
    onnx.checker.check_model(model, full_check=True)
    with atomic_path(target) as temporary:
        temporary.write_bytes(model.SerializeToString())


def import_onnx(source: Path) -> LineNetwork:
    """Reads the weights of a file that `export_onnx` wrote back into a network.

    Raises:
        InputError: If it cannot be read or was not written by `export_onnx` for these characters.
    """
    data = read_limited(source, _LIMIT)
    network = LineNetwork()
    try:
        model = onnx.load_model_from_string(data)
        found = {array.name.removesuffix(".half"): numpy_helper.to_array(array) for array in model.graph.initializer}
        charset = {prop.key: prop.value for prop in model.metadata_props}.get("charset")
        network.load_state_dict({name: _restored(name, value, found) for name, value in network.state_dict().items()})
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
    network.eval()
    return network


def _restored(name: str, like: torch.Tensor, found: dict[str, "Matrix"]) -> torch.Tensor:
    import numpy as np

    module, _, kind = name.partition(".")
    if module not in _LSTMS:
        array = found[name].T if kind == "weight" and like.ndim == 2 else found[name]
    elif kind.startswith("weight"):
        array = _gates(found[name][0], _FROM_ONNX)
    elif kind.startswith("bias_ih"):
        array = _gates(found[f"{module}.bias"][0][: like.shape[0]], _FROM_ONNX)
    else:
        array = np.zeros(like.shape)
    return torch.from_numpy(np.array(array, np.float32))
