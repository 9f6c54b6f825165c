"""The characters that the network knows, in the order of its outputs.

Output 0 is the blank of CTC; output ``i`` stands for ``CHARSET[i - 1]``. A leader of forms (a run of more than three
dots) is one character, ``…``; three dots are three dots.
"""

import re
import unicodedata

__all__ = ["BLANK", "CHARSET", "CLASSES", "SPACE", "decodable", "decode", "encode", "fold"]

BLANK = 0

_ASCII = " 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below


def _vietnamese() -> str:
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES]
    lower = "".join([*"ăâđêôơư", *toned])
    return lower + lower.upper()


_MARKS = "“”‘’–—…•°§«»²×½±≤≥□©®€£"
CHARSET = _ASCII + _vietnamese() + _MARKS
CLASSES = len(CHARSET) + 1
SPACE = CHARSET.index(" ") + 1
"""The output that stands for the blank between words."""
_INDEX = {character: index + 1 for index, character in enumerate(CHARSET)}

# Characters that look like one the network knows, or that mean the same on paper.
_FOLDED = str.maketrans(
    {
        "\u00a0": " ",
        "\t": " ",
        "\u00ad": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2015": "—",
        "Ð": "Đ",
        "„": "“",
        "\u201f": "“",
        "′": "’",
        "″": "”",
        "·": "•",
        "●": "•",
        "▪": "•",
        "☐": "□",
        "º": "°",
        "\u200b": "",
        "\ufeff": "",
        "\u200e": "",
    }
)
_LEADER = re.compile(r"(?:[.…]\s?){3,}[.…]|[.…]{4,}|…{2,}")


def fold(text: str) -> str:
    """One line of text as the network would write it: NFC, single blanks, leaders as one ``…``."""
    text = unicodedata.normalize("NFC", text.translate(_FOLDED))
    return " ".join(_LEADER.sub("…", text).split())


def decodable(text: str) -> bool:
    """Whether every character of a folded line is one the network knows."""
    return all(character in _INDEX for character in text)


def encode(text: str) -> list[int]:
    """The outputs that stand for a folded line; characters that the network does not know are left out."""
    return [_INDEX[character] for character in text if character in _INDEX]


def decode(labels: list[int]) -> str:
    """The text of a list of outputs (blanks give nothing)."""
    return "".join(CHARSET[label - 1] for label in labels if label != BLANK)
