"""The use case: a document → its fields."""

import re
from collections.abc import Iterable, Iterator, Sequence

from casedocs.classify.document import DocumentView
from casedocs.errors import UsageError
from casedocs.extract._names import name_key
from casedocs.extract._source import Source
from casedocs.extract._spelling import one_spelling
from casedocs.extract.charge import read_charge, read_citations
from casedocs.extract.cited import read_cited
from casedocs.extract.exhibits import read_exhibits
from casedocs.extract.heading import read_heading
from casedocs.extract.model import Extraction, Field, FieldName
from casedocs.extract.officials import read_officials
from casedocs.extract.options import ExtractOptions
from casedocs.extract.persons import find_persons
from casedocs.extract.proceedings import read_proceedings
from casedocs.extract.quantities import read_quantities
from casedocs.extract.signature import read_signers
from casedocs.extract.tables import TableView
from casedocs.extract.terms import read_terms
from casedocs.text.syllable import is_syllable

__all__ = ["fields"]

_OFFICES = frozenset({FieldName.OFFICER, FieldName.SIGNER, FieldName.GIVER, FieldName.RECEIVER})
_FRAME = frozenset({FieldName.AGENCY, FieldName.PARENT_AGENCY, FieldName.NUMBER})
_CHARGED = frozenset({FieldName.OFFENCE, FieldName.SENTENCE, FieldName.COURT})
_OLD = re.compile(
    r"(?<![a-z])(?:tien an|tien su|nhan than)(?![a-z])|(?<![a-z])da (?:tung )?bi (?:ket an|xu phat|toa an)"
)
_CHARGE_AGAIN = re.compile(
    r"(?<![a-z])(?:khoi to|truy to|hien (?:dang )?bi|pham toi (?:lan nay|moi))(?![a-z])|;[^;]*(?:tam giam|tam giu)"
)
_ARTICLES = re.compile(r"(?:^|\n)[ \f#*]*dieu [0-9]+[a-z]?(?:[.]|[ ]?:)")
_LEAST_ARTICLES = 12
"""Orders and judgments of one case have fewer numbered articles of their own."""
_DEFAULT = ExtractOptions()
_WORD = re.compile(r"[^\W_]+")


def fields(
    document: DocumentView,
    *,
    kind: str | None = None,
    tables: Sequence[TableView] = (),
    options: ExtractOptions = _DEFAULT,
) -> Extraction:
    """Reads the fields of one paper.

    What the paper does not say is absent, never guessed; a label with nothing behind it gives the empty string.

    Args:
        document: One paper: recognised pages, or a text (`casedocs.classify.TextDocument.from_text`).
        kind: Its kind in the catalogue, where known; kept in the result.
        tables: Its tables, where the caller can read them; without them lists are read from lines only.
        options: Details.

    Raises:
        UsageError: If `document` has no pages attribute.
    """
    if not hasattr(document, "pages"):
        raise UsageError(
            f"fields wants a document with pages, not {type(document).__name__}",
            hint="wrap a text: casedocs.classify.TextDocument.from_text(text)",
        )
    source = Source(document)
    if not _readable(source.text, options.least_readable):
        return Extraction(text=source.text, kind=kind, readable=False)
    found = sorted(_fields(source, document, tables, options), key=lambda one: (one.span, one.name))
    persons = find_persons(source, _in_office(found))[: options.most]
    found = [one for one in found if not _of_old(source, one)]
    custody = [one.span for person in persons for one in person.details if one.name is FieldName.CUSTODY]
    kept = (
        one for one in found if one.name is not FieldName.TERM or not any(one.span.overlaps(span) for span in custody)
    )
    spelt, persons = one_spelling(source, tuple(_limited(kept, options.most)), persons)
    return Extraction(text=source.text, kind=kind, fields=tuple(spelt), persons=persons)


def _of_old(source: Source, field: Field) -> bool:
    """Whether an offence, a sentence, a court is that of an earlier conviction of a person."""
    if field.name not in _CHARGED:
        return False
    start = source.paragraph_start(field.span.start)
    old = list(_OLD.finditer(source.folded, start, field.span.start))
    return bool(old) and not _CHARGE_AGAIN.search(source.folded, old[-1].end(), field.span.start)


def _in_office(found: Iterable[Field]) -> frozenset[str]:
    """The names of those who act in office: they are no persons of the case unless the paper gives them a role."""
    values = (one.value for one in found if one.name in _OFFICES)
    names = (value if isinstance(value, str) else getattr(value, "name", None) for value in values)
    return frozenset(name_key(name) for name in names if name)


def _fields(
    source: Source, document: DocumentView, tables: Sequence[TableView], options: ExtractOptions
) -> Iterator[Field]:
    heading = list(read_heading(source, document))
    yield from heading
    number = next((one for one in heading if one.name is FieldName.NUMBER), None)
    own = None if number is None else number.canonical
    yield from read_cited(source, own, None if number is None else (number.span.start, number.span.end))
    yield from read_signers(source)
    if _is_act(source):
        yield from read_citations(source) if options.citations else ()
        return
    yield from read_charge(source, all_citations=options.citations)
    yield from read_terms(source)
    yield from read_quantities(source)
    yield from read_proceedings(source, max((one.span.end for one in heading if one.name in _FRAME), default=0))
    yield from read_officials(source)
    yield from read_exhibits(source, tables)


def _is_act(source: Source) -> bool:
    """Whether this is a law, a decree, a circular: what it says of offences, courts and terms is of no case."""
    return len(_ARTICLES.findall(source.folded)) >= _LEAST_ARTICLES


def _limited(found: Iterable[Field], most: int) -> Iterator[Field]:
    counts: dict[FieldName, int] = {}
    for field in found:
        counts[field.name] = counts.get(field.name, 0) + 1
        if counts[field.name] <= most:
            yield field


def _readable(text: str, least: float) -> bool:
    """Whether enough of the words are Vietnamese syllables, numbers or capital symbols."""
    words = _WORD.findall(text)[:3000]
    if not words:
        return False
    good = sum(1 for word in words if word.isdigit() or (word.isalpha() and is_syllable(word.lower())))
    return good >= least * len(words)
