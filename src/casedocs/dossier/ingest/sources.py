"""Which files a run is about, and under which names their results go."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from casedocs._files import TEMPORARY_PREFIX, input_error
from casedocs.batch.sources import source_system
from casedocs.dossier.ingest.place import SourceUrl, source_path
from casedocs.errors import SourceNotFoundError, UsageError
from casedocs.ocr.sources import SUFFIXES

__all__ = ["FoundFile", "assign_names", "find_files"]

_LONGEST_NAME = 200
_RESERVED = frozenset({"summary"}) | {
    *("con", "prn", "aux", "nul"),
    *(f"com{digit}" for digit in range(1, 10)),
    *(f"lpt{digit}" for digit in range(1, 10)),
}
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"/\\|?*'), "_") | dict.fromkeys(range(32), "_")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read, or (`wanted` is false) one in a folder that is passed over."""

    path: Path | SourceUrl
    wanted: bool = True


def find_files(sources: Sequence[str | os.PathLike[str]], output: Path, *, target: str = "") -> Iterator[FoundFile]:
    """The files that the sources name: files as they are, folders with all that is below them, sorted by path.

    Hidden files and folders, and what lies below the output folder, are left out. A file that is named twice comes
    once.

    Args:
        sources: Files, folders, URLs.
        output: The output folder.
        target: Where the results go, if not there: a URL.

    Raises:
        UsageError: If there is no source, one of them is ``-``, or the output folder is one of them.
        InputError: If a source does not exist or cannot be looked at.
    """
    if not sources:
        raise UsageError("no source given", hint="name files or folders with PDF files or images")
    seen: set[Path | SourceUrl] = set()
    for source in sources:
        if os.fspath(source) == "-":
            raise UsageError(
                "'-' (standard input) is not supported: results are named after their files",
                hint="save the data to a file first",
            )
        path = source_path(source)
        below = _below(path, output) if isinstance(path, Path) else _below_url(path.text, target)
        for found in below:
            real = found.path.resolve()
            if real not in seen:
                seen.add(real)
                yield found


def _below(source: Path, output: Path) -> Iterator[FoundFile]:
    try:
        is_folder, is_there = source.is_dir(), source.exists()
    except OSError as error:
        raise input_error(error, source) from error
    if is_folder:
        if output.exists() and source.samefile(output):
            raise UsageError(
                f"the output folder {output} is also a source", hint="choose an output folder of its own with -o"
            )
        yield from _in_folder(source, output.resolve())
    elif is_there:
        yield FoundFile(source)
    else:
        raise SourceNotFoundError(f"there is no file or folder {source}", hint="check the path", source=str(source))


def _below_url(source: str, target: str) -> Iterator[FoundFile]:
    top = source.rstrip("/")
    if target and top == target:
        raise UsageError(f"the output {target} is also a source", hint="choose an output of its own with -o")
    for url in source_system(source).walk(source):
        if not (target and url.startswith(f"{target}/")):
            path = SourceUrl(url)
            yield FoundFile(path, wanted=url == top or path.suffix.lower() in SUFFIXES)


def _in_folder(folder: Path, output: Path) -> Iterator[FoundFile]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield FoundFile(folder)  # whoever opens it learns why it cannot be read
        return
    for path in paths:
        if path.name.startswith((".", TEMPORARY_PREFIX, "~$")):
            continue
        if path.is_dir():
            if path.resolve() != output and not path.is_symlink():
                yield from _in_folder(path, output)
        elif path.is_file():
            yield FoundFile(path, wanted=path.suffix.lower() in SUFFIXES)


# --- names ----------------------------------------------------------------------------------------------------------


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _plain_name(path: Path | SourceUrl) -> str:
    """The file's name without suffix as a name that every file system takes."""
    stem = os.fsencode(path.stem).decode("utf-8", "replace").translate(_FORBIDDEN)
    name = unicodedata.normalize("NFC", stem).rstrip(". ") or "_"
    if _folded(name).split(".")[0].rstrip() in _RESERVED:
        name = "_" + name
    encoded = name.encode("utf-8")
    if len(encoded) > _LONGEST_NAME:
        mark = sha256(encoded).hexdigest()[:8]
        name = encoded[: _LONGEST_NAME - 9].decode("utf-8", "ignore").rstrip(". ") + "~" + mark
    return name


def assign_names(
    paths: Iterable[Path | SourceUrl], known: Mapping[str, str], taken: Iterable[str]
) -> dict[Path | SourceUrl, str]:
    """A name for the results of each file; no two are the same, even where upper and lower case are one.

    Args:
        paths: The files, in the order of the plan.
        known: Names that earlier runs gave: source → name.
        taken: Names that stand for something else in the output folder.

    Returns:
        File → name. ``x.pdf`` gets ``x``, the next of that name ``x (2)``.
    """
    names: dict[Path | SourceUrl, str] = {}
    used = {_folded(name) for name in taken} | {_folded(name) for name in known.values()}
    for path in paths:
        if str(path) in known:
            names[path] = known[str(path)]
            continue
        plain = _plain_name(path)
        name, number = plain, 1
        while _folded(name) in used:
            number += 1
            name = f"{plain} ({number})"
        used.add(_folded(name))
        names[path] = name
    return names
