"""Vietnamese text: normal form, old encodings, syllables, folding, repair, readers. Standard library only.

The names below load their module on first use, so that the recogniser can use `casedocs.text.syllable` alone.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casedocs.text.abbreviations import (
        Abbreviation,
        Meaning,
        Rewritten,
        contract_abbreviations,
        expand_abbreviations,
        find_abbreviations,
        meanings_of,
    )
    from casedocs.text.addresses import Address, AddressGrammar, AddressLevel, AddressPart, find_addresses
    from casedocs.text.calendar_values import Length, PartialDate
    from casedocs.text.changes import AlignedText, Change
    from casedocs.text.citations import Citation, find_citations, parse_citation
    from casedocs.text.codecs import Encoding
    from casedocs.text.dates import DateMention, find_dates, parse_date
    from casedocs.text.detect import Block, Detection, detect_blocks, detect_encoding, encoding_of_font
    from casedocs.text.document_numbers import DocumentNumber, find_document_numbers, parse_document_number
    from casedocs.text.files.convert import convert_file, read_text_file
    from casedocs.text.files.report import ConversionReport
    from casedocs.text.find import FindOptions, find_all
    from casedocs.text.findings import Finding, Kind, Problem
    from casedocs.text.folding import fold, fold_aligned, strip_diacritics
    from casedocs.text.folios import FolioReference, find_folios, parse_folios
    from casedocs.text.identifiers import Identifier, IdentifierType, Sex, find_identifiers, parse_identity_number
    from casedocs.text.land import LandPlot, find_land_plots
    from casedocs.text.laws import LawReference
    from casedocs.text.legacy import decode_legacy, decode_legacy_aligned, encode_legacy, text_from_bytes
    from casedocs.text.money import Money, find_money, money_to_words, parse_money
    from casedocs.text.names import Person, find_persons
    from casedocs.text.number_words import WordStyle, number_from_words, number_to_words
    from casedocs.text.numbers import Number, find_numbers, parse_number
    from casedocs.text.options import DashPolicy, NormalizeOptions, QuotePolicy, SpacePolicy, Step, YiPolicy
    from casedocs.text.pipeline import normalize, normalize_aligned
    from casedocs.text.plates import Plate, find_plates, parse_plate
    from casedocs.text.provinces import Province, find_province, provinces_at, successor
    from casedocs.text.provisions import Provision
    from casedocs.text.records import finding_to_record
    from casedocs.text.repair import RepairOptions, WordConfidence, repair_text
    from casedocs.text.restore import restore_diacritics, restore_diacritics_aligned
    from casedocs.text.syllable import Syllable, Tone, ToneStyle, is_syllable, iter_forms, parse_syllable
    from casedocs.text.terms import Term, find_terms, parse_term
    from casedocs.text.times import ClockTime, find_times, parse_time

__all__ = [
    "Abbreviation",
    "Address",
    "AddressGrammar",
    "AddressLevel",
    "AddressPart",
    "AlignedText",
    "Block",
    "Change",
    "Citation",
    "ClockTime",
    "ConversionReport",
    "DashPolicy",
    "DateMention",
    "Detection",
    "DocumentNumber",
    "Encoding",
    "FindOptions",
    "Finding",
    "FolioReference",
    "Identifier",
    "IdentifierType",
    "Kind",
    "LandPlot",
    "LawReference",
    "Length",
    "Meaning",
    "Money",
    "NormalizeOptions",
    "Number",
    "PartialDate",
    "Person",
    "Plate",
    "Problem",
    "Province",
    "Provision",
    "QuotePolicy",
    "RepairOptions",
    "Rewritten",
    "Sex",
    "SpacePolicy",
    "Step",
    "Syllable",
    "Term",
    "Tone",
    "ToneStyle",
    "WordConfidence",
    "WordStyle",
    "YiPolicy",
    "contract_abbreviations",
    "convert_file",
    "decode_legacy",
    "decode_legacy_aligned",
    "detect_blocks",
    "detect_encoding",
    "encode_legacy",
    "encoding_of_font",
    "expand_abbreviations",
    "find_abbreviations",
    "find_addresses",
    "find_all",
    "find_citations",
    "find_dates",
    "find_document_numbers",
    "find_folios",
    "find_identifiers",
    "find_land_plots",
    "find_money",
    "find_numbers",
    "find_persons",
    "find_plates",
    "find_province",
    "find_terms",
    "find_times",
    "finding_to_record",
    "fold",
    "fold_aligned",
    "is_syllable",
    "iter_forms",
    "meanings_of",
    "money_to_words",
    "normalize",
    "normalize_aligned",
    "number_from_words",
    "number_to_words",
    "parse_citation",
    "parse_date",
    "parse_document_number",
    "parse_folios",
    "parse_identity_number",
    "parse_money",
    "parse_number",
    "parse_plate",
    "parse_syllable",
    "parse_term",
    "parse_time",
    "provinces_at",
    "read_text_file",
    "repair_text",
    "restore_diacritics",
    "restore_diacritics_aligned",
    "strip_diacritics",
    "successor",
    "text_from_bytes",
]

_HOMES = {
    "abbreviations": (
        "Abbreviation",
        "Meaning",
        "Rewritten",
        "contract_abbreviations",
        "expand_abbreviations",
        "find_abbreviations",
        "meanings_of",
    ),
    "addresses": (
        "Address",
        "AddressGrammar",
        "AddressLevel",
        "AddressPart",
        "find_addresses",
    ),
    "calendar_values": (
        "Length",
        "PartialDate",
    ),
    "changes": (
        "AlignedText",
        "Change",
    ),
    "citations": (
        "Citation",
        "find_citations",
        "parse_citation",
    ),
    "codecs": ("Encoding",),
    "dates": (
        "DateMention",
        "find_dates",
        "parse_date",
    ),
    "detect": (
        "Block",
        "Detection",
        "detect_blocks",
        "detect_encoding",
        "encoding_of_font",
    ),
    "document_numbers": (
        "DocumentNumber",
        "find_document_numbers",
        "parse_document_number",
    ),
    "files.convert": (
        "convert_file",
        "read_text_file",
    ),
    "files.report": ("ConversionReport",),
    "find": (
        "FindOptions",
        "find_all",
    ),
    "findings": (
        "Finding",
        "Kind",
        "Problem",
    ),
    "folding": (
        "fold",
        "fold_aligned",
        "strip_diacritics",
    ),
    "folios": (
        "FolioReference",
        "find_folios",
        "parse_folios",
    ),
    "identifiers": (
        "Identifier",
        "IdentifierType",
        "Sex",
        "find_identifiers",
        "parse_identity_number",
    ),
    "land": (
        "LandPlot",
        "find_land_plots",
    ),
    "laws": ("LawReference",),
    "legacy": (
        "decode_legacy",
        "decode_legacy_aligned",
        "encode_legacy",
        "text_from_bytes",
    ),
    "money": (
        "Money",
        "find_money",
        "money_to_words",
        "parse_money",
    ),
    "names": (
        "Person",
        "find_persons",
    ),
    "number_words": (
        "WordStyle",
        "number_from_words",
        "number_to_words",
    ),
    "numbers": (
        "Number",
        "find_numbers",
        "parse_number",
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
    "plates": (
        "Plate",
        "find_plates",
        "parse_plate",
    ),
    "provinces": (
        "Province",
        "find_province",
        "provinces_at",
        "successor",
    ),
    "provisions": ("Provision",),
    "records": ("finding_to_record",),
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
    "terms": (
        "Term",
        "find_terms",
        "parse_term",
    ),
    "times": (
        "ClockTime",
        "find_times",
        "parse_time",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(_import_module(f"casedocs.text.{_HOME[name]}"), name)
    message = f"module 'casedocs.text' has no attribute {name!r}"
    raise AttributeError(message)
