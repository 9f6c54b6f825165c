"""Vietnamese text: normal form, old encodings, syllables, folding, repair. Standard library only.

The names below load their module on first use, so that the recogniser can use `casedocs.text.syllable` alone.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casedocs.text.changes import AlignedText, Change
    from casedocs.text.codecs import Encoding
    from casedocs.text.detect import Block, Detection, detect_blocks, detect_encoding, encoding_of_font
    from casedocs.text.files.convert import convert_file, read_text_file
    from casedocs.text.files.report import ConversionReport
    from casedocs.text.folding import fold, fold_aligned, strip_diacritics
    from casedocs.text.legacy import decode_legacy, decode_legacy_aligned, encode_legacy, text_from_bytes
    from casedocs.text.options import DashPolicy, NormalizeOptions, QuotePolicy, SpacePolicy, Step, YiPolicy
    from casedocs.text.pipeline import normalize, normalize_aligned
    from casedocs.text.repair import RepairOptions, WordConfidence, repair_text
    from casedocs.text.restore import restore_diacritics, restore_diacritics_aligned
    from casedocs.text.syllable import Syllable, Tone, ToneStyle, is_syllable, iter_forms, parse_syllable

__all__ = [
    "AlignedText",
    "Block",
    "Change",
    "ConversionReport",
    "DashPolicy",
    "Detection",
    "Encoding",
    "NormalizeOptions",
    "QuotePolicy",
    "RepairOptions",
    "SpacePolicy",
    "Step",
    "Syllable",
    "Tone",
    "ToneStyle",
    "WordConfidence",
    "YiPolicy",
    "convert_file",
    "decode_legacy",
    "decode_legacy_aligned",
    "detect_blocks",
    "detect_encoding",
    "encode_legacy",
    "encoding_of_font",
    "fold",
    "fold_aligned",
    "is_syllable",
    "iter_forms",
    "normalize",
    "normalize_aligned",
    "parse_syllable",
    "read_text_file",
    "repair_text",
    "restore_diacritics",
    "restore_diacritics_aligned",
    "strip_diacritics",
    "text_from_bytes",
]

_HOMES = {
    "changes": (
        "AlignedText",
        "Change",
    ),
    "codecs": ("Encoding",),
    "detect": (
        "Block",
        "Detection",
        "detect_blocks",
        "detect_encoding",
        "encoding_of_font",
    ),
    "files.convert": (
        "convert_file",
        "read_text_file",
    ),
    "files.report": ("ConversionReport",),
    "folding": (
        "fold",
        "fold_aligned",
        "strip_diacritics",
    ),
    "legacy": (
        "decode_legacy",
        "decode_legacy_aligned",
        "encode_legacy",
        "text_from_bytes",
    ),
    "options": (
        "DashPolicy",
        "NormalizeOptions",
        "QuotePolicy",
        "SpacePolicy",
        "Step",
        "YiPolicy",
    ),
    "pipeline": (
        "normalize",
        "normalize_aligned",
    ),
    "repair": (
        "RepairOptions",
        "WordConfidence",
        "repair_text",
    ),
    "restore": (
        "restore_diacritics",
        "restore_diacritics_aligned",
    ),
    "syllable": (
        "Syllable",
        "Tone",
        "ToneStyle",
        "is_syllable",
        "iter_forms",
        "parse_syllable",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(_import_module(f"casedocs.text.{_HOME[name]}"), name)
    message = f"module 'casedocs.text' has no attribute {name!r}"
    raise AttributeError(message)
