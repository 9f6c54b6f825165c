"""Builds the navigation from the folders: a page added by anybody appears without a change to mkdocs.yml."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from reference import page_of, public_modules

DOCS = Path(__file__).parents[1]
SECTIONS = {
    "tutorials": "Bài hướng dẫn · Tutorials",
    "how-to": "Cách làm · How-to",
    "explanation": "Giải thích · Explanation",
    "explanation/decisions": "Quyết định · Decisions",
}

Nav = list[dict[str, object]]


def title_of(path: Path) -> str:
    """The first heading of a page."""
    found = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        message = f"{path.name} has no heading"
        raise ValueError(message)
    return found[1].strip()


def _pages(folder: str) -> Nav:
    """The pages of a folder: its index first, then by name (the Vietnamese page of a pair comes first)."""
    paths = sorted((DOCS / folder).glob("*.md"), key=_order)
    return [{title_of(path): path.relative_to(DOCS).as_posix()} for path in paths]


def _order(path: Path) -> tuple[bool, str, bool]:
    name, _, language = path.stem.partition(".")
    return path.stem != "index", name, language == "en"


def _reference() -> Nav:
    """One entry a package; a package with public modules below it is a section of its own."""
    below: dict[str, Nav] = {}
    for module in public_modules():
        package = ".".join(module.split(".")[:2])
        below.setdefault(package, []).append({module: page_of(module)})
    return [pages[0] if len(pages) == 1 else {package: pages} for package, pages in below.items()]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Sets `nav`."""
    nav: Nav = [{title_of(DOCS / "index.md"): "index.md"}]
    for folder, title in SECTIONS.items():
        if any((DOCS / folder).glob("*.md")):
            nav.append({title: _pages(folder)})
    nav.append({title_of(DOCS / "benchmarks.md"): "benchmarks.md"})
    nav.append({"Tra cứu · Reference": _reference()})
    config.nav = nav
    return config
