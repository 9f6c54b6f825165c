"""Tables of the old encodings: laws over all characters, and the system's converter as oracle where it is there."""

import shutil
import subprocess
import unicodedata

import pytest

from casedocs.errors import TextError
from casedocs.text._tables import CODES, LETTERS
from casedocs.text.codecs import Encoding, codec_for

OLD = [encoding for encoding in Encoding if encoding is not Encoding.UNICODE]
FONT_CAPITALS = {Encoding.TCVN3, Encoding.VIETWARE_F}
# BK HCM 1 gives the code of Ị to Ỵ too.
SHARED = {Encoding.BKHCM1: "Ỵ"}


def test_every_vietnamese_letter_is_in_the_tables() -> None:
    vowels = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = {unicodedata.normalize("NFC", vowel + mark) for vowel in vowels for mark in marks} | {"đ", "Đ"}
    assert set(LETTERS) == {letter for letter in letters if not letter.isascii()}
    assert set(CODES) == {encoding.value for encoding in OLD}


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("reading", ["latin-1", "cp1252"])
def test_decoding_undoes_encoding_for_every_letter(encoding: Encoding, reading: str) -> None:
    codec = codec_for(encoding)
    for letter in LETTERS:
        code = codec.encode(f"x{letter}")[1:]
        try:
            read = code.decode(reading)
        except UnicodeDecodeError:  # five codes of Windows-1252 are free
            continue
        if letter in SHARED.get(encoding, ""):
            continue
        wanted = letter.lower() if encoding in FONT_CAPITALS and codec.encode(letter.lower()) == code else letter
        assert codec.decode(read) == wanted


@pytest.mark.parametrize(
    ("name", "encoding"), [("TCVN5712-1", Encoding.TCVN3), ("VISCII", Encoding.VISCII), ("CP1258", Encoding.CP1258)]
)
def test_the_converter_of_the_system_agrees(name: str, encoding: Encoding) -> None:
    program = shutil.which("iconv")
    if (
        program is None
        or name not in subprocess.run([program, "-l"], capture_output=True, text=True, check=True).stdout
    ):
        pytest.skip("no iconv with this encoding here")
    codec = codec_for(encoding)
    letters = [letter for letter in LETTERS if letter.islower()]
    for letter in letters:
        command = [program, "-f", name, "-t", "UTF-8"]
        done = subprocess.run(command, input=codec.encode(letter), capture_output=True, check=True)
        assert unicodedata.normalize("NFC", done.stdout.decode()) == letter


@pytest.mark.parametrize(
    ("encoding", "text", "wanted"),
    [
        (Encoding.TCVN3, "ViÖn kiÓm s¸t nh©n d©n", "Viện kiểm sát nhân dân"),
        (Encoding.TCVN3, "n\xad\xedc, n\u2212\xedc, nhμ", "nước, nước, nhà"),
        (Encoding.VNI, "Vieän kieåm saùt nhaân daân", "Viện kiểm sát nhân dân"),
        (Encoding.VNI, "laúng kî TÖØ TöØ", "lẳng kỵ TỪ Từ"),
        (Encoding.VIQR, r"Vie^.t Nam, ddu+o+`ng, co\?", "Việt Nam, đường, co?"),
        (Encoding.VIETWARE_X, "Viãût", "Việt"),
    ],
)
def test_words(encoding: Encoding, text: str, wanted: str) -> None:
    assert codec_for(encoding).decode(text) == wanted


def test_what_has_no_code_is_named() -> None:
    with pytest.raises(TextError, match="tcvn3 has no code for '语'"):
        codec_for(Encoding.TCVN3).encode("tiếng 语")
    with pytest.raises(TextError, match="needs no codec"):
        codec_for(Encoding.UNICODE)
