"""What ``casedocs doctor`` looks at: one small function a question, no printing."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from casedocs import __version__
from casedocs._files import atomic_write
from casedocs.cli.language import tr
from casedocs.errors import CasedocsError

__all__ = ["Finding", "Level", "examine"]

_GIB = 2**30
_LETTERS = "ăâđêôơưẮẤẶỆỖỢỰỳỹỵ"
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    r"C:\Windows\Fonts",
)
_KNOWN_FONTS = ("times.ttf", "tinos-regular.ttf", "dejavuserif.ttf", "freeserif.ttf", "notoserif-regular.ttf")
_DISTRIBUTIONS = {"docx": "python-docx", "pptx": "python-pptx", "imageio_ffmpeg": "imageio-ffmpeg"}
# Module → the extra that brings it, and what it is for.
_EXTRAS: dict[str, tuple[str, str, str]] = {
    "onnxruntime": ("ocr", "bộ nhận dạng của casedocs", "casedocs' own recogniser"),
    "tesserocr": ("tesseract", "Tesseract trong tiến trình", "Tesseract in process"),
    "docx": ("text", "chuyển mã tệp Word", "old encodings in Word files"),
    "openpyxl": ("extract", "xuất sổ Excel", "Excel workbooks"),
    "pyhanko": ("sign", "ký và kiểm tra chữ ký số", "signing and verification"),
    "pptx": ("mindmap", "sơ đồ tư duy", "mind maps"),
    "imageio_ffmpeg": ("film", "phim từ sơ đồ", "films of mind maps"),
    "sqlalchemy": ("postgres", "manifest chung cho nhiều máy", "a manifest that machines share"),
    "distributed": ("dask", "chạy trên nhiều máy", "work on several machines"),
    "torch": ("train", "huấn luyện bộ nhận dạng", "training of the recogniser"),
}


class Level(StrEnum):
    """How a finding is."""

    OK = "ok"
    NOTE = "note"
    """Works; something could be better."""
    FAIL = "fail"
    """The main job does not run."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question.

    Attributes:
        topic: Stable English word.
        level: How it is.
        text: What was found, for people.
        remedy: What to do; empty when all is well.
    """

    topic: str
    level: Level
    text: str
    remedy: str = ""


def examine(output: Path) -> Iterator[Finding]:
    """Answers all questions, for results that would go below `output`."""
    checks: tuple[Callable[[], Finding], ...] = (
        _python,
        _processor,
        _memory,
        _tesseract,
        _second_opinion,
        _program,
        _fonts,
    )
    for check in checks:
        yield check()
    yield _disk(output)
    yield _write_rights(output)
    yield from _packages()


def _python() -> Finding:
    text = f"casedocs {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Finding("python", Level.OK, text)


def _processor() -> Finding:
    cores = os.cpu_count() or 1
    return Finding(
        "processor", Level.OK, tr(f"{cores} lõi: {cores} trang một lúc", f"{cores} cores: {cores} pages at a time")
    )


def _total_memory() -> int | None:
    if sys.platform == "win32":
        import ctypes

        class _Status(ctypes.Structure):
            _fields_ = (
                ("length", ctypes.c_ulong),
                ("load", ctypes.c_ulong),
                ("total", ctypes.c_ulonglong),
                ("rest", ctypes.c_ulonglong * 6),
            )

        status = _Status(length=ctypes.sizeof(_Status))
        return int(status.total) if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _memory() -> Finding:
    total = _total_memory()
    if total is None:
        return Finding("memory", Level.NOTE, tr("không rõ dung lượng bộ nhớ", "the amount of memory is not known"))
    text = tr(f"{total / _GIB:.1f} GB bộ nhớ", f"{total / _GIB:.1f} GB of memory")
    if total < 3.5 * _GIB:
        return Finding("memory", Level.NOTE, text, tr("chạy với --jobs 1", "run with --jobs 1"))
    return Finding("memory", Level.OK, text)


def _tesseract() -> Finding:
    from casedocs.ocr.engines.registry import AUTO, create_engine

    try:
        with create_engine(AUTO) as engine:
            label = engine.info.label
    except CasedocsError as error:
        return Finding("engine", Level.FAIL, error.message, error.hint)
    text = tr(f"{label}, mô hình tiếng Việt (vie)", f"{label}, Vietnamese model (vie)")
    return Finding("engine", Level.OK, text)


def _second_opinion() -> Finding:
    from casedocs.ocr.engines.registry import create_engine

    try:
        with create_engine("cascade") as engine:
            alone, label = getattr(engine, "missing", ""), engine.info.label
    except CasedocsError as error:
        return Finding("cascade", Level.NOTE, error.message, error.hint)
    if alone:
        text = tr(
            f"--engine cascade đọc không có Tesseract: {alone}", f"--engine cascade reads without Tesseract: {alone}"
        )
        return Finding("cascade", Level.NOTE, text)
    return Finding(
        "cascade",
        Level.OK,
        tr(f"{label}: Tesseract đọc lại dòng nghi ngờ", f"{label}: Tesseract rereads doubtful lines"),
    )


def _program() -> Finding:
    found = shutil.which("tesseract")
    if found:
        text = tr(f"chương trình tesseract: {found}", f"the program tesseract: {found}")
        return Finding("program", Level.OK, text)
    return Finding(
        "program",
        Level.NOTE,
        tr(
            "không có chương trình tesseract (chỉ --engine pytesseract cần)",
            "no program tesseract (only --engine pytesseract needs it)",
        ),
    )


def _fonts() -> Finding:
    for path in _font_files():
        if _has_all_letters(path):
            return Finding(
                "fonts",
                Level.OK,
                tr(f"phông đủ chữ Việt: {path.name}", f"font with all Vietnamese letters: {path.name}"),
            )
    return Finding(
        "fonts",
        Level.NOTE,
        tr(
            "không thấy phông đủ chữ Việt (chỉ cần khi vẽ hình)",
            "no font with all Vietnamese letters (needed for drawing only)",
        ),
        tr("cài Noto Serif, DejaVu hoặc Times New Roman", "install Noto Serif, DejaVu or Times New Roman"),
    )


def _font_files() -> Iterator[Path]:
    for name in _FONT_FOLDERS:
        folder = Path(name).expanduser()
        if folder.is_dir():
            yield from (path for path in folder.rglob("*.[to]tf") if path.name.lower() in _KNOWN_FONTS)


def _has_all_letters(path: Path) -> bool:
    from PIL import ImageFont

    try:
        font = ImageFont.truetype(str(path), 24)
    except OSError:
        return False
    empty = bytes(font.getmask("\U0010fffd"))
    return all(bytes(font.getmask(letter)) != empty for letter in _LETTERS)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.resolve().parents) if place.is_dir())


def _disk(output: Path) -> Finding:
    free = shutil.disk_usage(_existing(output)).free
    text = tr(f"còn trống {free / _GIB:.1f} GB", f"{free / _GIB:.1f} GB free")
    if free < _GIB:
        return Finding("disk", Level.NOTE, text, tr("dọn bớt ổ đĩa", "make room on the disk"))
    return Finding("disk", Level.OK, text)


def _write_rights(output: Path) -> Finding:
    place = _existing(output)
    probe = place / f".casedocs-probe-{os.getpid()}"
    try:
        atomic_write(probe, b"casedocs")
        probe.unlink()
    except (CasedocsError, OSError) as error:
        remedy = tr("chọn thư mục khác với -o", "choose another folder with -o")
        return Finding(
            "write_rights",
            Level.FAIL,
            tr(f"không ghi được vào {place}: {error}", f"cannot write in {place}: {error}"),
            remedy,
        )
    return Finding("write_rights", Level.OK, tr(f"ghi được vào {place}", f"can write in {place}"))


def _packages() -> Iterator[Finding]:
    for module, (extra, vi, en) in _EXTRAS.items():
        if find_spec(module) is None:
            remedy = f'python -m pip install "casedocs[{extra}]"'
            yield Finding(f"extra:{extra}", Level.NOTE, tr(f"chưa cài: {vi}", f"not installed: {en}"), remedy)
        else:
            package = _DISTRIBUTIONS.get(module, module)
            version = metadata.version(package)
            yield Finding(f"extra:{extra}", Level.OK, tr(f"{vi}: {package} {version}", f"{en}: {package} {version}"))
