"""Work for sandboxed children that misbehaves in every way (`casedocs.batch.PoolOptions.task`)."""

import ctypes
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casedocs.errors import EngineError, FormatError

Answer = dict[str, Any]


def start(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    def run(payload: dict[str, Any]) -> Answer:
        return WORK[payload["do"]](payload | setup)

    return run


def broken(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    raise RuntimeError(f"cannot start with {setup}")


def _echo(payload: Answer) -> Answer:
    return {"said": payload.get("say"), "pid": os.getpid()}


def _note(payload: Answer) -> Answer:
    """Adds a line to a file, so that a test can count how often it ran; then waits until its gate is there."""
    with Path(payload["file"]).open("a", encoding="utf-8") as file:
        file.write(f"{payload['say']}\n")
    while payload.get("gate") and not Path(payload["gate"]).exists():
        time.sleep(0.02)
    if payload.get("die"):
        os._exit(7)
    return {"said": payload["say"]}


def _named(payload: Answer) -> Answer:
    raise EngineError("lỗi có tên", page_number=3, hint="thử lại", source=str(payload.get("say")))


def _format(payload: Answer) -> Answer:
    raise FormatError("wrong", path="a[1].b", source=str(payload.get("say")))


def _foreign(payload: Answer) -> Answer:
    raise KeyError(payload["say"])


def _exit(payload: Answer) -> Answer:
    os._exit(int(payload["say"]))


def _hang(payload: Answer) -> Answer:
    time.sleep(600)
    return payload


def _hold(payload: Answer) -> Answer:
    """Backtracks for hours in one call that holds the interpreter: no thread of this process runs any more."""
    re.match(r"(a+)+$", "a" * 60 + "b")
    return payload


def _crash(payload: Answer) -> Answer:
    ctypes.string_at(0)
    return payload


def _memory(payload: Answer) -> Answer:
    return {"size": len(bytearray(int(payload["say"])))}


def _chatty(payload: Answer) -> Answer:
    sys.stdout.write("to standard output\n")
    sys.stdout.flush()
    os.write(1, b"to descriptor 1\n")
    sys.stderr.write("x" * 500_000 + "\n")
    return {"said": payload.get("say")}


def _rubbish(payload: Answer) -> Answer:
    return {"said": {payload["do"]}}  # a set is no JSON


def _large(payload: Answer) -> Answer:
    return {"said": "ắ" * int(payload["say"])}


WORK: dict[str, Callable[[Answer], Answer]] = {
    "echo": _echo,
    "note": _note,
    "named": _named,
    "format": _format,
    "foreign": _foreign,
    "exit": _exit,
    "hang": _hang,
    "hold": _hold,
    "crash": _crash,
    "memory": _memory,
    "chatty": _chatty,
    "rubbish": _rubbish,
    "large": _large,
}
