"""The final ``y`` or ``i`` of ``kỹ / kĩ``: both are in use, official texts mostly write ``y``.

The rule of 1984 (Quyết định 240/QĐ) writes ``i`` after h k l m s t v; the way back is a list, because ``mì``, ``tỉ mỉ``
and ``lì`` never had a ``y``. Words that begin with a capital may be names (Mỹ, Lý) and stay.
"""

import re
from collections.abc import Iterator

from casedocs.text.changes import Edit
from casedocs.text.options import YiPolicy

__all__ = ["y_i"]

_TO_I = dict(zip("yỳỷỹýỵ", "iìỉĩíị", strict=True))
_TO_Y = dict(zip("iìỉĩíị", "yỳỷỹýỵ", strict=True))
_WITH_Y = ("hi", "hỉ", "kì", "kí", "kỉ", "kị", "kĩ", "lí", "mĩ", "sĩ", "tỉ", "tị")
_ENDS_IN_Y = re.compile(r"(?<![^\W\d_])[hklmstvHKLMSTV][yỳỷỹýỵYỲỶỸÝỴ](?![^\W\d_])")
_LISTED = re.compile(rf"(?<![^\W\d_])(?:{'|'.join((*_WITH_Y, *map(str.upper, _WITH_Y)))})(?![^\W\d_])")


def y_i(text: str, policy: YiPolicy) -> Iterator[Edit]:
    """Edits that bring lower-case and all-capital words to a policy. Text in NFC."""
    pattern, table = (_ENDS_IN_Y, _TO_I) if policy is YiPolicy.I else (_LISTED, _TO_Y)
    for match in pattern.finditer(text):
        word = match.group()
        if word.islower():
            yield match.end() - 1, match.end(), table[word[-1]]
        elif word.isupper():
            yield match.end() - 1, match.end(), table[word[-1].lower()].upper()
