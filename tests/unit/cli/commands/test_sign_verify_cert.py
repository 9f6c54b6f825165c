"""``casedocs sign``, ``verify`` and ``cert`` as a clerk uses them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives import serialization
from PIL import Image

from casedocs.cli.main import root
from casedocs.errors import SourceNotFoundError
from tests.support import attacks
from tests.support.pki import PASSWORD, Pki, rsa_key
from tests.support.signed_pdfs import plain_pdf


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys, certificates and documents, valid today."""
    path = tmp_path_factory.mktemp("cli")
    pki = Pki(start=datetime.now(UTC) - timedelta(days=30))
    signer = pki.issue("Nguyễn Văn Thử", rsa_key())
    (path / "khoa.p12").write_bytes(signer.p12())
    (path / "pin.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    (path / "root.pem").write_bytes(pki.root.pem)
    (path / "cert.pem").write_bytes(signer.pem + signer.chain[0].public_bytes(serialization.Encoding.PEM))
    (path / "key.pem").write_bytes(signer.key_pem())
    documents = path / "van ban"
    documents.mkdir()
    for number in range(2):
        (documents / f"qđ {number}.pdf").write_bytes(plain_pdf(number + 1))
    return path


def call(*arguments: object, text: str = "") -> Result:
    return CliRunner().invoke(root, [str(item) for item in arguments], input=text, standalone_mode=False)


@pytest.fixture(scope="module")
def signed(folder: Path) -> Path:
    target = folder / "da ky.pdf"
    done = call(
        "sign",
        folder / "van ban" / "qđ 0.pdf",
        "--p12",
        folder / "khoa.p12",
        "--secret-file",
        folder / "pin.txt",
        "-o",
        target,
    )
    assert done.return_value == 0, done.output
    return target


def test_sign_and_verify(folder: Path, signed: Path) -> None:
    done = call("verify", signed, "--trust", folder / "root.pem", "--slip", folder / "phieu.pdf")
    assert (done.return_value, done.exception) == (0, None)
    assert (folder / "phieu.pdf").read_bytes().startswith(b"%PDF")
    data = json.loads(call("verify", signed, "--trust", folder / "root.pem", "--json").output)
    assert data["signatures"][0]["signer"]["common_name"] == "Nguyễn Văn Thử"


def test_exit_codes(folder: Path, signed: Path) -> None:
    assert call("verify", signed).return_value == 4
    broken = folder / "sua.pdf"
    broken.write_bytes(attacks.append(signed.read_bytes(), attacks.forged_contents(signed.read_bytes())))
    done = call("verify", signed, broken, "--trust", folder / "root.pem", "--table", folder / "bang.tsv")
    assert done.return_value == 6
    assert "sua.pdf" in (folder / "bang.tsv").read_text(encoding="utf-8")


def test_the_password_is_asked_for_and_never_shown(folder: Path) -> None:
    target = folder / "hoi.pdf"
    done = call(
        "sign", folder / "van ban" / "qđ 0.pdf", "--p12", folder / "khoa.p12", "-o", target, text=f"{PASSWORD}\n"
    )
    assert done.return_value == 0
    assert PASSWORD not in done.output
    assert target.exists()
    assert call(
        "sign", folder / "van ban" / "qđ 0.pdf", "--p12", folder / "khoa.p12", "-o", target, text="sai\n"
    ).exception


def test_folder_with_audit_log(folder: Path) -> None:
    out, log = folder / "ra", folder / "nhat ky.jsonl"
    arguments = (
        "sign",
        folder / "van ban",
        "--cert",
        folder / "cert.pem",
        "--key",
        folder / "key.pem",
        "-o",
        out,
        "--audit",
        log,
    )
    assert call(*arguments).return_value == 0
    assert len(list(out.glob("*.pdf"))) == 2
    done = call("sign", "audit", log)
    assert done.return_value == 0
    assert "2" in done.output
    again = call(*arguments)
    assert again.return_value == 0
    assert again.output.count("–") == 2
    log.write_bytes(log.read_bytes().replace(b"B-B", b"B-T", 1))
    assert call("sign", "audit", log).exception is not None


def test_looks(folder: Path) -> None:
    image = folder / "tay.png"
    Image.new("RGBA", (300, 100), (0, 0, 200, 128)).save(image, dpi=(300, 300))
    base = ("--cert", folder / "cert.pem", "--key", folder / "key.pem")
    source = folder / "van ban" / "qđ 0.pdf"
    for number, look in enumerate(
        (
            ("--look", "person", "--image", image, "--below", "BIEN BAN"),
            ("--look", "attachment", "--text", "15/QĐ-VKS"),
            ("--look", "copy", "--text", "VKS khu vực 7"),
            ("--look", "text", "--text", "{signer}", "--box", 100, 100, 300, 140),
        )
    ):
        target = folder / f"look {number}.pdf"
        assert call("sign", source, *base, *look, "-o", target).return_value == 0
        assert call("verify", target, "--trust", folder / "root.pem").return_value == 0
    preview = folder / "xem.png"
    assert call("sign", "preview", source, "--look", "text", "--text", "x", "-o", preview).return_value == 0
    assert preview.read_bytes().startswith(b"\x89PNG")


def test_detached(folder: Path) -> None:
    source = folder / "pin.txt"
    base = ("--cert", folder / "cert.pem", "--key", folder / "key.pem")
    assert call("sign", "detached", source, *base).return_value == 0
    signature = folder / "pin.txt.p7s"
    assert call("verify", source, "--signature", signature, "--trust", folder / "root.pem").return_value == 0
    assert (
        call("verify", folder / "key.pem", "--signature", signature, "--trust", folder / "root.pem").return_value == 6
    )


def test_certificates(folder: Path) -> None:
    rows = json.loads(call("cert", "list", folder / "cert.pem", "--json").output)
    assert [row["name"] for row in rows] == ["Nguyễn Văn Thử", "CA thử nghiệm"]
    assert call("cert", "list", folder / "cert.pem").return_value == 0
    assert call("cert", "check", folder / "cert.pem", "--trust", folder / "root.pem").return_value == 0
    assert call("cert", "check", folder / "cert.pem").return_value == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ("sign", "x.pdf"),
        ("sign", "x.pdf", "--level", "B-T"),
        ("verify", "khong-co.pdf"),
        ("sign", "preview", "x.pdf", "-o", "x.png"),
    ],
)
def test_mistakes_are_named(arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.exception is not None
    assert type(done.exception).__module__.startswith(("casedocs.errors", "click."))


def test_the_password_from_the_key_ring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    kept = {("casedocs", "vks"): PASSWORD}
    monkeypatch.setattr(keyring, "get_password", lambda service, entry: kept.get((service, entry)))
    source, target = folder / "van ban" / "qđ 1.pdf", folder / "kho khoa.pdf"
    base = ("sign", source, "--p12", folder / "khoa.p12", "-o", target, "--keyring")
    assert call(*base, "vks").return_value == 0
    assert target.exists()
    assert "key ring" in str(call(*base, "khac").exception)


def test_json_of_several_files_is_one_list(folder: Path, signed: Path) -> None:
    data = json.loads(call("verify", signed, signed, "--trust", folder / "root.pem", "--json").output)
    assert [report["verdict"] for report in data] == ["PASSED", "PASSED"]


def test_a_missing_file_is_an_error_and_no_verdict(folder: Path) -> None:
    assert isinstance(call("verify", folder / "khong-co.pdf").exception, SourceNotFoundError)


def test_a_folder_is_signed_once_and_documents_of_the_same_name_stay_apart(folder: Path, tmp_path: Path) -> None:
    for name, pages in (("a", 1), ("b", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "qđ.pdf").write_bytes(plain_pdf(pages))
    arguments = ("sign", tmp_path, "--cert", folder / "cert.pem", "--key", folder / "key.pem")
    assert call(*arguments).return_value == 0
    assert call(*arguments).output.count("–") == 2
    made = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "signed").rglob("*.pdf"))
    assert made == ["signed/a/qđ.pdf", "signed/b/qđ.pdf"]
