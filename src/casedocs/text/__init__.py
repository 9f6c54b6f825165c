"""Vietnamese text: normal form, old encodings, syllables, folding, repair. Standard library only.

The names below load their module on first use, so that the recogniser can use `casedocs.text.syllable` alone.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casedocs.text.folding import fold, fold_aligned, strip_diacritics
    from casedocs.text.syllable import Syllable, Tone, ToneStyle, is_syllable, iter_forms, parse_syllable

__all__ = [
    "Syllable",
    "Tone",
    "ToneStyle",
    "fold",
    "fold_aligned",
    "is_syllable",
    "iter_forms",
    "parse_syllable",
    "strip_diacritics",
]

_HOMES = {
    "folding": ("fold", "fold_aligned", "strip_diacritics"),
    "syllable": ("Syllable", "Tone", "ToneStyle", "is_syllable", "iter_forms", "parse_syllable"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(_import_module(f"casedocs.text.{_HOME[name]}"), name)
    message = f"module 'casedocs.text' has no attribute {name!r}"
    raise AttributeError(message)
