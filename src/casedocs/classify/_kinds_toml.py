"""Reading of an office's own kinds and form sets from TOML."""

from collections.abc import Mapping

from casedocs._reading import Node
from casedocs.classify.kinds import (
    DOMAINS,
    FAMILIES,
    ISSUERS,
    STAGES,
    Catalogue,
    Certainty,
    FormReference,
    FormSet,
    Kind,
    form_set_from,
)
from casedocs.errors import FormatError

__all__ = ["extend"]


def extend(catalogue: Catalogue, node: Node) -> Catalogue:
    """The catalogue with the tables ``[[form_set]]`` and ``[[kind]]`` of a file.

    Raises:
        FormatError: If the file breaks the schema; ``.path`` says where.
    """
    sets = dict(catalogue.form_sets)
    for item in _members(node, "form_set"):
        made = form_set_from(item)
        sets[made.id] = made
    kinds = {kind.id: kind for kind in catalogue.kinds}
    for item in _members(node, "kind"):
        kind_id = item.get("id").text()
        kinds[kind_id] = _kind(item, kinds.get(kind_id), sets)
    known = {"form_set", "kind"}
    for key, value in node.members():
        if key not in known:
            raise FormatError(f"is not known; use {', '.join(sorted(known))}", path=value.path)
    return Catalogue(tuple(kinds.values()), sets, catalogue.provenance)


def _members(node: Node, key: str) -> list[Node]:
    found = node.find(key)
    return [] if found is None else list(found.items())


_KEYS = frozenset(
    {
        *("id", "name", "family", "domains", "stages", "issuers", "printed_issuers", "abbreviation"),
        *("number_patterns", "titles", "cues", "legal_basis", "forms", "secrecy"),
    }
)
_TEXTS = ("name", "family", "printed_issuers", "abbreviation", "legal_basis")
_LISTS = {"domains": DOMAINS, "stages": STAGES, "issuers": ISSUERS, "number_patterns": None, "cues": None,
          "secrecy": frozenset("NPCS")}  # fmt: skip


def _kind(node: Node, known: Kind | None, sets: Mapping[str, FormSet]) -> Kind:
    """A kind of the office; what it does not name stays as in `known`."""
    values: dict[str, object] = {}
    for key, value in node.members():
        if key not in _KEYS:
            raise FormatError(f"is not known; use {', '.join(sorted(_KEYS))}", path=value.path)
        if key in _TEXTS:
            values[key] = _checked_text(key, value)
        elif key in _LISTS:
            values[key] = _checked_list(value, _LISTS[key])
    if (titles := node.find("titles")) is not None:
        values["titles"] = tuple(tuple(line.text() for line in title.items()) for title in titles.items())
    if (forms := node.find("forms")) is not None:
        values["forms"] = tuple(_form(item, sets) for item in forms.items())
    base: dict[str, object] = {"domains": ("any",)}
    if known is None:
        for key in ("name", "family"):
            node.get(key)
    else:
        base = {name: getattr(known, name) for name in Kind.__slots__}
    kind_id = node.get("id").text()
    if not kind_id.strip():
        raise FormatError("is empty", path=f"{node.path}.id")
    made = base | values | {"id": kind_id, "certainty": Certainty.OFFICE}
    return Kind(**made)  # type: ignore[arg-type]  # every key was read by its type above


def _checked_text(key: str, node: Node) -> str:
    text = node.text()
    if key == "family" and text not in FAMILIES:
        raise FormatError(f"{text!r} is no family; use one of {', '.join(FAMILIES)}", path=node.path)
    return text


def _checked_list(node: Node, allowed: frozenset[str] | None) -> tuple[str, ...]:
    words = tuple(item.text() for item in node.items())
    for index, word in enumerate(words):
        if allowed is not None and word not in allowed:
            raise FormatError(f"{word!r} is not one of {', '.join(sorted(allowed))}", path=f"{node.path}[{index}]")
    return words


def _form(node: Node, sets: Mapping[str, FormSet]) -> FormReference:
    set_id, _, number = node.text().partition(" ")
    if set_id not in sets:
        raise FormatError(f"form set {set_id!r} is not known", hint="describe it in [[form_set]]", path=node.path)
    return FormReference(set_id, number.strip())
