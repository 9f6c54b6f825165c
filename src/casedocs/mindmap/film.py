"""The steps of a map as a video with captions: every topic in turn appears, is framed, and is said in words.

The frames go to the FFmpeg program that the PyPI package imageio-ffmpeg brings. That build is under the GPL; it runs
as a program of its own, nothing of it is linked, and casedocs does not ship it. (The wheels of PyAV carry x264 and x265
as libraries, which would be linked: not used.) Captions are drawn into the picture and kept as a subtitle track.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casedocs._extras import require
from casedocs._files import atomic_path
from casedocs.errors import LimitExceededError, OutputError, UsageError
from casedocs.geometry import Box
from casedocs.mindmap._fonts import FontSet, clean, load_fonts
from casedocs.mindmap.layout import Layout, LayoutOptions, arrange
from casedocs.mindmap.layout.shapes import wrap
from casedocs.mindmap.model import Sheet, Topic
from casedocs.mindmap.render._images import page_images
from casedocs.mindmap.render._pdf_draw import PdfDrawing
from casedocs.mindmap.render.options import Theme
from casedocs.mindmap.render.paint import paint
from casedocs.mindmap.render.scene import Item, Rect, Text
from casedocs.mindmap.render.theme import palette

__all__ = ["FilmOptions", "FilmReport", "Step", "render_film", "steps_of"]

_MAX_STEPS = 3000
_CAPTION_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOptions:
    """How a film is made.

    Attributes:
        width: Pixels, even.
        height: Pixels, even.
        frames_per_second: Frames in a second.
        seconds: How long a step stays at least; long captions stay longer, by reading speed.
        words_per_second: Reading speed.
        depth: Levels below the root that are shown; None: all.
    """

    width: int = 1280
    height: int = 720
    frames_per_second: int = 10
    seconds: float = 2.5
    words_per_second: float = 3.0
    depth: int | None = None

    def __post_init__(self) -> None:
        if not (320 <= self.width <= 3840 and 240 <= self.height <= 2160) or self.width % 2 or self.height % 2:
            raise UsageError("width and height must be even, from 320 × 240 to 3840 × 2160")
        if not 1 <= self.frames_per_second <= 60 or not 0.1 <= self.seconds <= 60 or self.words_per_second <= 0:
            raise UsageError("frames_per_second is 1 to 60, seconds 0.1 to 60, words_per_second above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One topic's turn: its caption and how many frames it stays."""

    topic_id: str
    caption: str
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmReport:
    """What was filmed: steps and frames in all, and characters that the font lacks."""

    steps: tuple[Step, ...]
    frames: int
    missing: frozenset[str]


def _caption(topic: Topic) -> str:
    labels = f" ({'; '.join(topic.labels)})" if topic.labels else ""
    note = f" – {' '.join(topic.note.plain.split())}" if topic.note is not None and topic.note.plain.strip() else ""
    return " ".join(clean(f"{topic.title.replace(chr(10), ' ')}{labels}{note}").split()) or "…"


def _step(topic: Topic, options: FilmOptions) -> Step:
    caption = _caption(topic)
    seconds = max(options.seconds, len(caption.split()) / options.words_per_second)
    return Step(topic_id=topic.id, caption=caption, frames=max(round(seconds * options.frames_per_second), 1))


def steps_of(sheet: Sheet, options: FilmOptions | None = None) -> list[Step]:
    """The steps of a sheet in reading order.

    Raises:
        LimitExceededError: If there are more than 3,000.
    """
    options = options or FilmOptions()
    visits = [visit for visit in sheet.root.visits() if options.depth is None or visit.depth <= options.depth]
    if len(visits) > _MAX_STEPS:
        raise LimitExceededError(f"the film would have {len(visits)} steps", hint="give a smaller depth")
    return [_step(visit.topic, options) for visit in visits]


def _caption_bar(caption: str, fonts: FontSet, options: FilmOptions) -> list[Item]:
    """The caption on a dark bar at the bottom of the picture."""
    width, height = float(options.width), float(options.height)
    size = 24.0 * height / 720
    lines = wrap(caption, fonts, size=size, room=width * 0.92, most=_CAPTION_LINES)
    top = height - (len(lines) + 0.8) * size * 1.38
    items: list[Item] = [Rect(0.0, top, width, height - top, 0.0, "#17202a")]
    for row, line in enumerate(lines):
        left = (width - fonts.width(line, size)) / 2
        items.append(Text(left, top + (row + 1.1) * size * 1.38, line, size, "#ffffff"))
    return items


def _around(layout: Layout, owner: int) -> Box:
    placed = layout.topics[owner]
    return placed.box if placed.parent is None else Box.around([placed.box, layout.topics[placed.parent].box])


