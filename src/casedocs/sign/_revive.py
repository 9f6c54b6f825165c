"""From the JSON form of a report back to the report; what does not fit its types is an error with its path."""

import types
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from casedocs._reading import Node
from casedocs.errors import FormatError
from casedocs.sign.report import VerificationReport

__all__ = ["report_from"]


def report_from(data: object) -> VerificationReport:
    """The report that plain data of `casedocs.sign.formats.to_json` stands for.

    Raises:
        FormatError: If the data fits no report; ``.path`` says where.
    """
    report: VerificationReport = _revive(VerificationReport, Node(data))
    return report


def _revive(kind: Any, node: Node) -> Any:  # one case for each kind of type
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        wanted = next(item for item in inner if item is not type(None))
        return None if node.value is None else _revive(wanted, node)
    if origin is tuple:
        return _revive_tuple(inner, list(node.items()), node)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        mapping = node.mapping()
        missing = [item.name for item in fields(kind) if item.name not in mapping]
        if missing:
            raise FormatError(f"{missing[0]} is missing", path=node.path or "top level")
        named = {item.name: Node(mapping[item.name], f"{node.path}.{item.name}") for item in fields(kind)}
        return kind(**{name: _revive(hints[name], value) for name, value in named.items()})
    return _revive_value(kind, node)


def _revive_tuple(inner: tuple[Any, ...], items: Sequence[Node], node: Node) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_revive(inner[0], item) for item in items)
    if len(items) != len(inner):
        raise FormatError(f"expected {len(inner)} values, found {len(items)}", path=node.path)
    return tuple(_revive(wanted, item) for wanted, item in zip(inner, items, strict=True))


def _revive_value(kind: Any, node: Node) -> Any:
    value = node.value
    if kind is datetime or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        try:
            read: Any = datetime.fromisoformat if kind is datetime else kind
            return read(node.text())
        except ValueError as error:
            raise FormatError(f"{value!r} is no {kind.__name__}", path=node.path) from error
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise FormatError(f"expected {kind.__name__}, found {type(value).__name__}", path=node.path)
    return value
