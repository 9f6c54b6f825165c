"""A map with only the pages that it cites, in one folder to hand over."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casedocs._files import output_error
from casedocs.errors import InputError, OutputError, UsageError
from casedocs.mindmap._pdf_pages import extract_pages
from casedocs.mindmap.edit import clone_map
from casedocs.mindmap.files import dump
from casedocs.mindmap.links import file_link, record_hashes, resolve, target_of
from casedocs.mindmap.model import MindMap, Topic

__all__ = ["PackOptions", "PackReport", "pack"]

_PAGE = re.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOptions:
    """How a map is packed.

    Attributes:
        pages_only: Of a PDF that is cited by page (``#page=12``) only these pages go along.
        pages_folder: Name of the folder for pages inside the package.
    """

    pages_only: bool = True
    pages_folder: str = "trang"

    def __post_init__(self) -> None:
        if not self.pages_folder or set(self.pages_folder) & set("/\\:\0") or self.pages_folder in {".", ".."}:
            raise UsageError("pages_folder must be a plain folder name")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackReport:
    """What went along.

    Attributes:
        files: Files in the package, relative to it, the map first.
        left_out: Links whose file is missing, outside the map's folder or on another machine; they stay as they are.
    """

    files: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Cited:
    """One file that topics cite: whole, or by page."""

    path: Path
    topics: list[tuple[Topic, str, int | None]]

    @property
    def pages(self) -> list[int]:
        return sorted({page for _, _, page in self.topics if page is not None})

    @property
    def by_page(self) -> bool:
        return self.path.suffix.lower() == ".pdf" and all(page is not None for _, _, page in self.topics)


def _cited(mind_map: MindMap, folder: Path, left_out: list[str]) -> dict[Path, _Cited]:
    found: dict[Path, _Cited] = {}
    for topic in mind_map.topics():
        target = target_of(topic.link) if topic.link else None
        if target is None:
            continue
        path = resolve(target, folder)
        if path is None or not path.is_file():
            left_out.append(topic.link or "")
            continue
        page = _PAGE.search(target.fragment)
        number = int(page[1]) if page is not None else None
        found.setdefault(path, _Cited(path, [])).topics.append((topic, target.fragment, number))
    return found


def _names(cited: dict[Path, _Cited]) -> Iterator[tuple[_Cited, str]]:
    """Each file with a name that no other one has, whatever the case of letters."""
    taken: set[str] = set()
    for path, item in cited.items():
        name, number = path.name, 2
        while name.casefold() in taken:
            name, number = f"{path.stem}-{number}{path.suffix}", number + 1
        taken.add(name.casefold())
        yield item, name


def _copy(item: _Cited, target: Path, relative: str, options: PackOptions) -> None:
    if not (options.pages_only and item.by_page):
        shutil.copyfile(item.path, target)
        for topic, fragment, _ in item.topics:
            topic.link = file_link(relative, fragment)
        return
    kept = extract_pages(item.path, item.pages, target)
    for topic, fragment, page in item.topics:
        place = f"page={kept.index(page) + 1}" if page in kept else ""
        topic.link = file_link(relative, _PAGE.sub("", fragment) or place)


def pack(
    mind_map: MindMap, folder: str | Path, target: str | Path, *, options: PackOptions | None = None
) -> PackReport:
    """Writes a folder with the map and the files that it cites; links become relative, content hashes are kept.

    Args:
        mind_map: The map; it is not changed.
        folder: Where the map lies; only files below it go along.
        target: The new folder with the package; must not exist. Its name is the map's name.
        options: What goes along.

    Raises:
        UsageError: If the target exists.
        InputError: If a cited file cannot be read.
        OutputError: If the package cannot be written; nothing is left of it then.
    """
    options = options or PackOptions()
    place, base = Path(target), Path(folder)
    if place.exists():
        raise UsageError(f"{place} exists already", hint="give a new folder")
    packed, left_out = clone_map(mind_map), list[str]()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".casedocs-", dir=place.parent) as temporary:
            work = Path(temporary) / "package"
            (work / options.pages_folder).mkdir(parents=True)
            files = []
            for item, name in _names(_cited(packed, base, left_out)):
                relative = f"{options.pages_folder}/{name}"
                _copy(item, work / relative, relative, options)
                files.append(relative)
            record_hashes(packed, work)
            name = f"{place.name}.xmind"
            dump(packed, work / name)
            work.replace(place)
    except (InputError, OutputError):
        raise
    except OSError as error:
        raise output_error(error, place) from error
    return PackReport(files=(name, *files), left_out=tuple(left_out))
