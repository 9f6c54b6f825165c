"""Settings of the command line: a TOML file, overruled by the environment, overruled by what is typed.

The file has a table for each command and keys named as its options::

    lang = "vi"

    [digitize]
    jobs = 2
    time-limit = 300

    [batch.run]
    backend = "dask://may-chu:8786"

The environment spells the same as ``CASEDOCS_DIGITIZE_JOBS`` or ``CASEDOCS_BATCH_RUN_BACKEND``. A file is read from
``--config``, ``CASEDOCS_CONFIG`` or the folder of the user's settings, never from the present folder: that may be
a folder of scans from elsewhere.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from casedocs._files import input_error
from casedocs.errors import CasedocsError, FormatError

__all__ = ["ENVIRONMENT_PREFIX", "default_map", "language_setting", "read_settings", "settings_file"]

ENVIRONMENT_PREFIX = "CASEDOCS"


def settings_file() -> Path:
    """The user's settings file, whether it is there or not."""
    if sys.platform == "win32":
        folder = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    else:
        folder = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(folder) / "casedocs" / "config.toml"


def read_settings(path: Path | None) -> dict[str, Any]:
    """The settings of a file; of the user's file, if there is one, for None.

    Raises:
        InputError: If the named file cannot be read.
        FormatError: If it is no TOML.
    """
    used = path or settings_file()
    if path is None and not used.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(used.read_text(encoding="utf-8"))
    except OSError as error:
        raise input_error(error, used) from error
    except ValueError as error:
        raise FormatError(
            f"{used} is no TOML: {error}", hint="see the how-to about settings", source=str(used)
        ) from error


def language_setting(arguments: Sequence[str]) -> str:
    """``lang`` of the settings file; empty where there is none. Trouble with the file is told later."""
    path = os.environ.get(f"{ENVIRONMENT_PREFIX}_CONFIG", "")
    for index, argument in enumerate(arguments):
        if argument.startswith("--config="):
            path = argument.removeprefix("--config=")
        elif argument == "--config" and index + 1 < len(arguments):
            path = arguments[index + 1]
    try:
        return str(read_settings(Path(path) if path else None).get("lang", ""))
    except CasedocsError:
        return ""


def default_map(command: click.Command, settings: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """The settings as defaults of a command and those below it.

    Args:
        command: Of click.
        settings: Its table.
        path: Where in the file the table is, for messages.

    Raises:
        FormatError: If a key is neither a command nor an option.
    """
    context = click.Context(command)
    by_name: dict[str, str] = {}
    for parameter in command.get_params(context):
        for spelling in (*parameter.opts, *parameter.secondary_opts):
            if spelling.startswith("--") and parameter.name:
                by_name[spelling.removeprefix("--")] = parameter.name
    found: dict[str, Any] = {}
    for key, value in settings.items():
        place = f"{path}.{key}" if path else key
        below = command.get_command(context, key) if isinstance(command, click.Group) else None
        if below is not None and isinstance(value, Mapping):
            found[key] = default_map(below, value, place)
        elif key.replace("_", "-") in by_name and not isinstance(value, Mapping):
            found[by_name[key.replace("_", "-")]] = value
        else:
            raise FormatError("is neither a command nor an option", path=place, hint="see casedocs --help")
    return found
