"""The steps of a map as a video with captions: every topic in turn appears, is framed, and is said in words.

The frames go to the FFmpeg program that the PyPI package imageio-ffmpeg brings. That build is under the GPL; it runs
as a program of its own, nothing of it is linked, and casedocs does not ship it. (The wheels of PyAV carry x264 and x265
as libraries, which would be linked: not used.) Captions are drawn into the picture and kept as a subtitle track.
"""

import io
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casedocs._extras import require
from casedocs._files import atomic_path
from casedocs.errors import LimitExceededError, OutputError, UsageError
from casedocs.geometry import Box
from casedocs.mindmap.layout import Arrangement
from casedocs.mindmap.model import Sheet, Topic
from casedocs.mindmap.render.drawing import Drawing, Frame, Label
from casedocs.mindmap.render.fonts import display_text, load_font
from casedocs.mindmap.render.png import to_png
from casedocs.mindmap.render.scene import RenderOptions, StepScene, wrap

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
    return " ".join(display_text(f"{topic.title.replace(chr(10), ' ')}{labels}{note}").split()) or "…"


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


def _picture(scene: StepScene, number: int, step: Step, options: FilmOptions) -> bytes:
    """One step as a PNG of the film's size: the camera stands on the topic, the caption lies at the bottom."""
    width, height = float(options.width), float(options.height)
    middle_x, middle_y = scene.box_of(number).center
    view = Box(middle_x - width * 0.45, middle_y - height * 0.42, middle_x + width * 0.55, middle_y + height * 0.58)
    drawing = Drawing(box=view, shapes=scene.shapes_until(number, view), title=step.caption)
    size, font = 24.0 * height / 720, load_font(bold=False)
    lines = wrap(step.caption, font, size, width * 0.92)
    if len(lines) > _CAPTION_LINES:
        lines = [*lines[: _CAPTION_LINES - 1], f"{lines[_CAPTION_LINES - 1]} …"]
    top = view.bottom - (len(lines) + 0.8) * size * 1.35
    drawing.shapes.append(Frame(box=Box(view.left, top, view.right, view.bottom), fill="#17202A"))
    for row, line in enumerate(lines):
        left = view.left + (width - font.width(line, size)) / 2
        drawing.shapes.append(
            Label(x=left, baseline=top + (row + 1.1) * size * 1.35, text=line, size=size, colour="#FFFFFF")
        )
    return to_png(drawing, frame=(options.width, options.height))


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


def _frames(scene: StepScene, steps: list[Step], options: FilmOptions) -> Iterator[tuple[bytes, int]]:
    from PIL import Image

    for number, step in enumerate(steps):
        with Image.open(io.BytesIO(_picture(scene, number, step, options))) as picture:
            yield picture.convert("RGB").tobytes(), step.frames


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
        MissingExtraError: If imageio-ffmpeg, resvg-py or the fonts are not installed.
        LimitExceededError: If there are too many steps.
        OutputError: If the video program fails or the file cannot be written.
    """
    options = options or FilmOptions()
    package = require("imageio_ffmpeg", extra="film")
    steps = steps_of(sheet, options)
    scene = StepScene(sheet, RenderOptions(arrangement=Arrangement.LOGIC, depth=options.depth))
    with tempfile.TemporaryDirectory(prefix="casedocs-") as folder:
        captions = Path(folder) / "captions.srt"
        captions.write_text(subtitles(steps, options.frames_per_second), encoding="utf-8")
        try:
            program = package.get_ffmpeg_exe()
        except RuntimeError as error:
            raise OutputError("the package imageio-ffmpeg has no video program for this system") from error
        with atomic_path(Path(target)) as temporary:
            command = _command(program, captions, temporary, options)
            _encode(command, _frames(scene, steps, options), Path(folder) / "log.txt")
    return FilmReport(
        steps=tuple(steps), frames=sum(step.frames for step in steps), missing=frozenset(scene.drawing.missing)
    )
