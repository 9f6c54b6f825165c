"""Links from topics to files beside the map: checked, made relative, repaired by content.

A map and its pages move between machines on a USB stick, so links should be relative to the map's folder. The SHA-256
of a linked file can be kept with the topic (extension ``vn.casedocs.links``); a file that was moved or renamed is then
found again by its content. Files outside the map's folder and on other machines are never touched.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from casedocs._files import sha256_file
from casedocs.errors import InputError
from casedocs.mindmap.model import Extension, MindMap, Topic

__all__ = [
    "LinkFinding",
    "LinkState",
    "Target",
    "check_links",
    "file_link",
    "record_hashes",
    "repair_links",
    "safe_link",
    "target_of",
]

_PROVIDER = "vn.casedocs.links"
_DRIVE = re.compile(r"^/?[A-Za-z]:[\\/]")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_MAX_FILES = 200_000


class LinkState(StrEnum):
    """What became of a link."""

    OK = "ok"
    MISSING = "missing"
    MOVED = "moved"
    CHANGED = "changed"
    ABSOLUTE = "absolute"
    OUTSIDE = "outside"
    UNSAFE = "unsafe"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Target:
    """A link to a file: its path as written (forward slashes, decoded) and the fragment such as ``page=12``."""

    path: str
    fragment: str = ""

    @property
    def absolute(self) -> bool:
        """Whether the path starts at the root of a disk or names another machine."""
        return self.path.startswith(("/", "\\\\")) or _DRIVE.match(self.path) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFinding:
    """The state of one topic's link.

    Attributes:
        topic_id: The topic.
        path: Its place, such as ``1/2.3``.
        title: Its title.
        link: The link as it stands.
        state: What became of it.
        found: For moved files: where the content is now, relative to the folder.
    """

    topic_id: str
    path: str
    title: str
    link: str
    state: LinkState
    found: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether nothing has to be done."""
        return self.state in {LinkState.OK, LinkState.WEB}


def safe_link(link: str | None) -> str:
    """A link that a picture or page may offer to a click: http(s), mailto, or a file beside it; else empty."""
    text = "".join(letter for letter in (link or "").strip() if letter.isprintable())
    if text.lower().startswith(("http://", "https://", "mailto:")):
        return text
    text = text.removeprefix("file:")
    if not text or text.startswith(("/", "\\", "#")) or _SCHEME.match(text):
        return ""
    return text.replace("\\", "/")


def target_of(link: str) -> Target | None:
    """The file that a link means; None for links into the map, to the web, and of unknown kinds."""
    if link.startswith(("xmind:", "xap:", "#")):
        return None
    if link.lower().startswith("file:"):
        rest = link[5:]
        if rest.startswith("//"):
            rest = rest[2:]
            rest = rest.removeprefix("localhost") if rest.startswith("localhost/") else rest
            rest = rest if rest.startswith("/") or _DRIVE.match(rest) else f"\\\\{rest}"
        body, mark, fragment = rest.partition("#")
        path = unquote(body)
    elif _SCHEME.match(link) and not _DRIVE.match(link):
        return None
    else:
        path, mark, fragment = link.partition("#")
    path = path.removeprefix("/") if _DRIVE.match(path) and path.startswith("/") else path
    path = path if path.startswith("\\\\") else path.replace("\\", "/")
    return Target(path, fragment if mark else "") if path else None


def file_link(path: str, fragment: str = "") -> str:
    """The relative link for a path below the map's folder, as XMind writes it."""
    return f"file:{quote(PurePosixPath(path).as_posix())}{f'#{fragment}' if fragment else ''}"


def _hash_of(topic: Topic) -> str:
    for extension in topic.extensions:
        if extension.provider == _PROVIDER and isinstance(extension.content, list):
            for item in extension.content:
                if isinstance(item, dict) and item.get("name") == "sha256" and isinstance(item.get("content"), str):
                    return str(item["content"])
    return ""