def _pages(layout: Layout, steps: list[Step], fonts: FontSet, options: FilmOptions) -> bytes:
    """A PDF with one page for each step: the camera stands on the topic, what comes later is not there yet."""
    colors = palette(Theme.LIGHT)
    scene = paint(layout, "", fonts, colors, lambda _link: None)
    drawing = PdfDrawing(fonts, scene.text() + "".join(step.caption for step in steps), "")
    size = (float(options.width), float(options.height))
    forms = [(group.owner, drawing.form(group.items, scene.width, scene.height)) for group in scene.groups]
    extents = [_around(layout, owner) for owner in range(len(layout.topics))]
    zoom = options.height / 720
    for number, step in enumerate(steps):
        box = layout.topics[number].box
        x, y = size[0] * 0.45 - box.center[0] * zoom, size[1] * 0.42 - box.center[1] * zoom
        view = Box(-x / zoom, -y / zoom, (size[0] - x) / zoom, (size[1] - y) / zoom)
        seen = [
            (form, (zoom, x, y), (0.0, 0.0, *size))
            for owner, form in forms
            if owner <= number and extents[owner].intersection(view) is not None
        ]
        spot = Rect(
            box.left * zoom + x - 4, box.top * zoom + y - 4, box.width * zoom + 8, box.height * zoom + 8,
            10.0, "", "#e0a100", 3.5,
        )  # fmt: skip
        drawing.page(size, seen, [spot, *_caption_bar(step.caption, fonts, options)], scene.background)
    return drawing.data()


def _stamp(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02},{rest % 1000:03}"


def subtitles(steps: list[Step], frames_per_second: int) -> str:
    """The captions in the SubRip form."""
    blocks, frame = [], 0
    for number, step in enumerate(steps, 1):
        times = f"{_stamp(frame / frames_per_second)} --> {_stamp((frame + step.frames) / frames_per_second)}"
        blocks.append(f"{number}\n{times}\n{step.caption}\n")
        frame += step.frames
    return "\n".join(blocks)


def _command(program: str, captions: Path, target: Path, options: FilmOptions) -> list[str]:
    size = f"{options.width}x{options.height}"
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(options.frames_per_second), "-i", "pipe:0"]
    texts = ["-protocol_whitelist", "file", "-f", "srt", "-i", str(captions)]
    video = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-fps_mode", "passthrough"]
    rest = ["-c:s", "mov_text", "-metadata:s:s:0", "language=vie", "-movflags", "+faststart", "-f", "mp4"]
    general = ["-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-protocol_whitelist", "pipe,file"]
    return [program, *general, *source, *texts, "-map", "0:v", "-map", "1:s", *video, *rest, str(target)]


def _frames(pages: bytes, steps: list[Step], options: FilmOptions) -> Iterator[tuple[bytes, int]]:
    images = page_images(pages, 1.0, 4 * options.width * options.height)
    for image, step in zip(images, steps, strict=True):
        yield image.tobytes(), step.frames


def _encode(command: list[str], frames: Iterator[tuple[bytes, int]], log: Path) -> None:
    with log.open("wb") as errors, subprocess.Popen(command, stdin=subprocess.PIPE, stderr=errors) as process:
        assert process.stdin is not None  # noqa: S101  asked for by PIPE
        try:
            for data, count in frames:
                for _ in range(count):
                    process.stdin.write(data)
            process.stdin.close()
        except BrokenPipeError:
            pass  # the exit code below tells
        except BaseException:
            process.kill()
            raise
        code = process.wait()
    if code:
        said = log.read_text(encoding="utf-8", errors="replace").strip()[-400:]
        raise OutputError(f"the video program failed: {said}", hint="update the package imageio-ffmpeg")


def render_film(sheet: Sheet, target: str | Path, *, options: FilmOptions | None = None) -> FilmReport:
    """Writes the steps of a sheet as an MP4 video (H.264) with a subtitle track, whole or not at all.

    Raises:
        MissingExtraError: If imageio-ffmpeg or the fonts are not installed.
        LimitExceededError: If there are too many steps.
        OutputError: If the video program fails or the file cannot be written.
    """
    options = options or FilmOptions()
    package = require("imageio_ffmpeg", extra="film")
    steps = steps_of(sheet, options)
    fonts = load_fonts()
    layout = arrange(sheet, options=LayoutOptions(max_depth=options.depth, show_images=False), fonts=fonts)
    pages = _pages(layout, steps, fonts, options)
    with tempfile.TemporaryDirectory(prefix="casedocs-") as folder:
        captions = Path(folder) / "captions.srt"
        captions.write_text(subtitles(steps, options.frames_per_second), encoding="utf-8")
        try:
            program = package.get_ffmpeg_exe()
        except RuntimeError as error:
            raise OutputError("the package imageio-ffmpeg has no video program for this system") from error
        with atomic_path(Path(target)) as temporary:
            command = _command(program, captions, temporary, options)
            _encode(command, _frames(pages, steps, options), Path(folder) / "log.txt")
    return FilmReport(
        steps=tuple(steps),
        frames=sum(step.frames for step in steps),
        missing=frozenset(fonts.missing("".join(step.caption for step in steps))),
    )
