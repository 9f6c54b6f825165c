"""Detection and decoding of old text. The sentences are ours; the encodings are made by our own encoder."""

import unicodedata
from collections.abc import Callable

import pytest

from casedocs.errors import TextError
from casedocs.spans import Span
from casedocs.text.changes import apply_edits
from casedocs.text.codecs import Encoding
from casedocs.text.detect import detect_blocks, detect_encoding, encoding_of_font
from casedocs.text.legacy import (
    Piece,
    decode_legacy,
    decode_legacy_aligned,
    decode_pieces,
    encode_legacy,
    text_from_bytes,
)

TEXT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Căn cứ các điều 36 và 143 Bộ luật Tố tụng hình sự, người bị hại đã khai tại trụ sở."
)
OLD = [encoding for encoding in Encoding if encoding is not Encoding.UNICODE]


def old(text: str, encoding: Encoding) -> str:
    return encode_legacy(text, encoding).decode("latin-1")


@pytest.mark.parametrize("encoding", OLD)
def test_each_encoding_is_found_and_read(encoding: Encoding) -> None:
    detection = detect_encoding(old(TEXT, encoding))
    assert detection.encoding is encoding
    assert detection.confidence > 0.7
    assert detection.reasons
    assert decode_legacy(old(TEXT, encoding)) == TEXT


def test_a_mixed_file_is_read_block_by_block() -> None:
    lines = TEXT.split("\n")
    mixed = f"{old(lines[2], Encoding.VNI)}\n{lines[2]}\n{old(lines[2], Encoding.TCVN3)}\t{lines[1]}"
    assert decode_legacy(mixed) == f"{lines[2]}\n{lines[2]}\n{lines[2]}\t{lines[1]}"
    blocks = detect_blocks(mixed)
    assert [block.detection.encoding for block in blocks[:3]] == [Encoding.VNI, Encoding.UNICODE, Encoding.TCVN3]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        unicodedata.normalize("NFD", TEXT),
        "thay `sửa đối`; `tông doanh thu`; `mở hồ sơ` cho `người lao động`",
        "L'été à la forêt où naît l'âme; déjà vu, très élevé",
        "Der Schüler überquert die Straße, größer für Mädchen",
        "El niño pidió más café en el jardín, además está aquí",
        "São João não são ações",
        "Çok güzel bir gün, şöyle özür İstanbul",
        "Příliš žluťoučký kůň úpěl ďábelské ódy",
        "Москва и область, Ελλάδα, 日本語",
        "plain ASCII, don't. What? a^2+b^2 = c^2; o'clock",
        "25 °C, 12 m², ½, §5, © 2024, «a», 3×4",
        "",
        "\t\n\n",
    ],
)
def test_unicode_and_foreign_text_comes_through(text: str) -> None:
    assert decode_legacy(text) == text
    assert detect_encoding(text).encoding is Encoding.UNICODE


def test_capitals_of_the_font() -> None:
    assert decode_legacy("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert decode_legacy("UBND x· T©n Hµ, Hµ Néi") == "UBND xã Tân Hà, Hà Nội"
    assert decode_legacy("quyÕt ®Þnh", font=".VnTimeH") == "QUYẾT ĐỊNH"
    assert decode_legacy("quyÕt ®Þnh", font=".VnTime") == "quyết định"


@pytest.mark.parametrize("lost", ["", "-"])
def test_a_lost_u_is_put_back(lost: str) -> None:
    text = "C¨n cø quyÕt ®Þnh cña Së, ng\xadêi ®\xadîc nhµ n\xad\xedc giao nhiÖm vô".replace("\xad", lost)
    assert decode_legacy(text) == "Căn cứ quyết định của Sở, người được nhà nước giao nhiệm vụ"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (".VnTime", Encoding.TCVN3),
        ("ABCDEE+.VnArialH", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("VPS Times", Encoding.VPS),
        ("Times New Roman", None),
        ("Verdana", None),
        ("Vivaldi", None),
        ("Vineta BT", None),
    ],
)
def test_font_names(name: str, wanted: Encoding | None) -> None:
    assert encoding_of_font(name) is wanted


def test_a_font_that_lies_is_overruled() -> None:
    assert decode_legacy(old(TEXT, Encoding.VNI), font=".VnTime") == TEXT
    assert decode_legacy("®", font=".VnTime") == "đ"


def test_the_way_back_and_the_reasons() -> None:
    text = old("Điều tra viên", Encoding.VNI)
    aligned = decode_legacy_aligned(text, explain=True)
    assert aligned.text == "Điều tra viên"
    assert aligned.offsets.invert().map(Span(0, 4)).of(text) == old("Điều", Encoding.VNI)
    assert [change.reason for change in aligned.changes] == ["vni"]


def test_bytes_of_a_plain_file() -> None:
    assert text_from_bytes("tiếng Việt".encode()) == "tiếng Việt"
    assert text_from_bytes(b"\xef\xbb\xbfa") == "a"
    assert text_from_bytes("tiếng".encode("utf-16")) == "tiếng"
    assert decode_legacy(text_from_bytes(encode_legacy(TEXT, Encoding.VPS))) == TEXT


def test_letters_without_a_code_are_named() -> None:
    with pytest.raises(TextError, match="no code"):
        encode_legacy("日本", Encoding.VNI)


@pytest.mark.parametrize("moved", [lambda code: chr(0xF000 + code), lambda code: bytes([code]).decode("cp1258")])
def test_codes_that_a_program_moved(moved: Callable[[int], str]) -> None:
    text = "Viện kiểm sát nhân dân tỉnh đã đề nghị"
    read = "".join(chr(code) if code == 32 else moved(code) for code in encode_legacy(text, Encoding.TCVN3))
    (piece,) = decode_pieces([Piece(read, ".VnTime")])
    assert piece.text == text
    assert apply_edits(read, piece.edits) == text
    assert decode_pieces([Piece(read, "Wingdings")])[0].text != text


def test_unicode_in_an_old_font_is_left_alone() -> None:
    text = "Đường ướt, người dân bơi xuồng"
    assert decode_pieces([Piece(text, ".VnTime")])[0].text == text


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("x· T©n Hng, huyÖn Long Phó", "xã Tân Hưng, huyện Long Phú"),
        ("nh vËy lµ nhng ®· trng cÇu", "như vậy là nhưng đã trưng cầu"),
        ("10 kg, QL 1A, ng th km", "10 kg, QL 1A, ng th km"),
    ],
)
def test_words_that_lost_their_only_vowel(read: str, wanted: str) -> None:
    """A PDF writer does not draw the soft hyphen that is the ư of TCVN3."""
    assert decode_pieces([Piece(read, ".VnTime")])[0].text == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("- BÞ c¸o khai; n-íc, nh- vËy\n- Ngêi lµm chøng", "- Bị cáo khai; nước, như vậy\n- Người làm chứng"),
        ("Tõ n¨m 1998 - 2001 t¹i x· A", "Từ năm 1998 - 2001 tại xã A"),
        (
            "Ng\u2212êi d©n n\u2212íc ta \u2212 tõ 1998 \u2212 2001, ®é \u22125",
            "Người dân nước ta \u2212 từ 1998 \u2212 2001, độ \u22125",
        ),
    ],
)
def test_a_dash_by_itself_is_no_lost_letter(old: str, new: str) -> None:
    assert decode_legacy(old) == new
