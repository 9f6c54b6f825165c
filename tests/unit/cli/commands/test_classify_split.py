"""The commands classify and split."""

import json
from pathlib import Path

from click.testing import CliRunner

from casedocs.cli.commands.classify import command as classify
from casedocs.cli.commands.split import command as split

PAPER = (
    "VIỆN KIỂM SÁT NHÂN DÂN TỈNH A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {0}/CT-VKS-P1\n"
    "A, ngày 2 tháng 3 năm 2024\nCÁO TRẠNG\nNơi nhận:\n- Lưu.\n"
)


def run(command: object, *arguments: str) -> tuple[int, str]:
    import click

    assert isinstance(command, click.Command)
    done = CliRunner().invoke(command, list(arguments))
    return done.exit_code, done.output


def test_files_are_the_default(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAPER.format(1), encoding="utf-8")
    code, output = run(classify, str(tmp_path), "--why")
    assert code == 0
    assert "Cáo trạng" in output
    assert "CÁO TRẠNG" in output


def test_json_and_failures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAPER.format(1), encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    code, output = run(classify, str(tmp_path), "--json")
    assert code == 3
    record = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
    assert record["kind"] == "vks_indictment"
    assert record["header"]["number"]["serial"] == "1"


def test_the_catalogue_is_searched() -> None:
    code, output = run(classify, "kinds", "cao", "trang", "--issuer", "vks")
    assert code == 0
    assert output.startswith("vks_indictment\t")
    assert json.loads(run(classify, "kinds", "--form", "156/HS", "--json")[1])[0]["id"] == "vks_indictment"


def test_a_model_is_taught_and_used(tmp_path: Path) -> None:
    for label, words in (("own_a", "mèo vàng chạy nhanh"), ("own_b", "chó đen sủa to")):
        (tmp_path / label).mkdir()
        for number in range(3):
            (tmp_path / label / f"{number}.txt").write_text(f"{words} {number}", encoding="utf-8")
    model = tmp_path / "own.json"
    code, output = run(classify, "train", str(tmp_path), "--output", str(model), "--alone")
    assert (code, model.exists()) == (0, True)
    assert "6" in output
    assert "own_a, own_b" in output, "no kinds of the catalogue"
    assert run(classify, "files", str(tmp_path / "own_a"), "--model", str(model))[0] == 0


def test_the_default_threshold_is_that_of_the_library() -> None:
    from casedocs.classify import ClassifyOptions

    option = next(one for one in classify.commands["files"].params if one.name == "threshold")
    assert option.default == ClassifyOptions().threshold


def test_split_as_table_and_json(tmp_path: Path) -> None:
    path = tmp_path / "tập.txt"
    path.write_text("\f".join(PAPER.format(number) for number in (1, 2)), encoding="utf-8")
    code, output = run(split, str(path))
    assert code == 0
    assert "1–1" in output
    assert "Cáo trạng" in output
    record = json.loads(run(split, str(path), "--json")[1])
    assert [(one["first_page"], one["last_page"]) for one in record["documents"]] == [(1, 1), (2, 2)]
