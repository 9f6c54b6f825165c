"""The LibreOffice door: the real program where it is installed, stand-ins for everything that can go wrong."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest

from casedocs.errors import CasedocsError, CorruptFileError, EngineCrashedError, EngineNotFoundError, EngineTimeoutError
from casedocs.text.codecs import Encoding
from casedocs.text.files import office
from casedocs.text.files.convert import convert_file, read_text_file
from casedocs.text.files.office import as_docx
from casedocs.text.legacy import encode_legacy

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
real = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed on this machine")
scripts = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")

LINES = [
    "Căn cứ kết quả điều tra, đề nghị truy tố bị can.",
    "Nước sông dâng cao, người dân bơi xuồng ngược dòng.",
    "Kỹ thuật viên khẳng định chữ ký là của ông Thưởng.",
]
LINKED = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:body><office:text>'
    '<text:p>Biên bản<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
    '<draw:image xlink:href="{link}" xlink:type="simple"/></draw:frame></text:p>'
    "</office:text></office:body></office:document>"
)
UNICODE = "Đoạn này đã là Unicode, không được đổi."


def old_document(path: Path, encoding: Encoding, font: str) -> None:
    """A Word file as an office of 2000 left it: text in an old encoding, one bold run, one Unicode paragraph."""
    document = docx.Document()
    for line in LINES:
        run = document.add_paragraph().add_run(encode_legacy(line, encoding).decode("cp1252"))
        run.font.name, run.bold = font, line is LINES[0]
    document.add_paragraph().add_run(UNICODE).font.name = "Times New Roman"
    document.save(str(path))


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of .doc and .rtf files that LibreOffice itself wrote."""
    assert SOFFICE is not None
    folder = tmp_path_factory.mktemp("old")
    old_document(folder / "tài liệu TCVN3.docx", Encoding.TCVN3, ".VnTime")
    old_document(folder / "tài liệu VNI.docx", Encoding.VNI, "VNI-Times")
    profile = (folder / "profile").as_uri()
    for kind in ("doc", "rtf"):
        command = [SOFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir"]
        command += [str(folder), *map(str, folder.glob("*.docx"))]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder


@real
@pytest.mark.parametrize(
    ("name", "encoding"),
    [("TCVN3.doc", Encoding.TCVN3), ("VNI.doc", Encoding.VNI), ("TCVN3.rtf", Encoding.TCVN3)],
)
def test_real_old_files(tmp_path: Path, old_files: Path, name: str, encoding: Encoding) -> None:
    source = old_files / f"tài liệu {name}"
    before = source.read_bytes()
    report = convert_file(source, tmp_path / "mới.docx")
    assert report.pieces == {encoding: 3, Encoding.UNICODE: 1}
    paragraphs = docx.Document(str(tmp_path / "mới.docx")).paragraphs
    assert [paragraph.text for paragraph in paragraphs] == [*LINES, UNICODE]
    assert paragraphs[0].runs[0].bold
    assert {run.font.name for run in paragraphs[1].runs} == {"Times New Roman"}
    assert source.read_bytes() == before


@real
@pytest.mark.parametrize("charset", [2, 163])
def test_the_character_set_of_a_font_may_lie(tmp_path: Path, charset: int) -> None:
    text = "Viện kiểm sát nhân dân tỉnh, cơ quan nhà nước đã đề nghị"
    codes = "".join(chr(c) if c < 128 else f"\\'{c:02x}" for c in encode_legacy(text, Encoding.TCVN3))
    source = tmp_path / "a.rtf"
    font = f"{{\\fonttbl{{\\f0\\fnil\\fcharset{charset} .VnTime;}}}}"
    source.write_text(f"{{\\rtf1\\ansi\\ansicpg1252{font}\\f0 {codes}\\par}}", encoding="ascii")
    assert read_text_file(source).strip() == text


@real
def test_a_cut_file_is_named(tmp_path: Path, old_files: Path) -> None:
    source = tmp_path / "a.doc"
    source.write_bytes((old_files / "tài liệu VNI.doc").read_bytes()[:9000])
    with pytest.raises(CorruptFileError, match="made nothing"):
        read_text_file(source)


def stand_in(folder: Path, body: str) -> str:
    script = folder / "soffice"
    script.write_text(f"#!{sys.executable}\nimport os, signal, subprocess, sys, time\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def source_in(folder: Path) -> Path:
    source = folder / "a.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0")
    return source


@scripts
@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", EngineCrashedError, "died"),
        ("sys.exit(139)", EngineCrashedError, "exit code 139"),
        ("sys.exit('no export filter')", CorruptFileError, "no export filter"),
        ("pass", CorruptFileError, "exit code 0"),
        ("open(os.path.join(sys.argv[sys.argv.index('--outdir') + 1], 'a.docx'), 'w')", CorruptFileError, "nothing"),
    ],
)
def test_what_goes_wrong_has_a_name(tmp_path: Path, body: str, error: type[CasedocsError], says: str) -> None:
    source = source_in(tmp_path)
    with pytest.raises(error, match=says) as caught, as_docx(source, program=stand_in(tmp_path, body)):
        pass
    assert caught.value.hint
    assert caught.value.source == str(source)


@scripts
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 6)
    note = tmp_path / "child"
    body = (
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\ntime.sleep(600)"
    )
    with (
        pytest.raises(EngineTimeoutError, match="longer than 6 s"),
        as_docx(source_in(tmp_path), program=stand_in(tmp_path, body)),
    ):
        pass
    assert is_gone(int(note.read_text()))


def is_gone(process: int) -> bool:
    """Whether a process ends within a minute (a zombie counts)."""
    for _ in range(1200):
        state = Path(f"/proc/{process}/stat")
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@scripts
def test_a_program_that_does_not_start(tmp_path: Path) -> None:
    with (
        pytest.raises(EngineNotFoundError, match="did not start"),
        as_docx(source_in(tmp_path), program=str(tmp_path / "nothing here")),
    ):
        pass


@real
def test_a_linked_picture_is_not_fetched(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        link = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        source = tmp_path / "a.odt"
        source.write_text(LINKED.format(link=link), encoding="utf-8")
        assert "Biên bản" in read_text_file(source)
        with pytest.raises(TimeoutError):
            server.accept()
