"""The children's side of `tests.support.batch_tasks`: imports little, so that children start soon."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casedocs.errors import InputError

Answer = dict[str, Any]


def start(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    """See `casedocs.batch.Task.start`."""

    def run(payload: dict[str, Any]) -> Answer:
        return _pages(payload, setup) if payload["do"] == "pages" else _assemble(payload, setup)

    return run


def start_broken(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    raise RuntimeError(f"no weights for {setup}")


def start_touching(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    """The smallest unit of work: for measuring what the engine itself costs."""
    seconds = float(setup.get("seconds", 0.0))

    def run(payload: dict[str, Any]) -> Answer:
        if seconds:
            time.sleep(seconds)
        for index in payload["indices"]:
            (Path(payload["scratch"]) / f"p{index}").write_bytes(b"x")
        return {}

    return run


def page_result(line: str) -> str:
    """What becomes of a page."""
    return f"{line} {hashlib.sha256(line.encode()).hexdigest()}\n"


def _pages(payload: Answer, setup: dict[str, Any]) -> Answer:
    lines = Path(payload["path"]).read_text(encoding="utf-8").split("\n")
    review = []
    for index in payload["indices"]:
        line = lines[index]
        _note(setup, f"{payload['document']} {index}")
        time.sleep(float(setup["seconds"]))
        _misbehave(line, payload)
        if line.startswith("doubtful"):
            review.append(f"page {index + 1} is doubtful")
        (Path(payload["scratch"]) / f"p{index:06d}.txt").write_text(page_result(line), encoding="utf-8")
    return {"lines": len(payload["indices"]), "review": review}


def _assemble(payload: Answer, setup: dict[str, Any]) -> Answer:
    _note(setup, f"{payload['document']} assemble")
    parts = [Path(file).read_text(encoding="utf-8") for page in payload["pages"] for file in page["files"]]
    failed = [index for page in payload["pages"] if page["error"] for index in page["indices"]]
    target = Path(payload["scratch"])
    (target / f"{payload['name']}.txt").write_text("".join(parts), encoding="utf-8")
    (target / f"{payload['name']}.count").write_text(str(len(parts)), encoding="utf-8")
    return {"failed": failed}


def _note(setup: dict[str, Any], text: str) -> None:
    if setup["notes"]:
        with Path(setup["notes"]).open("a", encoding="utf-8") as file:
            file.write(text + "\n")


def _misbehave(line: str, payload: Answer) -> None:
    work: dict[str, Callable[[], object]] = {
        "die": lambda: os._exit(9),
        "hang": lambda: time.sleep(600),
        "refuse": lambda: _refuse(payload),
        "memory": lambda: bytearray(4_000_000_000),
        "foreign": lambda: payload["nothing"],
        "picture": lambda: _decode(line),
        "big": lambda: (Path(payload["scratch"]) / "big").write_bytes(b"x" * 3_000_000),
    }
    name = line.split(" ", maxsplit=1)[0]
    if name in work:
        work[name]()


def _decode(line: str) -> None:
    """Decodes an empty picture of so many lines of a thousand pixels, packed into a small file."""
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("1", (1000, int(line.split(" ")[1]))).save(file, "PNG")
    with Image.open(file) as picture:
        picture.load()


def _refuse(payload: Answer) -> None:
    raise InputError("không đọc được", hint="quét lại", source=payload["document"])
