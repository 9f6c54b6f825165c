"""What there is to do: contents, duplicates, pages, cost; longest first."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Protocol

from casedocs.batch.sources import SourceMark, source_system
from casedocs.errors import CasedocsError, UsageError

__all__ = [
    "Inspection",
    "Inspector",
    "KnownFile",
    "Plan",
    "PlanCache",
    "PlanOptions",
    "PlannedDocument",
    "Source",
    "plan",
]

# A file that was changed less than this before it was hashed may change again without a new time (FAT: 2 s).
_SETTLED_NS = 2_000_000_000
_HASH_THREADS = 4


@dataclass(frozen=True, slots=True)
class Source:
    """A file with a name of the caller's choice; taken as it is, trouble with it is its own error in the plan.

    Attributes:
        path: File or URL.
        name: Of its results; empty means the file's name without suffix, made unique.
    """

    path: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What an inspector found in a file.

    Attributes:
        page_count: Pages of the file.
        indices: 0-based indices of the pages to do; None means all.
        facts: Plain JSON data that every unit of the document gets.
        error: Why the file cannot be used; the rest is then without meaning.
    """

    page_count: int = 1
    indices: tuple[int, ...] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: CasedocsError | None = None


# Gets paths and gives what it found in each, in any order: it may work on several at a time.
Inspector = Callable[[Sequence[str]], Iterable[tuple[str, Inspection]]]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What was seen of a file: its mark, when it was hashed (nanoseconds since 1970), and the hash."""

    mark: SourceMark
    checked_ns: int
    sha256: str


class PlanCache(Protocol):
    """Remembers hashes and inspections from plan to plan; a manifest is one."""

    def known_files(self) -> dict[str, KnownFile]:
        """All files ever hashed, by path."""
        ...

    def remember_files(self, files: Mapping[str, KnownFile]) -> None:
        """Keeps hashes."""
        ...

    def known_inspections(self, mark: str) -> dict[str, Inspection]:
        """All inspections under a mark, by content hash."""
        ...

    def remember_inspections(self, mark: str, found: Mapping[str, Inspection]) -> None:
        """Keeps inspections without error."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDocument:
    """A file of a plan.

    Attributes:
        document: The path or URL as it was given or found; its identity in the manifest.
        name: Of its results.
        size: Bytes; -1 where unknown.
        mtime_ns: Last change.
        sha256: Of its content; empty where it could not be read.
        page_count: Pages of the file.
        indices: 0-based indices of the pages to do.
        facts: What the inspector said besides.
        seconds: Estimated cost, one process.
        duplicate_of: The first document of the same content; empty for that one itself.
        error: Why nothing can be done.
    """

    document: str
    name: str
    size: int = -1
    mtime_ns: int = 0
    sha256: str = ""
    page_count: int = 0
    indices: tuple[int, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    duplicate_of: str = ""
    error: CasedocsError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Documents in the order of work: longest first, those with an error last."""

    documents: tuple[PlannedDocument, ...]

    @property
    def usable(self) -> tuple[PlannedDocument, ...]:
        """The documents without error."""
        return tuple(document for document in self.documents if document.error is None)

    @property
    def failed(self) -> tuple[PlannedDocument, ...]:
        """The documents that cannot be read."""
        return tuple(document for document in self.documents if document.error is not None)

    @property
    def duplicates(self) -> tuple[PlannedDocument, ...]:
        """The documents whose pages another document has too: they are done once."""
        return tuple(document for document in self.documents if document.duplicate_of)

    @property
    def pages(self) -> int:
        """Pages to do; those of duplicates count once."""
        return sum(len(document.indices) for document in self.usable if not document.duplicate_of)

    @property
    def seconds(self) -> float:
        """Estimated cost of all pages, one process."""
        return sum(document.seconds for document in self.usable if not document.duplicate_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """How to plan.

    Attributes:
        page_seconds: What a page is thought to cost (`casedocs.batch.Manifest.page_seconds` knows what it did cost).
        inspect_mark: Changes with everything that an inspection depends on besides the content.
        suffixes: Of files to take from folders, lower case with dot; None means all.
    """

    page_seconds: float = 1.0
    inspect_mark: str = ""
    suffixes: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not self.page_seconds > 0:
            raise UsageError(f"the cost of a page must be positive, not {self.page_seconds}")


def plan(
    inputs: Iterable[str | os.PathLike[str] | Source],
    *,
    inspect: Inspector | None = None,
    cache: PlanCache | None = None,
    options: PlanOptions | None = None,
) -> Plan:
    """Finds out what there is to do. Nothing is changed but the cache.

    Files are hashed once: a file of the same size and time as before is taken to have the same content (as long as it
    had settled for two seconds when it was hashed). Files of the same content share their pages.

    Args:
        inputs: Files, folders, URLs. A file that is named twice comes once.
        inspect: Counts pages; None means that every file is one page.
        cache: Remembers hashes and page counts; usually the manifest.
        options: How; None means `PlanOptions()`.

    Returns:
        The plan; files that cannot be read are in it with their error.

    Raises:
        SourceNotFoundError: If an input does not exist.
        InputError: If a folder cannot be read.
    """
    used = options or PlanOptions()
    documents = [_marked(source) for source in _named(_found(inputs, used))]
    documents = _hashed(documents, cache)
    documents = _inspected(documents, inspect, cache, used)
    documents = [
        document if document.error else replace(document, seconds=len(document.indices) * used.page_seconds)
        for document in _with_duplicates(documents)
    ]
    documents.sort(key=lambda document: (document.error is not None, -document.seconds, document.document))
    return Plan(documents=tuple(documents))


# --- steps ----------------------------------------------------------------------------------------------------------


def _found(inputs: Iterable[str | os.PathLike[str] | Source], options: PlanOptions) -> Iterator[Source]:
    seen: set[str] = set()
    for given in inputs:
        if isinstance(given, Source):
            found: Iterable[Source] = [given]
        else:
            top = os.fspath(given)
            walked = source_system(top).walk(top)
            found = (Source(path) for path in walked if path == top or _is_wanted(path, options))
        for source in found:
            if source.path not in seen:
                seen.add(source.path)
                yield source


def _is_wanted(path: str, options: PlanOptions) -> bool:
    return options.suffixes is None or PurePath(path).suffix.lower() in options.suffixes


def _named(sources: Iterable[Source]) -> Iterator[Source]:
    """A name of its own for each, also where upper and lower case are one."""
    taken: set[str] = set()
    for source in sources:
        wanted = source.name or PurePath(source.path).stem or "_"
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted} ({number})"
        taken.add(name.casefold())
        yield Source(source.path, name)


def _marked(source: Source) -> PlannedDocument:
    try:
        mark = source_system(source.path).mark(source.path)
    except CasedocsError as error:
        return PlannedDocument(document=source.path, name=source.name, error=error)
    return PlannedDocument(document=source.path, name=source.name, size=mark.size, mtime_ns=mark.mtime_ns)


def _hashed(documents: Sequence[PlannedDocument], cache: PlanCache | None) -> list[PlannedDocument]:
    known = cache.known_files() if cache is not None else {}
    hashes: dict[str, str] = {}
    todo: list[PlannedDocument] = []
    for document in documents:
        file = known.get(document.document)
        if file is not None and _still_holds(file, document):
            hashes[document.document] = file.sha256
        elif document.error is None:
            todo.append(document)
    errors: dict[str, CasedocsError] = {}
    fresh: dict[str, KnownFile] = {}
    checked_ns = time.time_ns()
    for document, result in zip(todo, _hash_all([document.document for document in todo]), strict=True):
        if isinstance(result, CasedocsError):
            errors[document.document] = result
        else:
            hashes[document.document] = result
            fresh[document.document] = KnownFile(SourceMark(document.size, document.mtime_ns), checked_ns, result)
    if cache is not None and fresh:
        cache.remember_files(fresh)
    return [
        replace(
            document,
            sha256=hashes.get(document.document, ""),
            error=document.error or errors.get(document.document),
        )
        for document in documents
    ]


def _still_holds(file: KnownFile, document: PlannedDocument) -> bool:
    settled = file.mark.mtime_ns < file.checked_ns - _SETTLED_NS
    return settled and file.mark == SourceMark(document.size, document.mtime_ns)


def _hash_all(paths: Sequence[str]) -> list[str | CasedocsError]:
    if not paths:
        return []
    with ThreadPoolExecutor(_HASH_THREADS) as threads:
        return list(threads.map(_hash, paths, chunksize=1))


def _hash(path: str) -> str | CasedocsError:
    try:
        return source_system(path).sha256(path)
    except CasedocsError as error:
        return error


def _inspected(
    documents: Sequence[PlannedDocument], inspect: Inspector | None, cache: PlanCache | None, options: PlanOptions
) -> list[PlannedDocument]:
    if inspect is None:
        return [document if document.error else replace(document, page_count=1, indices=(0,)) for document in documents]
    known = cache.known_inspections(options.inspect_mark) if cache is not None else {}
    wanted: dict[str, str] = {}
    for document in documents:
        if document.error is None and document.sha256 not in known:
            wanted.setdefault(document.sha256, document.document)
    by_path = dict(inspect(list(wanted.values()))) if wanted else {}
    fresh = {sha256: by_path[path] for sha256, path in wanted.items() if path in by_path}
    good = {sha256: found for sha256, found in fresh.items() if found.error is None}
    if cache is not None and good:
        cache.remember_inspections(options.inspect_mark, good)
    found = known | fresh
    return [
        document if document.error else _with_inspection(document, found.get(document.sha256)) for document in documents
    ]


def _with_inspection(document: PlannedDocument, found: Inspection | None) -> PlannedDocument:
    if found is None:
        error = UsageError(f"the inspector says nothing about {document.document}", source=document.document)
        return replace(document, error=error)
    if found.error is not None:
        return replace(document, error=found.error)
    indices = tuple(range(found.page_count)) if found.indices is None else tuple(found.indices)
    return replace(document, page_count=found.page_count, indices=indices, facts=dict(found.facts))


def _with_duplicates(documents: Sequence[PlannedDocument]) -> Iterator[PlannedDocument]:
    first: dict[str, str] = {}
    for document in documents:
        if document.error is not None:
            yield document
            continue
        original = first.setdefault(document.sha256, document.document)
        yield document if original == document.document else replace(document, duplicate_of=original)
