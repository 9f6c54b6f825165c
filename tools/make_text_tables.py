"""Writes ``src/casedocs/text/_tables.py``: the byte codes of the old Vietnamese encodings.

Run from the root of the repository: ``python tools/make_text_tables.py``. Needs glibc's ``iconv``.

Where the facts come from:

- TCVN 5712:1993 (set 1, on which the .VnTime fonts rest) and VISCII (RFC 1456): asked from glibc's converter.
- VIQR: RFC 1456, section 2. CP1258: code page 1258, letter with shape and then the tone.
- VNI, BK HCM 2 and VIETWARE-X write a base letter and a mark byte: the marks are listed here.
- VPS, BK HCM 1 and VIETWARE-F are fonts with one byte a letter: their code charts are listed here, in the order
  a ă â e ê i o ô ơ u ư y, each with huyền hỏi ngã sắc nặng, then đ.
"""

import subprocess
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "casedocs" / "text" / "_tables.py"
VOWELS = "aăâeêioôơuưy"
TONES = {"": "", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "sắc": "\u0301", "nặng": "\u0323"}
LOWER = [unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in TONES.values()] + ["đ"]
LETTERS = [letter for letter in (*LOWER, *(letter.upper() for letter in LOWER)) if not letter.isascii()]

CHARTS = {
    "vps": """
        E0 E4 E3 E1 E5 E6 A2 A3 A4 A1 A5 E2 C0 C4 C5 C3 C6 E8 C8 EB E9 CB EA 8A 8B CD 89 8C EC CC EF ED CE
        F2 D5 F5 F3 86 F4 D2 B0 87 D3 B6 D6 A9 AA AB A7 AE F9 FB DB FA F8 DC D8 BA BB D9 BF FF 9B CF 9A 9C C7
        80 81 82 C1 02 88 8E 8F F0 8D 04 C2 84 85 1C 83 03 D7 DE FE C9 05 CA 93 94 95 90 06 B5 B7 B8 B4 10
        BC BD BE B9 11 D4 97 98 99 96 12 F7 9E 9F A6 9D 13 A8 D1 AC DA 14 D0 AF B1 1D AD 15 B2 FD B3 DD 19 F1""",
    "bkhcm1": """
        BF C0 C1 BE C2 D7 D9 DA DB D8 DC DD DF E0 E1 DE E2 C4 C5 C6 C3 C7 E3 E5 E6 E7 E4 E8 C9 CA CB C8 CC
        CE CF D0 CD D1 E9 EB EC ED EA EE EF F1 F2 F3 F0 F4 D3 D4 D5 D2 D6 F5 F7 F8 F9 F6 FA FC FD FE FB FF BD
        81 82 83 80 84 99 9B 9C 9D 9A 9E 9F A1 A2 A3 7E A4 86 87 88 85 89 A5 A7 A8 A9 A6 AA 8B 8C 8D 8A 8E
        90 91 92 8F 93 AB AD AE AF AC B0 B1 B3 B4 B5 B2 B6 95 96 97 94 98 B7 B9 BA BB B8 BC 5E 60 7C 7B 8E 7D""",
    "vietware_f": """
        AA B6 BA C0 C1 9F C2 C3 C4 C5 C6 A1 C7 C8 C9 CA CB CC CD CE CF D1 A3 D2 D3 D4 D5 D6 D8 D9 DA DB DC
        DF E0 E1 E2 E3 A4 E4 E5 E6 E7 E8 A5 E9 EA EB EC ED EE EF F1 F2 F3 A7 F4 F5 F6 F7 F8 F9 FA FB FC FF A2
        AA B6 BA C0 C1 96 C2 C3 C4 C5 C6 97 C7 C8 C9 CA CB CC CD CE CF D1 99 D2 D3 D4 D5 D6 D8 D9 DA DB DC
        DF E0 E1 E2 E3 9A E4 E5 E6 E7 E8 9B E9 EA EB EC ED EE EF F1 F2 F3 9C F4 F5 F6 F7 F8 F9 FA FB FC FF 98""",
}

