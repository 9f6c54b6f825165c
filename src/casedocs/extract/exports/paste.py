r"""Paste-ready lines in the column order of an office's register.

A layout is a TOML file::

    rows = "person"            # person, case or act
    separator = "\\t"           # what stands between the cells; a tab pastes into Excel and web registers
    least = 0.9                # nothing below this confidence (default 0.7)

    [[columns]]
    key = "full_name"          # a column of casedocs
    upper = true               # optional: in capitals

    [[columns]]
    text = "Công an tỉnh"      # or a fixed text

    [[columns]]
    keys = ["birth_day", "birth_month", "birth_year"]   # or several joined
    join = "/"
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from casedocs._reading import Node
from casedocs.errors import FormatError
from casedocs.extract.exports.rows import COLUMNS, DEFAULT_LEAST, RowKind, make_table
from casedocs.extract.model import Extraction

__all__ = ["PasteColumn", "PasteLayout", "load_layout", "paste_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteColumn:
    """A cell of a line: columns joined, or a fixed text.

    Attributes:
        keys: Keys of columns.
        join: What stands between them; parts that are empty are left out.
        text: A fixed text instead.
        upper: Whether the cell is in capitals.
    """

    keys: tuple[str, ...] = ()
    join: str = " "
    text: str = ""
    upper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteLayout:
    """The order of a register.

    Attributes:
        rows: What a line stands for.
        columns: Its cells.
        separator: What stands between them.
        least: Fields below this confidence stay empty.
    """

    rows: RowKind
    columns: tuple[PasteColumn, ...]
    separator: str = "\t"
    least: float = DEFAULT_LEAST


def load_layout(text: str) -> PasteLayout:
    """Reads a layout.

    Raises:
        FormatError: If it is no TOML, or names a column that does not exist; the error carries the path.
    """
    try:
        root = Node(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FormatError(f"this is no TOML: {error}", path="top level") from error
    kind = root.get("rows")
    if kind.text() not in {one.value for one in RowKind}:
        raise FormatError("must be person, case or act", path=kind.path)
    rows = RowKind(kind.text())
    separator, least = root.find("separator"), root.find("least")
    sure = DEFAULT_LEAST if least is None else least.number()
    if not 0 <= sure <= 1:
        raise FormatError("lies between 0 and 1", path="least")
    return PasteLayout(
        rows=rows,
        columns=tuple(_column(one, rows) for one in root.get("columns").items()),
        separator="\t" if separator is None else separator.text(),
        least=sure,
    )


def _column(node: Node, rows: RowKind) -> PasteColumn:
    key, keys, text = node.find("key"), node.find("keys"), node.find("text")
    if sum(one is not None for one in (key, keys, text)) != 1:
        raise FormatError("wants one of key, keys, text", path=node.path)
    names = [key] if key is not None else [] if keys is None else list(keys.items())
    known = {column.key for column in COLUMNS[rows]}
    for name in names:
        if name.text() not in known:
            raise FormatError(
                f"{name.text()!r} is no column of {rows}",
                path=name.path,
                hint=f"choose from {', '.join(sorted(known))}",
            )
    join, upper = node.find("join"), node.find("upper")
    return PasteColumn(
        keys=tuple(name.text() for name in names),
        join=" " if join is None else join.text(),
        text="" if text is None else text.text(),
        upper=upper is not None and upper.boolean(),
    )


def paste_lines(documents: Sequence[Extraction], layout: PasteLayout) -> tuple[str, ...]:
    """The lines of a dossier; separators and line ends inside a cell become blanks."""
    table = make_table(documents, layout.rows, least=layout.least)
    places = {column.key: index for index, column in enumerate(table.columns)}
    return tuple(
        layout.separator.join(_cell(column, row, places, layout) for column in layout.columns) for row in table.rows
    )


def _cell(column: PasteColumn, row: tuple[str, ...], places: dict[str, int], layout: PasteLayout) -> str:
    parts = [row[places[key]] for key in column.keys]
    text = column.text or column.join.join(part for part in parts if part)
    text = " ".join(text.replace(layout.separator, " ").split())
    return text.upper() if column.upper else text
