"""The language of messages: Vietnamese or English.

It is settled once, before any command module is imported: ``casedocs --lang vi …``, else the variable
``CASEDOCS_LANG``, else ``lang`` in the settings file, else the language of the system. Codes, file names and JSON keys
stay English.
"""

import locale
import os
import sys
from collections.abc import Sequence
from enum import StrEnum

__all__ = ["Language", "choose_language", "current_language", "set_language", "tr"]


class Language(StrEnum):
    """The languages of messages and help."""

    VI = "vi"
    EN = "en"


def _system_language() -> Language:
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        names.append(locale.getlocale()[0] or "")
    first = next((name for name in names if name), "")
    return Language.VI if first.lower().startswith(("vi", "vietnam")) else Language.EN


def choose_language(arguments: Sequence[str], configured: str = "") -> Language:
    """The language that the arguments before the first command, the environment, the settings or the system ask for."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return _parse(arguments[index + 1])
        if argument.startswith("--lang="):
            return _parse(argument.removeprefix("--lang="))
        if not argument.startswith("-"):
            break
    named = os.environ.get("CASEDOCS_LANG", "") or configured
    return _parse(named) if named else _system_language()


def _parse(name: str) -> Language:
    return Language.VI if name.lower().startswith("vi") else Language.EN


_current = choose_language([])


def current_language() -> Language:
    """The language in force."""
    return _current


def set_language(language: Language) -> None:
    """Settles the language; help texts of command modules that are already imported keep theirs."""
    global _current  # noqa: PLW0603  the one process-wide setting, made before anything is printed
    _current = language


def tr(vi: str, en: str) -> str:
    """The text in the language in force."""
    return vi if _current is Language.VI else en
