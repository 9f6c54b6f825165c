"""What the text commands read, and where their results go: files, folders, standard input, target folders."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import click

from casedocs._files import input_error, read_limited
from casedocs.cli.messages import describe
from casedocs.errors import CasedocsError, SourceNotFoundError, UsageError
from casedocs.text.legacy import text_from_bytes

__all__ = ["Source", "Targets", "each", "read_source", "sources", "with_sources"]

_Command = TypeVar("_Command", bound=Callable[..., object])
_SUFFIXES = frozenset({".txt", ".md", ".csv", ".tsv", ".srt"})
_LIMIT = 500 * 1024 * 1024
_FAILED = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: The file; None is standard input.
        place: Where its result goes below the target folder: files of a folder keep their place in it.
    """

    path: Path | None
    place: Path = Path("-")


@dataclass(frozen=True, slots=True)
class Targets:
    """The files written into a target folder: no result overwrites a source or another result."""

    folder: Path
    taken: set[Path] = field(default_factory=set)

    def of(self, source: Source, suffix: str | None = None) -> Path:
        """Where the result of a source goes.

        Raises:
            UsageError: If that is the source itself, or the result of another one.
        """
        target = self.folder / (source.place if suffix is None else source.place.with_suffix(suffix))
        resolved = target.resolve()
        if source.path is not None and resolved == source.path.resolve():
            raise UsageError(f"{target} would overwrite its source", hint="name another folder with --output")
        if resolved in self.taken:
            raise UsageError(f"{source.path} and another file both become {target}", hint="convert them one by one")
        self.taken.add(resolved)
        return target


def with_sources(command: _Command) -> _Command:
    """Adds the argument: files, folders, or nothing for standard input."""
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path))(command)


def sources(paths: tuple[Path, ...], suffixes: frozenset[str] = _SUFFIXES) -> Iterator[Source]:
    """Every file that is meant, and standard input."""
    if not paths:
        yield Source(None)
    for path in paths:
        if str(path) == "-":
            yield Source(None)
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in suffixes and p.is_file())
            yield from (Source(file, file.relative_to(path)) for file in found)
        elif path.exists():
            yield Source(path, Path(path.name))
        else:
            raise SourceNotFoundError(f"there is no {path}", hint="check the path", source=str(path))


def each(found: Iterable[Source], work: Callable[[Source], None]) -> int:
    """Does the work on every file; one that fails costs only itself; returns the exit code (3 when some failed)."""
    failed = False
    for source in found:
        try:
            work(source)
        except CasedocsError as error:
            click.echo(describe(error), err=True)
            failed = True
    return _FAILED if failed else 0


def read_source(path: Path | None) -> str:
    """The text of a file or of standard input, one character a byte where it is no Unicode."""
    if path is None:
        return text_from_bytes(sys.stdin.buffer.read(_LIMIT))
    try:
        if path.stat().st_size == 0:
            return ""
    except OSError as error:
        raise input_error(error, path) from error
    return text_from_bytes(read_limited(path, _LIMIT))
