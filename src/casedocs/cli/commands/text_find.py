"""``casedocs text find``: what the readers find in text files, as lines for people or JSON for programs."""

import json
import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from casedocs._files import input_error, read_limited
from casedocs.cli.language import Language, current_language, tr
from casedocs.errors import EmptyFileError, SourceNotFoundError, TextError
from casedocs.text.find import FindOptions, find_all
from casedocs.text.findings import Finding, Kind
from casedocs.text.records import finding_to_record

__all__ = ["find"]

_SUFFIXES = {".txt", ".md"}
_LIMIT = 64 * 2**20


@click.command(
    help=tr(
        "Tìm trong tệp văn bản (.txt, .md), thư mục hoặc stdin (-): ngày, giờ, thời hạn, số tiền, số, điều luật, số "
        "văn bản, giấy tờ tùy thân, biển số, thửa đất, bút lục, địa chỉ, họ tên, chữ viết tắt.",
        "Search text files (.txt, .md), folders or stdin (-) for dates, times, terms, amounts, numbers, citations, "
        "document numbers, identity numbers, plates, land plots, folios, addresses, persons, abbreviations.",
    )
)
@click.argument("sources", nargs=-1, required=True, type=str)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([str(kind) for kind in Kind]),
    help=tr("Chỉ tìm loại này (dùng được nhiều lần).", "Only this kind (may be given several times)."),
)
@click.option(
    "--date",
    "reference",
    type=click.DateTime(["%Y-%m-%d"]),
    help=tr("Ngày của văn bản, cho 'cùng ngày' và địa chỉ.", "The day of the text, for 'cùng ngày' and addresses."),
)
@click.option("--problems", is_flag=True, help=tr("Chỉ những chỗ có vấn đề.", "Only what contradicts itself."))
@click.option("--json", "as_json", is_flag=True, help=tr("Xuất JSON, mỗi tệp một dòng.", "JSON, one line a file."))
def find(
    sources: tuple[str, ...], kinds: tuple[str, ...], reference: datetime | None, *, problems: bool, as_json: bool
) -> None:
    """Runs the readers; the help is given above in the reader's language."""
    options = FindOptions(kinds=frozenset(map(Kind, kinds)) or frozenset(Kind), reference=_day(reference))
    for name, text in _texts(sources):
        found = [one for one in find_all(text, options=options) if one.problems or not problems]
        if as_json:
            record = {"source": name, "findings": [finding_to_record(one) for one in found]}
            click.echo(json.dumps(record, ensure_ascii=False))
            continue
        for line in _lines(name, text, found):
            click.echo(line)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _texts(sources: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every text with its name; the files of a folder in order."""
    for source in sources:
        if source == "-":
            yield "-", _decoded(sys.stdin.buffer.read(), "-")
            continue
        path = Path(source)
        if not path.exists():
            raise SourceNotFoundError(f"{source}: no such file or folder", source=source)
        for file in _files(path):
            yield str(file), _decoded(_content(file), str(file))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        return sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
    except OSError as error:
        raise input_error(error, path) from error


def _content(file: Path) -> bytes:
    try:
        return read_limited(file, _LIMIT)
    except EmptyFileError:
        return b""  # an empty text has nothing to find


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextError(
            f"{name} is not UTF-8 (byte {error.start})",
            hint="convert it first: casedocs text decode",
            source=name,
        ) from error


def _lines(name: str, text: str, found: list[Finding]) -> Iterator[str]:
    starts = [0, *(index + 1 for index, letter in enumerate(text) if letter == "\n")]
    for one in found:
        row = bisect_right(starts, one.span.start)
        column = one.span.start - starts[row - 1] + 1
        raw = " ".join(one.raw.split())
        value = "" if one.canonical in {"", one.raw} else f"  →  {one.canonical}"
        yield f"{name}:{row}:{column}: {one.kind}: {raw}{value}"
        for problem in one.problems:
            yield f"    ! {problem.vi if current_language() is Language.VI else problem.en}"
