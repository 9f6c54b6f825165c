"""JSON without a depth trap: the fast parser of the standard library, and one with an explicit stack behind it.

The standard parser gives up where the interpreter's own stack ends, at a depth that depends on the caller. Files
deeper than that go through the parser here, which counts; files over the limit are refused with a named error.
"""

import codecs
import json
import re
from json import JSONDecodeError
from typing import Any

from casedocs.errors import CorruptFileError, LimitExceededError

__all__ = ["MAX_DEPTH", "dump_json", "load_json"]

MAX_DEPTH = 10_000  # levels of JSON; a topic is three levels
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _decode(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding)
    return data.decode("utf-8")


def load_json(data: bytes, *, source: str) -> object:
    """Parses JSON in UTF-8 (or UTF-16 with a byte order mark).

    Args:
        data: The text.
        source: What it is called in error messages.

    Raises:
        CorruptFileError: If it is no JSON.
        LimitExceededError: If it nests deeper than `MAX_DEPTH`.
    """
    try:
        text = _decode(data)
        try:
            return json.loads(text)
        except RecursionError:
            return _Parser(text).parse()
    except (UnicodeDecodeError, JSONDecodeError, ValueError) as error:
        raise CorruptFileError(
            f"{source} is no valid JSON: {error}", hint="copy the file again", source=source
        ) from error


class _Parser:
    """A JSON parser whose open objects and lists lie on a list of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[Any] = []
        self.keys: list[str | None] = []

    def fail(self, message: str) -> JSONDecodeError:
        return JSONDecodeError(message, self.text, self.at)

    def peek(self) -> str:
        matched = _SPACE.match(self.text, self.at)
        self.at = matched.end() if matched else self.at
        return self.text[self.at : self.at + 1]

    def scalar(self, first: str) -> object:
        if first == '"':
            value, self.at = _DECODER.raw_decode(self.text, self.at)
            return value
        for word, meaning in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        matched = _NUMBER.match(self.text, self.at)
        if matched is None:
            raise self.fail("Expecting value")
        self.at = matched.end()
        return float(matched[0]) if matched[1] or matched[2] else int(matched[0])

    def key(self) -> None:
        if self.peek() != '"':
            raise self.fail("Expecting property name enclosed in double quotes")
        self.keys[-1], self.at = _DECODER.raw_decode(self.text, self.at)
        if self.peek() != ":":
            raise self.fail("Expecting ':' delimiter")
        self.at += 1

    def opened(self, first: str) -> bool:
        """Opens an object or list; False when there is none or it closed at once."""
        if len(self.open) >= MAX_DEPTH:
            raise LimitExceededError(f"the data nests deeper than {MAX_DEPTH} levels", hint="do not open this file")
        self.open.append({} if first == "{" else [])
        self.keys.append(None)
        self.at += 1
        if self.peek() == ("}" if first == "{" else "]"):
            return False
        if first == "{":
            self.key()
        return True

    def put(self, value: object) -> None:
        holder = self.open[-1]
        if isinstance(holder, dict):
            holder[self.keys[-1]] = value
        else:
            holder.append(value)

    def close(self) -> object:
        self.at += 1
        self.keys.pop()
        return self.open.pop()

    def parse(self) -> object:
        while True:
            first = self.peek()
            if first in {"{", "["}:
                if self.opened(first):
                    continue
                value = self.close()
            else:
                value = self.scalar(first)
            while self.open:
                self.put(value)
                mark = self.peek()
                self.at += 1
                if mark == ",":
                    if isinstance(self.open[-1], dict):
                        self.key()
                    break
                if mark != ("}" if isinstance(self.open[-1], dict) else "]"):
                    raise self.fail("Expecting ',' delimiter")
                self.at -= 1
                value = self.close()
            else:
                if self.peek():
                    raise self.fail("Extra data")
                return value


def dump_json(value: object) -> bytes:
    """The value as compact UTF-8 JSON; lone surrogates are written as escapes; any depth."""
    try:
        text = _ENCODER.encode(value)
    except RecursionError:
        text = "".join(_pieces(value))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")


def _pieces(value: object) -> list[str]:
    out: list[str] = []
    stack: list[tuple[bool, Any]] = [(False, value)]  # (ready text?, text or value)
    while stack:
        ready, item = stack.pop()
        if ready:
            out.append(item)
            continue
        parts: list[tuple[bool, Any]] = []
        if isinstance(item, dict):
            for key, child in item.items():
                parts += [(True, ","), (True, f"{_ENCODER.encode(str(key))}:"), (False, child)]
            parts = [(True, "{"), *parts[1:], (True, "}")]
        elif isinstance(item, list):
            for child in item:
                parts += [(True, ","), (False, child)]
            parts = [(True, "["), *parts[1:], (True, "]")]
        else:
            parts = [(True, _ENCODER.encode(item))]
        stack.extend(reversed(parts))
    return out
