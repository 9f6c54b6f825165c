"""Every exception that a public function of casedocs may raise.

::

    CasedocsError
    ├── UsageError (also ValueError)          an argument or a combination of options makes no sense
    ├── MissingExtraError (also ImportError)  an optional package is not installed
    ├── InputError                            what was given cannot be used
    │   ├── SourceNotFoundError               no such file or folder
    │   ├── UnreadableFileError               it is there, the system does not let us read it
    │   ├── EmptyFileError                    zero bytes, or no page in it
    │   ├── UnsupportedFormatError            not a kind of file that this function reads
    │   ├── CorruptFileError                  damaged or cut short
    │   ├── EncryptedFileError                needs a password
    │   ├── SignedInputError                  carries digital signatures that the operation would break
    │   ├── LimitExceededError                over a safety limit (pixels, bytes, pages, depth)
    │   └── FormatError                       a data file breaks its schema; ``.path`` says where
    ├── OutputError                           the result cannot be written
    │   ├── DiskFullError                     no room left on the target's disk
    │   └── LockHeldError                     another run works in the same folder
    ├── TextError                             text that cannot be decoded or converted
    ├── EngineError                           the recognition engine; ``.page_number`` where known
    │   ├── EngineNotFoundError               program, library or language file missing
    │   ├── EngineCrashedError                the engine's process died
    │   └── EngineTimeoutError                over the time limit
    ├── BatchError                            the batch engine itself (not one unit of its work)
    │   ├── ManifestError                     the manifest is damaged, cut short or no manifest
    │   │   └── NoBatchError                  there is no manifest, or no batch was started with it
    │   └── LeaseLostError                    another runner has taken over what was to be committed
    ├── SigningError                          no signature was made
    ├── VerificationError                     raised only by ``require_valid``; ``.report`` holds the findings
    └── DossierError                          the dossier's own rules

Every class has a stable English ``code`` for programs and a ``hint`` that says what to do. All of them survive
pickling with every attribute, so they can cross process borders.
"""

from typing import Any, ClassVar

__all__ = [
    "BatchError",
    "CasedocsError",
    "CorruptFileError",
    "DiskFullError",
    "DossierError",
    "EmptyFileError",
    "EncryptedFileError",
    "EngineCrashedError",
    "EngineError",
    "EngineNotFoundError",
    "EngineTimeoutError",
    "FormatError",
    "InputError",
    "LeaseLostError",
    "LimitExceededError",
    "LockHeldError",
    "ManifestError",
    "MissingExtraError",
    "NoBatchError",
    "OutputError",
    "SignedInputError",
    "SigningError",
    "SourceNotFoundError",
    "TextError",
    "UnreadableFileError",
    "UnsupportedFormatError",
    "UsageError",
    "VerificationError",
    "error_from_record",
    "error_to_record",
]


def _rebuild(cls: type["CasedocsError"], message: str, state: dict[str, Any]) -> "CasedocsError":
    error = cls.__new__(cls, message)
    error.args = (message,)
    error.__dict__.update(state)
    return error


class CasedocsError(Exception):
    """Base of all errors of casedocs.

    Args:
        message: What went wrong and where, one English sentence.
        hint: What the reader can do about it; empty when there is nothing to say.
        source: The file, folder or object it happened with, as the caller named it.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str = "", *, hint: str = "", source: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.source = source

    @property
    def message(self) -> str:
        """The sentence without the hint."""
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.message, self.__dict__.copy())


class UsageError(CasedocsError, ValueError):
    """An argument or a combination of options makes no sense."""

    code = "usage"


class MissingExtraError(CasedocsError, ImportError):
    """An optional package is not installed; the hint holds the pip line."""

    code = "missing_extra"


class InputError(CasedocsError):
    """What was given cannot be used."""

    code = "input"


class SourceNotFoundError(InputError):
    """There is no such file or folder."""

    code = "not_found"


class UnreadableFileError(InputError):
    """The file is there, but the system does not let us read it."""

    code = "unreadable"


class EmptyFileError(InputError):
    """Zero bytes, or a container without a single page."""

    code = "empty"


class UnsupportedFormatError(InputError):
    """Not a kind of file that this function reads."""

    code = "unsupported_format"


class CorruptFileError(InputError):
    """Damaged or cut short."""

    code = "corrupt"


class EncryptedFileError(InputError):
    """The file needs a password."""

    code = "encrypted"


class SignedInputError(InputError):
    """The file carries digital signatures that the operation would break."""

    code = "signed"


class LimitExceededError(InputError):
    """The input is over a safety limit (pixels, bytes, pages, depth)."""

    code = "limit_exceeded"


class FormatError(InputError):
    """A data file breaks its schema.

    Args:
        message: What is wrong.
        path: Where in the data, such as ``pages[3].lines[0].box``.
        hint: What to do.
        source: The file.
    """

    code = "format"

    def __init__(self, message: str = "", *, path: str = "", hint: str = "", source: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message, hint=hint, source=source)
        self.path = path


class OutputError(CasedocsError):
    """The result cannot be written."""

    code = "output"


class DiskFullError(OutputError):
    """There is no room left on the target's disk."""

    code = "disk_full"


