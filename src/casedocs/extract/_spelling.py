"""One spelling for each name of a paper: where a scanner lost a mark once, the mention that was read best decides.

Two names are one when they agree in all letters, marks apart (`name_key`). What a person's mentions, officials and
signers say is compared; the spelling that was read well more often wins, and the fields that differ take it over.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casedocs.extract._names import mixed_case, name_key
from casedocs.extract._source import Source
from casedocs.extract.model import Field, FieldName, Person
from casedocs.extract.values import Official, Signer

__all__ = ["one_spelling"]

_NAMED = frozenset({FieldName.OFFICER, FieldName.SIGNER, FieldName.GIVER, FieldName.RECEIVER})


def one_spelling(
    source: Source, fields: Sequence[Field], persons: Sequence[Person]
) -> tuple[list[Field], tuple[Person, ...]]:
    """The fields and persons with every name in its best spelling; nothing changes where nothing was recognised."""
    best = _best(_spellings(source, fields, persons))
    if not best:
        return list(fields), tuple(persons)
    people = tuple(replace(one, name=_renamed(one.name, best)) for one in persons)
    return [_renamed(one, best) for one in fields], people


def _spellings(source: Source, fields: Iterable[Field], persons: Iterable[Person]) -> Iterator[tuple[str, float]]:
    """Every mention of a name in full, as printed, with how well its worst word was read."""
    named = [one.span for one in fields if one.name in _NAMED and _name_of(one) is not None]
    named += [span for person in persons for span in (person.name.span, *person.mentions)]
    for span in dict.fromkeys(named):
        known = [word.confidence for word in source.linear.words(span) if word.confidence is not None]
        text = " ".join(map(mixed_case, span.of(source.text).split()))
        if known and " " in text:
            yield text, min(known)


def _best(spellings: Iterable[tuple[str, float]]) -> dict[str, str]:
    """Key of a name → its best spelling, for names that are spelt in more than one way."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for text, read_well in spellings:
        weights[name_key(text)][text] += read_well**4
    return {key: max(texts, key=texts.__getitem__) for key, texts in weights.items() if len(texts) > 1}


def _name_of(field: Field) -> str | None:
    value = field.value
    if isinstance(value, Official | Signer):
        return value.name
    return value if isinstance(value, str) else None


def _renamed(field: Field, best: dict[str, str]) -> Field:
    name = _name_of(field)
    better = (
        None
        if name is None or (field.name not in _NAMED and field.name is not FieldName.NAME)
        else best.get(name_key(name))
    )
    if better is None or better == name:
        return field
    if isinstance(field.value, Official | Signer):
        return replace(field, value=replace(field.value, name=better))
    return replace(field, value=better)
