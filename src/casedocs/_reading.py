"""Reading plain data (JSON, TOML) into typed values; what does not fit is named with its path."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casedocs.errors import FormatError

__all__ = ["Node"]


@dataclass(frozen=True, slots=True)
class Node:
    """A value of parsed data together with the path that led to it, such as ``pages[2].lines[0].box``."""

    value: object
    path: str = ""

    def _wrong(self, wanted: str) -> FormatError:
        return FormatError(f"expected {wanted}, found {type(self.value).__name__}", path=self.path or "top level")

    def _join(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    @staticmethod
    def parse(text: str, *, hint: str = "") -> "Node":
        """The top of a JSON text.

        Raises:
            FormatError: If it is none; with `hint`.
        """
        try:
            return Node(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise FormatError(f"not JSON: {error}", hint=hint) from error

    def get(self, key: str) -> "Node":
        """The value under `key` of an object.

        Raises:
            FormatError: If this is no object or lacks the key.
        """
        found = self.find(key)
        if found is None:
            raise FormatError("is missing", path=self._join(key))
        return found

    def find(self, key: str) -> "Node | None":
        """The value under `key` of an object; None when the key is absent or null.

        Raises:
            FormatError: If this is no object.
        """
        if not isinstance(self.value, dict):
            raise self._wrong("an object")
        value = self.value.get(key)
        return None if value is None else Node(value, self._join(key))

    def items(self) -> "Iterator[Node]":
        """The members of a list.

        Raises:
            FormatError: If this is no list.
        """
        if not isinstance(self.value, list):
            raise self._wrong("a list")
        return (Node(item, f"{self.path}[{index}]") for index, item in enumerate(self.value))

    def mapping(self) -> dict[str, Any]:
        """The value as an object of plain data, unchecked inside.

        Raises:
            FormatError: If it is none.
        """
        if not isinstance(self.value, dict):
            raise self._wrong("an object")
        return dict(self.value)

    def members(self) -> "Iterator[tuple[str, Node]]":
        """Keys and values of an object.

        Raises:
            FormatError: If it is none.
        """
        return ((str(key), Node(value, self._join(str(key)))) for key, value in self.mapping().items())

    def text(self) -> str:
        """The value as a string.

        Raises:
            FormatError: If it is none.
        """
        if not isinstance(self.value, str):
            raise self._wrong("a string")
        return self.value

    def integer(self) -> int:
        """The value as an integer.

        Raises:
            FormatError: If it is none (true and false are not integers).
        """
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self._wrong("an integer")
        return self.value

    def number(self) -> float:
        """The value as a finite number.

        Raises:
            FormatError: If it is none.
        """
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self._wrong("a number")
        try:
            number = float(self.value)
        except OverflowError:  # a whole number beyond the range of floats
            number = math.inf
        if not math.isfinite(number):
            raise FormatError("is not a finite number", path=self.path or "top level")
        return number

    def boolean(self) -> bool:
        """The value as true or false.

        Raises:
            FormatError: If it is neither.
        """
        if not isinstance(self.value, bool):
            raise self._wrong("true or false")
        return self.value
