"""The ZIP container of a map, read with limits and written so that untouched members stay as they are.

Refused: names that would leave the folder, names used twice, members that overlap in the file, too many members,
too much content, content that grows too much when unpacked. Nothing is ever extracted to disk.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from casedocs.errors import CorruptFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError

__all__ = ["Limits", "Package", "build", "is_zip"]

_LOCAL_HEADER = 30
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Baidu Naotu writes "/content.xml"; these names are read with or without the slash.
_SLASHED = {"/content.xml", "/content.json", "/meta.xml", "/styles.xml", "/META-INF/manifest.xml"}
_DATE = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Safety limits of a container.

    Attributes:
        members: Number of members.
        member_bytes: Unpacked bytes of one member.
        total_bytes: Unpacked bytes of all members together.
        document_bytes: Unpacked bytes of a manifest, style or other side document that is parsed.
        ratio: Unpacked over packed size, looked at for members over 8 MiB.
    """

    members: int = 20_000
    member_bytes: int = 256 * 2**20
    total_bytes: int = 1024 * 2**20
    document_bytes: int = 32 * 2**20
    ratio: float = 150.0


def is_zip(data: bytes) -> bool:
    """Whether `data` begins like a ZIP file."""
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def _refuse(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    absolute = name.startswith(("/", "\\")) and name not in _SLASHED
    if absolute or ".." in parts or ":" in parts[0] or "\0" in name or "\\" in name:
        raise CorruptFileError(
            f"the container holds the unsafe member name {name[:80]!r}", hint="do not open this file"
        )


def _check(infos: list[zipfile.ZipInfo], limits: Limits, size: int) -> None:
    if len(infos) > limits.members:
        raise LimitExceededError(f"the container has {len(infos)} members, the limit is {limits.members}")
    seen: set[str] = set()
    total = 0
    for info in infos:
        _refuse(info.orig_filename)
        name = info.filename.lstrip("/")
        if name in seen:
            raise CorruptFileError(f"the container holds {name[:80]!r} twice", hint="do not open this file")
        seen.add(name)
        total += info.file_size
        if info.file_size > limits.member_bytes or total > limits.total_bytes:
            raise LimitExceededError(f"the container unpacks to more than {limits.total_bytes} bytes")
        if info.file_size > 8 * 2**20 and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise LimitExceededError(f"member {name[:80]!r} grows more than {limits.ratio:.0f} times when unpacked")
    _check_overlap(infos, size)


def _check_overlap(infos: list[zipfile.ZipInfo], size: int) -> None:
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end or info.header_offset + _LOCAL_HEADER > size:
            raise CorruptFileError(f"member {info.filename[:80]!r} overlaps another one", hint="do not open this file")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size


class Package:
    """The members of a container by name.

    Args:
        data: The file.
        limits: Safety limits.

    Raises:
        CorruptFileError: If it is no ZIP file, is cut short, or holds unsafe or overlapping members.
        LimitExceededError: If it is over a limit.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, EOFError) as error:
            raise CorruptFileError(
                f"the container cannot be opened: {error}", hint="copy the file again from where it came"
            ) from error
        _check(infos, limits, len(data))
        self._limits = limits
        self._infos = {info.filename.lstrip("/"): info for info in infos if not info.is_dir()}
        self._order = infos

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    @property
    def names(self) -> list[str]:
        """Names of all members that are not folders, in the order of the file."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The unpacked content of a member.

        Raises:
            CorruptFileError: If it is missing or damaged.
            EncryptedFileError: If the ZIP itself is locked.
            UnsupportedFormatError: If it is packed in a way other than stored or deflated.
        """
        info = self._infos.get(name)
        if info is None:
            raise CorruptFileError(f"the container has no member {name[:80]!r}")
        if info.flag_bits & 1:
            raise EncryptedFileError(f"member {name[:80]!r} is locked with a ZIP password", hint="unpack it first")
        if info.compress_type not in _METHODS:
            raise UnsupportedFormatError(f"member {name[:80]!r} is packed with method {info.compress_type}")
        try:
            with self._zip.open(info) as file:
                data = file.read(self._limits.member_bytes + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OSError, KeyError) as error:
            raise CorruptFileError(f"member {name[:80]!r} is damaged: {error}", hint="copy the file again") from error
        except RuntimeError as error:
            raise EncryptedFileError(f"member {name[:80]!r} cannot be unlocked: {error}") from error
        if len(data) > self._limits.member_bytes:
            raise LimitExceededError(f"member {name[:80]!r} unpacks to more than {self._limits.member_bytes} bytes")
        return data

    def document(self, name: str) -> bytes:
        """The content of a side document that will be parsed.

        Raises:
            LimitExceededError: If it is over `Limits.document_bytes`.
            InputError: As `read`.
        """
        info = self._infos.get(name)
        if info is not None and info.file_size > self._limits.document_bytes:
            raise LimitExceededError(f"member {name[:80]!r} has more than {self._limits.document_bytes} bytes")
        return self.read(name)

    def rewrite(self, changed: dict[str, bytes], removed: frozenset[str]) -> bytes:
        """The container with `changed` members replaced or appended and `removed` ones left out; order is kept."""
        buffer = io.BytesIO()
        waiting = dict(changed)
        with zipfile.ZipFile(buffer, "w") as target:
            for info in self._order:
                name = info.filename.lstrip("/")
                if name in removed:
                    continue
                data = b"" if info.is_dir() else waiting.pop(name) if name in waiting else self.read(name)
                target.writestr(_copy_of(info), data, compresslevel=_level(data))
            for name, data in waiting.items():
                target.writestr(_fresh(name), data, compresslevel=_level(data))
        return buffer.getvalue()


def _level(data: bytes) -> int:
    """How hard to pack: large members lightly, which takes half the time for an eighth more bytes."""
    return 3 if len(data) > 4 * 2**20 else 6


def _copy_of(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type = info.compress_type
    copy.external_attr = info.external_attr
    copy.create_system = info.create_system
    copy.comment = info.comment
    return copy


def _fresh(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def build(members: dict[str, bytes]) -> bytes:
    """A new container; the same members give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in members.items():
            target.writestr(_fresh(name), data, compresslevel=_level(data))
    return buffer.getvalue()
