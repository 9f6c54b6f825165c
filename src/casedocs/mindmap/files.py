"""Loading and saving: the format by content or name, the file read with limits and written whole or not at all."""

from dataclasses import replace
from pathlib import Path

from casedocs._files import atomic_write, read_limited
from casedocs.errors import CasedocsError, InputError
from casedocs.mindmap._pause import collector_paused
from casedocs.mindmap.formats import codec_for, detect, format_for_target
from casedocs.mindmap.losses import LossReport
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.options import DumpOptions, LoadOptions

__all__ = ["dump", "dumps", "load", "loads"]


def loads(data: bytes, *, options: LoadOptions | None = None) -> MindMap:
    """The map in a file's bytes.

    Raises:
        InputError: If it is none, is damaged, encrypted, or over a limit.
        MissingExtraError: If the format needs a package that is not installed.
    """
    return _loads(data, "", options or LoadOptions())


def _loads(data: bytes, suffix: str, options: LoadOptions) -> MindMap:
    name = options.format or detect(data, suffix)
    with collector_paused():
        return codec_for(name).read(data, replace(options, format=name))


def load(source: str | Path, *, options: LoadOptions | None = None) -> MindMap:
    """Reads a map.

    Args:
        source: The file; its content decides the format.
        options: Password and limits.

    Raises:
        InputError: If it cannot be read, is no map, is damaged, encrypted, or over a limit. Never a blank map.
        MissingExtraError: If the format needs a package that is not installed.
    """
    path, options = Path(source), options or LoadOptions()
    data = read_limited(path, options.max_bytes)
    try:
        return _loads(data, path.suffix, options)
    except InputError as error:
        error.source = str(path)
        raise


def dumps(mind_map: MindMap, *, options: DumpOptions) -> tuple[bytes, LossReport]:
    """The file for a map in `options.format`, and what it could not hold.

    Raises:
        CasedocsError: If the map is tied into a ring, or the format is not written.
    """
    name = options.format or (mind_map.origin.format if mind_map.origin is not None else "xmind-json")
    with collector_paused():
        return codec_for(name).write(mind_map, options)


def dump(mind_map: MindMap, target: str | Path, *, options: DumpOptions | None = None) -> LossReport:
    """Writes a map, whole or not at all.

    Args:
        mind_map: The map.
        target: The file; its suffix decides the format unless the options name one.
        options: Format and password.

    Returns:
        What the format could not hold.

    Raises:
        OutputError: If the file cannot be written.
        CasedocsError: If the map is tied into a ring, or the format is not written.
    """
    path, options = Path(target), options or DumpOptions()
    origin = mind_map.origin.format if mind_map.origin is not None else ""
    name = options.format or format_for_target(path.suffix, origin)
    try:
        data, report = dumps(mind_map, options=replace(options, format=name))
    except CasedocsError as error:
        error.source = error.source or str(path)
        raise
    atomic_write(path, data)
    return report
