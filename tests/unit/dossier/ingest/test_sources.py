import os
import unicodedata
from pathlib import Path

import pytest

from casedocs.dossier.ingest.sources import assign_names, find_files
from casedocs.errors import InputError, SourceNotFoundError, UsageError


def named(*paths: str, known: dict[str, str] | None = None, taken: tuple[str, ...] = ()) -> list[str]:
    listed = [Path(path) for path in paths]
    names = assign_names(listed, known or {}, taken)
    return [names[path] for path in listed]


def test_two_sources_of_one_name_have_two_names() -> None:
    assert named("a/x.pdf", "b/x.pdf", "c/x.png") == ["x", "x (2)", "x (3)"]


def test_upper_and_lower_case_and_forms_of_unicode_are_one_name() -> None:
    decomposed = unicodedata.normalize("NFD", "Hồ sơ")
    assert named("a/Bản Khai.pdf", "b/BẢN KHAI.pdf") == ["Bản Khai", "BẢN KHAI (2)"]
    assert named(f"{decomposed}.pdf", "Hồ sơ.pdf") == ["Hồ sơ", "Hồ sơ (2)"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CON", "_CON"),
        ("nul.2025", "_nul.2025"),
        ("com1", "_com1"),
        ("aux .x", "_aux .x"),
        ("summary", "_summary"),
        ("console", "console"),
        ("a:b?c*d", "a_b_c_d"),
        ("tab\there", "tab_here"),
        ("điểm cuối. . ", "điểm cuối"),
        ("v1.2", "v1.2"),
    ],
)
def test_names_that_some_system_refuses(name: str, expected: str) -> None:
    assert named(f"{name}.pdf") == [expected]


def test_long_names_are_cut_and_stay_different() -> None:
    first, second = "Biên bản " * 40 + "1", "Biên bản " * 40 + "2"
    names = named(f"{first}.pdf", f"{second}.pdf")
    assert len(set(names)) == 2
    for name in names:
        assert len(name.encode()) <= 200
        assert name.startswith("Biên bản")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_names_that_are_no_unicode() -> None:
    assert named(os.fsdecode(b"b\xe1n.pdf")) == ["b\ufffdn"]


def test_names_of_earlier_runs_and_of_other_peoples_files_are_kept() -> None:
    assert named("b/x.pdf", "a/x.pdf", known={"a/x.pdf": "x"}) == ["x (2)", "x"]
    assert named("x.pdf", taken=("X", "x (2)")) == ["x (3)"]


# --- finding --------------------------------------------------------------------------------------------------------


def found(*sources: Path, output: Path) -> list[tuple[str, bool]]:
    return [(file.path.name, file.wanted) for file in find_files(sources, output)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "hồ sơ"
    for name in ("b/2.pdf", "b/1.PDF", "a.tiff", "b/ghi chú.docx", ".ẩn.pdf", ".git/x.pdf", "~$1.pdf", "ra/a.pdf"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


def test_folders_are_walked_in_order_without_hidden_files_and_the_output(folder: Path) -> None:
    assert found(folder, output=folder / "ra") == [
        ("a.tiff", True),
        ("1.PDF", True),
        ("2.pdf", True),
        ("ghi chú.docx", False),
    ]


def test_named_files_are_taken_as_they_are_and_once(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    docx = folder / "b" / "ghi chú.docx"
    assert found(docx, folder / "a.tiff", folder / "b" / ".." / "a.tiff", output=output) == [
        ("ghi chú.docx", True),
        ("a.tiff", True),
    ]


def test_links_to_folders_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "b" / "loop").symlink_to(folder, target_is_directory=True)
    assert len(found(folder, output=tmp_path / "out")) == 5


def test_what_makes_no_sense_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no source"):
        found(output=tmp_path)
    with pytest.raises(UsageError, match="standard input"):
        found(Path("-"), output=tmp_path)
    with pytest.raises(UsageError, match="also a source"):
        found(folder, output=folder)
    with pytest.raises(SourceNotFoundError):
        found(tmp_path / "none", output=tmp_path / "out")
    with pytest.raises(InputError):
        found(tmp_path / ("x" * 5000), output=tmp_path / "out")


def test_a_folder_that_cannot_be_opened_is_handed_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.iterdir

    def refuse(self: Path) -> object:
        if self.name == "b":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert found(folder, output=folder / "ra") == [("a.tiff", True), ("b", True)]
