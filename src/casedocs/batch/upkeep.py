"""Looking after a manifest and its store: are the results what they were, and what can go."""

from dataclasses import dataclass

from casedocs.batch.manifest import Manifest
from casedocs.batch.store import open_store
from casedocs.errors import BatchError

__all__ = ["CleanReport", "Finding", "clean", "verify"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A result that is not what the manifest says.

    Attributes:
        name: Of the file, relative to the target.
        code: ``missing`` or ``changed``.
    """

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class CleanReport:
    """What was cleared away.

    Attributes:
        units: Units of earlier jobs that the manifest has forgotten.
        contents: Contents whose page results were removed.
        owners: Runners whose scratch was removed.
    """

    units: int
    contents: int
    owners: int


def verify(manifest: Manifest) -> list[Finding]:
    """Compares every result of the job with the manifest, byte for byte.

    Raises:
        ManifestError: If the manifest itself is damaged.
    """
    manifest.check()
    store = open_store(manifest.task().target)
    return [
        Finding(file.name, "changed" if store.exists(file.name) else "missing")
        for _, _, files in manifest.results()
        for file in files
        if not store.holds(file, content=True)
    ]


def clean(manifest: Manifest) -> CleanReport:
    """Removes what no document needs any more: units of earlier jobs, their pages, scratch of runners that are gone.

    Results stay, and so do pages of documents that are not put together yet.

    Raises:
        BatchError: If runners are at work.
        ManifestError: If the manifest is damaged, or no job was ever started with it.
    """
    task = manifest.task()
    if manifest.is_shared and manifest.owners():
        raise BatchError(f"runners are at work with {manifest.location}", hint="wait for their end")
    store = open_store(task.target)
    dead = store.scratch_owners()
    for owner in dead:
        store.discard(owner)
    units = manifest.purge()
    if task.assembles and not task.keep_pages:
        finished = manifest.assembled_contents()
        manifest.consumed(finished)
    needed = {unit.partition(".")[0] for unit, _ in manifest.page_results(unassembled=False)}
    idle = [content for content in store.contents() if content not in needed]
    for content in idle:
        store.remove_pages(content)
    return CleanReport(units=units, contents=len(idle), owners=len(dead))
