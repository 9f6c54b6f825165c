"""A task for batches that needs no OCR: pages are lines of a text, a document is its pages one after the other."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from casedocs.batch import Inspection, Limits, Task
from casedocs.errors import CorruptFileError

ROOT = str(Path(__file__).parents[2])
START = "tests.support.batch_work:start"


def make_document(path: Path, *pages: str) -> Path:
    """A text whose lines are pages. What a line says is what its page does, see `_misbehave`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(pages), encoding="utf-8")
    return path


def inspect(paths: Sequence[str]) -> Iterable[tuple[str, Inspection]]:
    """Counts lines; a text that begins with ``broken`` cannot be used."""
    for path in paths:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
        if lines[0].startswith("broken"):
            yield path, Inspection(error=CorruptFileError(f"{path} is broken", hint="mend it", source=path))
        else:
            yield path, Inspection(page_count=len(lines), facts={"first": lines[0]})


def task(target: Path, notes: Path | None = None, **changes: Any) -> Task:
    """A task on this module. Each execution of a page is noted in a file."""
    setup = {"notes": "" if notes is None else str(notes), "seconds": changes.pop("seconds", 0.0)}
    settings: dict[str, Any] = {"limits": Limits(memory_bytes=0), "assembles": True, "import_paths": (ROOT,)}
    return Task(start=START, setup=setup, target=str(target), **(settings | changes))
