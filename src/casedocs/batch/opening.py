"""Opening a manifest by path or URL."""

import os
from pathlib import Path

from casedocs.batch.manifest import Manifest
from casedocs.errors import UsageError

__all__ = ["MANIFEST_NAME", "default_manifest", "open_manifest"]

MANIFEST_NAME = "manifest.sqlite"


def default_manifest(target: str) -> Path:
    """The manifest of a target folder: ``TARGET/.casedocs/manifest.sqlite``.

    Raises:
        UsageError: If the target is no folder: a store that is no file system cannot hold a manifest.
    """
    if "://" in target:
        raise UsageError(
            f"results in {target} need a manifest elsewhere",
            hint="name a file on this machine or a PostgreSQL database as manifest",
        )
    return Path(target) / ".casedocs" / MANIFEST_NAME


def open_manifest(where: str | os.PathLike[str], *, writes: bool = True, makes: bool = True) -> Manifest:
    """Opens a manifest.

    Args:
        where: Path of a SQLite file, or ``postgresql://user@host/database`` (extra ``postgres``).
        writes: For work; the file is made if need be and belongs to this process until it is closed. False for
            looking only, also while another process works.
        makes: Whether one is made where there is none.

    Raises:
        ManifestError: If it is damaged, cut short, of another version or no manifest.
        NoBatchError: If there is none, and none is to be made.
        LockHeldError: If another process works with the file.
        OutputError: If it cannot be made.
        MissingExtraError: If the extra ``postgres`` is not installed.
        UsageError: If the URL is of an unknown kind.
    """
    from casedocs.batch._manifest_sql import SqlManifest

    text = os.fspath(where)
    scheme, is_url, _ = text.partition("://")
    if not is_url:
        from casedocs.batch._sqlite import SqliteDatabase

        return SqlManifest(SqliteDatabase(Path(text), writes=writes, makes=makes))
    if scheme.partition("+")[0] not in {"postgresql", "postgres"}:
        raise UsageError(f"no manifest can be kept in {scheme}://", hint="name a file, or a postgresql:// database")
    from casedocs.batch._postgres import PostgresDatabase

    return SqlManifest(PostgresDatabase(text, writes=writes and makes))