class LockHeldError(OutputError):
    """Another run works in the same folder."""

    code = "lock_held"


class TextError(CasedocsError):
    """Text that cannot be decoded or converted."""

    code = "text"


class EngineError(CasedocsError):
    """The recognition engine failed.

    Args:
        message: What went wrong.
        page_number: The page (1-based) it happened on, where known.
        hint: What to do.
        source: The file.
    """

    code = "engine"

    def __init__(self, message: str = "", *, page_number: int | None = None, hint: str = "", source: str = "") -> None:
        super().__init__(message, hint=hint, source=source)
        self.page_number = page_number


class EngineNotFoundError(EngineError):
    """A program, library or language file of the engine is missing."""

    code = "engine_not_found"


class EngineCrashedError(EngineError):
    """The process that ran the engine died."""

    code = "engine_crashed"


class EngineTimeoutError(EngineError):
    """The engine went over the time limit."""

    code = "engine_timeout"


class BatchError(CasedocsError):
    """The batch engine itself failed (not one unit of its work)."""

    code = "batch"


class ManifestError(BatchError):
    """The manifest of a batch is damaged, cut short, of another version, or no manifest at all."""

    code = "manifest"


class NoBatchError(ManifestError):
    """There is nothing to go on with or to look at: no manifest, or none that a batch was ever started with."""

    code = "no_batch"


class LeaseLostError(BatchError):
    """The lease has run out and another runner has taken the work over; the late result is refused."""

    code = "lease_lost"


class SigningError(CasedocsError):
    """No signature was made."""

    code = "signing"


class VerificationError(CasedocsError):
    """A document that had to be validly signed is not.

    Args:
        message: The verdict in a sentence.
        report: The verification report with its findings.
        hint: What to do.
        source: The file.
    """

    code = "verification"

    def __init__(self, message: str = "", *, report: object = None, hint: str = "", source: str = "") -> None:
        super().__init__(message, hint=hint, source=source)
        self.report = report


class DossierError(CasedocsError):
    """One of the dossier's own rules is broken."""

    code = "dossier"


def error_to_record(error: CasedocsError) -> dict[str, Any]:
    """Returns the error as plain data for JSON (summary lines, worker pipes)."""
    record: dict[str, Any] = {"code": error.code, "message": error.message, "hint": error.hint}
    if error.source:
        record["source"] = error.source
    for name in ("page_number", "path"):
        value = getattr(error, name, None)
        if value:
            record[name] = value
    return record


def _classes_by_code() -> dict[str, type[CasedocsError]]:
    found: dict[str, type[CasedocsError]] = {}
    waiting = [CasedocsError]
    while waiting:
        cls = waiting.pop()
        found.setdefault(cls.code, cls)
        waiting.extend(cls.__subclasses__())
    return found


def error_from_record(record: dict[str, Any]) -> CasedocsError:
    """Rebuilds the error that `error_to_record` wrote; an unknown code becomes a plain `CasedocsError`."""
    cls = _classes_by_code().get(str(record.get("code", "")), CasedocsError)
    state = {"hint": str(record.get("hint", "")), "source": str(record.get("source", ""))}
    error = _rebuild(cls, str(record.get("message", "")), state)
    if isinstance(error, EngineError):
        error.page_number = record.get("page_number")
    if isinstance(error, FormatError):
        error.path = str(record.get("path", ""))
    return error
