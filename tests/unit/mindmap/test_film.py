import subprocess
from pathlib import Path

import imageio_ffmpeg
import pytest

from casedocs.errors import OutputError, UsageError
from casedocs.mindmap import Boundary, MindMap, Note
from casedocs.mindmap._fonts import load_fonts
from casedocs.mindmap.film import FilmOptions, render_film, steps_of, subtitles
from casedocs.mindmap.layout import arrange
from casedocs.mindmap.render.options import Theme
from casedocs.mindmap.render.paint import paint
from casedocs.mindmap.render.theme import palette

OPTIONS = FilmOptions(width=320, height=240, frames_per_second=5, seconds=0.4, words_per_second=20)


def case() -> MindMap:
    mind_map = MindMap.new("Vụ án Đồng Tháp")
    branch = mind_map.sheets[0].root.add("Lời khai", labels=["BL 12"])
    branch.note = Note(plain="nhận tội")
    branch.add("Mâu thuẫn 😀")
    return mind_map


def test_steps_say_title_folio_and_note() -> None:
    steps = steps_of(case().sheets[0], OPTIONS)
    assert [step.caption for step in steps] == ["Vụ án Đồng Tháp", "Lời khai (BL 12) – nhận tội", "Mâu thuẫn 😀"]
    assert [step.frames for step in steps] == [2, 2, 2]
    slow = FilmOptions(words_per_second=1, frames_per_second=10)
    assert steps_of(case().sheets[0], slow)[0].frames == 40


def test_subtitles_follow_the_frames() -> None:
    text = subtitles(steps_of(case().sheets[0], OPTIONS), 5)
    assert text.startswith("1\n00:00:00,000 --> 00:00:00,400\nVụ án Đồng Tháp\n\n2\n00:00:00,400 --> 00:00:00,800\n")


def test_the_film_decodes_to_its_frames_and_captions(tmp_path: Path) -> None:
    path = tmp_path / "phim.mp4"
    report = render_film(case().sheets[0], path, options=OPTIONS)
    assert report.frames == 6
    assert report.missing == {"😀"}
    frames, seconds = imageio_ffmpeg.count_frames_and_secs(str(path))
    assert frames == 6
    assert seconds == pytest.approx(1.2, abs=0.05)
    program = imageio_ffmpeg.get_ffmpeg_exe()
    command = [program, "-loglevel", "error", "-i", str(path), "-map", "0:s:0", "-f", "srt", "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    for step in report.steps:
        assert step.caption in said
    raw = [program, "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    pixels = subprocess.run(raw, capture_output=True, check=True).stdout
    assert len(pixels) == 6 * 320 * 240
    first, last = pixels[: 320 * 240], pixels[-320 * 240 :]
    assert first != last
    assert [item.name for item in tmp_path.iterdir()] == ["phim.mp4"]


def test_a_failing_program_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "ffmpeg"
    fake.write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: str(fake))
    with pytest.raises(OutputError, match="broken"):
        render_film(case().sheets[0], tmp_path / "out" / "phim.mp4", options=OPTIONS)
    assert list((tmp_path / "out").iterdir()) == []


def test_options_are_checked() -> None:
    for bad in ({"width": 321}, {"height": 10}, {"frames_per_second": 0}, {"seconds": 0}):
        with pytest.raises(UsageError):
            FilmOptions(**bad)


def test_a_frame_does_not_come_before_what_it_holds() -> None:
    mind_map = MindMap.new("Vụ án")
    root = mind_map.sheets[0].root
    members = [root.add("một"), root.add("hai")]
    root.add("ba")
    root.boundaries.append(Boundary(members=members))
    layout = arrange(mind_map.sheets[0])
    scene = paint(layout, "", load_fonts(), palette(Theme.LIGHT), lambda _link: None)
    assert scene.groups[0].owner == 2