# Mark bytes of the two-byte fonts, for small letters; capitals are 0x20 lower. The key is (shape letters, tone).
VNI_MARKS = {
    ("", "huyền"): 0xF8, ("", "hỏi"): 0xFB, ("", "ngã"): 0xF5, ("", "sắc"): 0xF9, ("", "nặng"): 0xEF,
    ("ă", ""): 0xEA, ("ă", "huyền"): 0xE8, ("ă", "hỏi"): 0xFA, ("ă", "ngã"): 0xFC, ("ă", "sắc"): 0xE9,
    ("ă", "nặng"): 0xEB,
    ("âêô", ""): 0xE2, ("âêô", "huyền"): 0xE0, ("âêô", "hỏi"): 0xE5, ("âêô", "ngã"): 0xE3, ("âêô", "sắc"): 0xE1,
    ("âêô", "nặng"): 0xE4,
}  # fmt: skip
VNI_SINGLE = {"ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "í": 0xED, "ị": 0xF2, "ơ": 0xF4, "ư": 0xF6, "ỵ": 0xEE, "đ": 0xF1}
BK2_SINGLE = {"ă": 0xF9, "â": 0xEA, "ê": 0xEF, "ô": 0xF6, "ơ": 0xFA, "ư": 0xFB, "đ": 0xE0}
BK2_SINGLE |= {"ì": 0xF2, "ỉ": 0xF3, "ĩ": 0xF4, "í": 0xF1, "ị": 0xF5}
BK2_MARKS = {
    ("", "huyền"): 0xE2, ("", "hỏi"): 0xE3, ("", "ngã"): 0xE4, ("", "sắc"): 0xE1, ("", "nặng"): 0xE5,
    ("ă", "huyền"): 0xE7, ("ă", "hỏi"): 0xE8, ("ă", "ngã"): 0xE9, ("ă", "sắc"): 0xE6, ("ă", "nặng"): 0xE5,
    ("âêô", "huyền"): 0xEC, ("âêô", "hỏi"): 0xED, ("âêô", "ngã"): 0xEE, ("âêô", "sắc"): 0xEB, ("âêô", "nặng"): 0xE5,
}  # fmt: skip
VWX_SINGLE = {"ă": 0xE0, "â": 0xE1, "ê": 0xE3, "ô": 0xE4, "ơ": 0xE5, "ư": 0xE6, "đ": 0xE2, "ỵ": 0x00}
VWX_SINGLE |= {"ì": 0xE7, "ỉ": 0xE8, "ĩ": 0xE9, "í": 0xEA, "ị": 0xEB}
VWX_MARKS = {
    ("", "huyền"): 0xEC, ("", "hỏi"): 0xED, ("", "ngã"): 0xEE, ("", "sắc"): 0xEF, ("", "nặng"): 0xFB,
    ("oơ", "nặng"): 0xFC, ("y", "nặng"): 0xF1, ("ô", "nặng"): 0xFC,
    ("ă", "huyền"): 0xF2, ("ă", "hỏi"): 0xF3, ("ă", "ngã"): 0xF4, ("ă", "sắc"): 0xF5, ("ă", "nặng"): 0xFB,
    ("âêô", "huyền"): 0xF6, ("âêô", "hỏi"): 0xF8, ("âêô", "ngã"): 0xF9, ("âêô", "sắc"): 0xFA, ("âê", "nặng"): 0xFB,
}  # fmt: skip
VIQR_MARKS = dict(zip("\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u031b", "`?~'.(^+", strict=True))
CP1258_MARKS = {"\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2}


def by_iconv(name: str) -> dict[str, bytes]:
    codes: dict[str, bytes] = {}
    for letter in LETTERS:
        done = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", name], input=letter.encode(), capture_output=True, check=False
        )
        if done.returncode == 0 and len(done.stdout) == 1:
            codes[letter] = done.stdout
    return codes


def with_vn_fonts(codes: dict[str, bytes]) -> dict[str, bytes]:
    """The .Vn fonts have no toned capitals: they share the byte of the small letter, the font makes it a capital."""
    shapes = set("ĂÂÊÔƠƯĐ")
    return {letter: codes[letter if letter in shapes else letter.lower()] for letter in LETTERS}


def split(letter: str) -> tuple[str, str, str]:
    """Letter without any mark, letter with its shape, name of the tone."""
    apart = unicodedata.normalize("NFD", letter)
    tone = next((name for name, mark in TONES.items() if mark and mark in apart), "")
    shaped = unicodedata.normalize("NFC", apart.replace(TONES[tone], "")) if tone else letter
    return apart[0], shaped, tone


def two_bytes(single: dict[str, int], marks: dict[tuple[str, str], int]) -> dict[str, bytes]:
    codes: dict[str, bytes] = {}
    for letter in LETTERS:
        low = letter.lower()
        base, shaped, tone = split(low)
        down = 0 if letter == low else 0x20
        if single.get(low):
            codes[letter] = bytes([single[low] - down])
            continue
        if shaped in single:
            first, shape = single[shaped], shaped
        else:
            first, shape = ord(base), shaped if not shaped.isascii() else ""
        wanted = [(key, byte) for key, byte in marks.items() if key[1] == tone]
        own = [byte for key, byte in wanted if key[0] and (shape or base) in key[0]]
        plain = [byte for key, byte in wanted if not key[0]]
        codes[letter] = bytes([first - down, (own or plain)[0] - down])
    return codes


def by_marks(letter: str, marks: dict[str, str]) -> str:
    if letter in "đĐ":
        return letter.replace("đ", "dd").replace("Đ", "DD")
    apart = unicodedata.normalize("NFD", letter)
    shapes = [mark for mark in apart[1:] if mark not in TONES.values()]
    tones = [mark for mark in apart[1:] if mark in TONES.values()]
    return apart[0] + "".join(marks[mark] for mark in shapes + tones)


def cp1258(letter: str) -> bytes:
    _, shaped, tone = split(letter)
    return shaped.encode("cp1258") + (bytes([CP1258_MARKS[TONES[tone]]]) if tone else b"")


def all_codes() -> dict[str, dict[str, bytes]]:
    tables = {
        "tcvn3": with_vn_fonts(by_iconv("TCVN5712-1")),
        "vni": two_bytes(VNI_SINGLE, VNI_MARKS),
        "viscii": by_iconv("VISCII"),
        "viqr": {letter: by_marks(letter, VIQR_MARKS).encode() for letter in LETTERS},
        "cp1258": {letter: cp1258(letter) for letter in LETTERS},
        "bkhcm2": two_bytes(BK2_SINGLE, BK2_MARKS),
        "vietware_x": two_bytes(VWX_SINGLE, VWX_MARKS),
    }
    for name, chart in CHARTS.items():
        tables[name] = {letter: bytes([int(code, 16)]) for letter, code in zip(LETTERS, chart.split(), strict=True)}
    return tables


def main() -> int:
    rows = [
        '"""Codes of the old encodings, written by ``tools/make_text_tables.py``; see there for the sources."""',
        "",
    ]
    rows += ['__all__ = ["CODES", "LETTERS"]', ""]
    half = len(LETTERS) // 2
    rows += [f'LETTERS = "{"".join(LETTERS[:half])}"', f'LETTERS += "{"".join(LETTERS[half:])}"', ""]
    rows += ["# For each encoding the bytes of every letter of LETTERS, in hexadecimal.", "CODES = {"]
    for name, codes in all_codes().items():
        words = [codes[letter].hex().upper() for letter in LETTERS]
        rows.append(f'    "{name}": (')
        rows += [f'        "{" ".join(words[at : at + 16])} "' for at in range(0, len(words), 16)]
        rows.append("    ),")
    TARGET.write_text("\n".join([*rows, "}", ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