def _remember(topic: Topic, digest: str) -> None:
    others = [item for item in topic.extensions if item.provider != _PROVIDER]
    topic.extensions = [*others, Extension(provider=_PROVIDER, content=[{"name": "sha256", "content": digest}])]


def resolve(target: Target, folder: Path) -> Path | None:
    """The file of a relative target when it lies below `folder` (symbolic links followed); None otherwise."""
    if target.absolute or "\0" in target.path:
        return None
    try:
        base = folder.resolve()
        path = (base / target.path).resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if path.is_relative_to(base) else None


def _state_of_scheme(link: str) -> LinkState | None:
    scheme = _SCHEME.match(link)
    if scheme is None or link.startswith(("xmind:", "xap:")):
        return None
    return LinkState.WEB if scheme[1].lower() in _SAFE_SCHEMES else LinkState.UNSAFE


def _state(topic: Topic, folder: Path) -> LinkState | None:
    target = target_of(topic.link or "")
    if target is None:
        return _state_of_scheme(topic.link or "")
    if target.absolute:
        return LinkState.ABSOLUTE
    path = resolve(target, folder)
    if path is None:
        return LinkState.OUTSIDE
    if not path.exists():
        return LinkState.MISSING
    wanted = _hash_of(topic)
    if wanted and path.is_file() and sha256_file(path) != wanted:
        return LinkState.CHANGED
    return LinkState.OK


def _files(folder: Path) -> Iterator[Path]:
    count = 0
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > _MAX_FILES:
                return
            yield Path(root) / name


class _Finder:
    """Finds files below a folder by content; every file is hashed at most once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, Path] | None = None

    def find(self, digest: str) -> Path | None:
        if self.known is None:
            self.known = {}
            for path in _files(self.folder):
                try:
                    if not path.is_symlink():
                        self.known.setdefault(sha256_file(path), path)
                except InputError:
                    continue
        return self.known.get(digest)


def check_links(mind_map: MindMap, folder: str | Path) -> list[LinkFinding]:
    """The state of every link that leaves the map.

    Args:
        mind_map: The map.
        folder: Where the map lies; relative links start here.
    """
    base = Path(folder)
    finder, findings = _Finder(base), []
    for visit in mind_map.visits():
        topic = visit.topic
        state = _state(topic, base) if topic.link else None
        if state is None:
            continue
        digest, found = _hash_of(topic), ""
        if digest and state in {LinkState.MISSING, LinkState.ABSOLUTE, LinkState.OUTSIDE}:
            path = finder.find(digest)
            if path is not None:
                state, found = LinkState.MOVED, path.relative_to(base).as_posix()
        findings.append(
            LinkFinding(
                topic_id=topic.id, path=visit.path, title=topic.title, link=topic.link or "", state=state, found=found
            )
        )
    return findings


def record_hashes(mind_map: MindMap, folder: str | Path) -> int:
    """Keeps the SHA-256 of every linked file with its topic; returns how many were written."""
    base, count = Path(folder), 0
    for topic in mind_map.topics():
        target = target_of(topic.link) if topic.link else None
        path = resolve(target, base) if target is not None else None
        if path is not None and path.is_file():
            digest = sha256_file(path)
            if _hash_of(topic) != digest:
                _remember(topic, digest)
                count += 1
    return count


def repair_links(mind_map: MindMap, folder: str | Path) -> list[LinkFinding]:
    """Points moved links to where their content is now, and absolute links into the folder to relative paths.

    Returns:
        What was repaired, with the old links.
    """
    base = Path(folder)
    index = mind_map.index()
    repaired = []
    for finding in check_links(mind_map, base):
        topic = index[finding.topic_id]
        target = target_of(finding.link)
        new = finding.found
        if finding.state is LinkState.ABSOLUTE and target is not None and not target.path.startswith("\\\\"):
            path = Path(target.path)
            inside = path.exists() and path.resolve().is_relative_to(base.resolve())
            new = path.resolve().relative_to(base.resolve()).as_posix() if inside else ""
        if new and target is not None:
            topic.link = file_link(new, target.fragment)
            repaired.append(finding)
    return repaired
