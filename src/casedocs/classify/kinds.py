"""The catalogue of document kinds: what a procuracy office meets on paper.

613 kinds with title, family, domain, stage, issuers, number pattern, form numbers, legal basis and secrecy class, each
with a mark that says how sure its facts are. Shipped as data (``data/kinds.json``, made by ``scripts/build_kinds.py``);
an office adds its own kinds, or changes ours, with a TOML file (`Catalogue.extended`).
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

from casedocs._files import read_limited
from casedocs._reading import Node
from casedocs.errors import FormatError, UsageError

__all__ = ["FAMILIES", "Catalogue", "Certainty", "FormReference", "FormSet", "Kind", "builtin_catalogue"]

_SCHEMA = "casedocs.kinds/1"
_MAX_TOML = 4_000_000

FAMILIES: Mapping[str, str] = {
    "ban_an": "Bản án",
    "ban_anh": "Bản ảnh",
    "ban_sao": "Bản sao",
    "bao_cao": "Báo cáo",
    "bao_cao_noi_bo": "Báo cáo nội bộ",
    "bien_ban": "Biên bản",
    "cao_trang": "Cáo trạng",
    "cong_van": "Công văn",
    "de_nghi": "Đề nghị",
    "don": "Đơn",
    "giay_to": "Giấy tờ",
    "hanh_chinh": "Văn bản hành chính",
    "ho_so": "Hồ sơ, danh mục",
    "ke_hoach": "Kế hoạch",
    "ket_luan": "Kết luận",
    "khang_nghi": "Kháng nghị",
    "kien_nghi": "Kiến nghị",
    "lenh": "Lệnh",
    "phieu": "Phiếu",
    "quyet_dinh": "Quyết định",
    "so": "Sổ",
    "so_do": "Sơ đồ",
    "thong_bao": "Thông báo",
    "trang": "Trang",
    "van_ban_phien_toa": "Văn bản tại phiên tòa",
    "yeu_cau": "Yêu cầu",
}
"""Families (the coarse classes) with their Vietnamese names."""
DOMAINS = frozenset({"criminal", "civil", "administrative", "admin", "any"})
STAGES = frozenset({"to_giac", "khoi_to", "dieu_tra", "truy_to", "xet_xu", "thi_hanh_an", "any"})
ISSUERS = frozenset(
    {
        *("agency", "any", "bailiff", "bank", "committee", "commune_police", "court", "cqdt", "enforcement", "expert"),
        *("land", "lawyer", "medical", "notary", "person", "police", "prison", "valuation", "vks"),
    }
)


class Certainty(StrEnum):
    """How sure the facts of a kind are."""

    FOUND = "F"
    """Seen in a source."""
    FOUND_SHORTENED = "F~"
    """Seen, but the exact wording may differ."""
    ACT_FOUND = "FK"
    """The act stands in a law; title and number pattern are own knowledge."""
    BELIEVED = "K"
    """Own knowledge, not checked against a source."""
    OFFICE = "office"
    """Added by the office's own file."""


@dataclass(frozen=True, slots=True)
class FormSet:
    """A regulation that issues forms.

    Attributes:
        id: ``TT03/2026``.
        mark: How the form box names it: ``03/2026`` (see `casedocs.classify.header.FormBox.regulation`).
        title: ``Thông tư 03/2026/TT-VKSTC``.
        issuer: Who issued it.
        valid_from: First day (where only the year was found, its first day).
        valid_until: Last day; None where it is in force or the end is not known.
        series: The series that its numbers carry (``HS``), several parted by blanks; empty where none.
    """

    id: str
    mark: str
    title: str
    issuer: str
    valid_from: date
    valid_until: date | None
    series: str

    def in_force(self, day: date) -> bool:
        """Whether papers of that day follow the set."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class FormReference:
    """The form of a kind.

    Attributes:
        form_set: Id of the set.
        number: ``156/HS``; empty where only the set is known.
        certain: Whether the number was found.
    """

    form_set: str
    number: str
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document.

    Attributes:
        id: Stable English word.
        name: Vietnamese title.
        abbreviation: What stands before the agency in the number (``QĐ``); empty where none; ``L?`` where the letters
            of an order were not found.
        issuers: Classes of issuers: ``vks``, ``cqdt``, ``court``, ``person``, …
        printed_issuers: The issuers as the table of facts names them.
        domains: ``criminal``, ``civil``, ``administrative`` (litigation), ``admin`` (office work), ``any``.
        stages: ``to_giac``, ``khoi_to``, ``dieu_tra``, ``truy_to``, ``xet_xu``, ``thi_hanh_an``, ``any``.
        family: Key of `FAMILIES`.
        number_patterns: With ``{so}``, ``{năm}``, ``{cq}`` …; ``(K)`` marks a pattern that was not checked.
        titles: Ways of printing the title, each a tuple of lines; empty for kinds without a heading.
        cues: Other words of its first page.
        legal_basis: Articles that it stands on.
        forms: Its forms.
        secrecy: ``N`` none, ``P`` personal data, ``C`` work secrecy, ``S`` may carry a state-secret mark.
        certainty: How sure the facts are.
    """

    id: str
    name: str
    family: str
    domains: tuple[str, ...]
    stages: tuple[str, ...] = ("any",)
    issuers: tuple[str, ...] = ("any",)
    printed_issuers: str = ""
    abbreviation: str = ""
    number_patterns: tuple[str, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    cues: tuple[str, ...] = ()
    legal_basis: str = ""
    forms: tuple[FormReference, ...] = ()
    secrecy: tuple[str, ...] = ("N",)
    certainty: Certainty = Certainty.OFFICE

    @property
    def has_heading(self) -> bool:
        """Whether its page names the kind."""
        return bool(self.titles)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Kinds and form sets.

    Attributes:
        kinds: In the order of the table.
        form_sets: By id.
        provenance: Where the facts come from.
    """

    kinds: tuple[Kind, ...]
    form_sets: Mapping[str, FormSet]
    provenance: str = ""
    _by_id: Mapping[str, Kind] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Checks the ids.

        Raises:
            UsageError: If an id occurs twice.
        """
        by_id = {kind.id: kind for kind in self.kinds}
        if len(by_id) != len(self.kinds):
            double = next(kind.id for index, kind in enumerate(self.kinds) if by_id[kind.id] is not self.kinds[index])
            raise UsageError(f"kind {double!r} occurs twice", hint="give every kind an id of its own")
        object.__setattr__(self, "_by_id", by_id)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.kinds)

    def __len__(self) -> int:
        return len(self.kinds)

    def __contains__(self, kind_id: object) -> bool:
        return kind_id in self._by_id

    def get(self, kind_id: str) -> Kind:
        """The kind of that id.

        Raises:
            UsageError: If there is none.
        """
        kind = self._by_id.get(kind_id)
        if kind is None:
            raise UsageError(f"there is no kind {kind_id!r}", hint="see: casedocs classify kinds")
        return kind

    def find(
        self,
        *,
        family: str | None = None,
        domain: str | None = None,
        stage: str | None = None,
        issuer: str | None = None,
        abbreviation: str | None = None,
        form: str | None = None,
    ) -> tuple[Kind, ...]:
        """The kinds for which all that is given holds.

        Args:
            family: Key of `FAMILIES`.
            domain: Such as ``criminal``.
            stage: Such as ``dieu_tra``.
            issuer: Such as ``vks``.
            abbreviation: Such as ``QĐ``.
            form: Set and number as in ``TT03/2026 156/HS``, or a number alone.
        """
        return tuple(
            kind
            for kind in self.kinds
            if (family is None or kind.family == family)
            and (domain is None or domain in kind.domains)
            and (stage is None or stage in kind.stages)
            and (issuer is None or issuer in kind.issuers)
            and (abbreviation is None or kind.abbreviation == abbreviation)
            and (form is None or any(form in (item.number, f"{item.form_set} {item.number}") for item in kind.forms))
        )

    def extended(self, source: Path | str) -> "Catalogue":
        """The catalogue with the kinds of an office's TOML file; a known id is replaced.

        The file holds ``[[kind]]`` tables with at least ``id``, ``name`` and ``family``; further keys are those of
        `Kind` (``titles`` a list of lists of lines), and ``[[form_set]]`` tables with the keys of `FormSet`. A table
        with a known id changes only the keys that it names.

        Raises:
            InputError: If the file cannot be read, is no TOML, or breaks the schema (`FormatError` says where).
        """
        path = Path(source)
        try:
            node = Node(tomllib.loads(read_limited(path, _MAX_TOML).decode("utf-8-sig")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FormatError(
                f"{path.name} is no TOML file: {error}", hint="correct the line that is named", source=str(path)
            ) from error
        try:
            return self._with(node)
        except FormatError as error:
            hint = error.hint or "see the how-to on kinds of your own"
            raise FormatError(f"{path.name}: {error.message}", hint=hint, source=str(path)) from error

    def _with(self, node: Node) -> "Catalogue":
        sets = dict(self.form_sets)
        for item in _members(node, "form_set"):
            made = _form_set(item)
            sets[made.id] = made
        kinds = dict(self._by_id)
        for item in _members(node, "kind"):
            kind_id = item.get("id").text()
            kinds[kind_id] = _kind(item, kinds.get(kind_id), sets)
        known = {"form_set", "kind"}
        for key, value in node.members():
            if key not in known:
                raise FormatError(f"is not known; use {', '.join(sorted(known))}", path=value.path)
        return Catalogue(tuple(kinds.values()), sets, self.provenance)


@cache
def builtin_catalogue() -> Catalogue:
    """The catalogue that is shipped."""
    text = files("casedocs.classify").joinpath("data/kinds.json").read_text(encoding="utf-8")
    node = Node(json.loads(text))
    if node.get("schema").text() != _SCHEMA:
        raise FormatError(f"expected {_SCHEMA!r}", path="schema")
    sets = {made.id: made for made in map(_form_set, node.get("form_sets").items())}
    kinds = tuple(_shipped(item.mapping()) for item in node.get("kinds").items())
    return Catalogue(kinds, sets, node.get("provenance").text())


def _shipped(row: dict[str, object]) -> Kind:
    """A kind of our own file, whose shape the script that made it warrants (and a test checks)."""

    def words(key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = row.get(key)
        return tuple(map(str, value)) if isinstance(value, list) else default

    titles = row.get("titles")
    forms = row.get("forms")
    return Kind(
        id=str(row["id"]),
        name=str(row["name"]),
        family=str(row["family"]),
        domains=words("domains"),
        stages=words("stages"),
        issuers=words("issuers"),
        printed_issuers=str(row.get("printed_issuers", "")),
        abbreviation=str(row.get("abbr", "")),
        number_patterns=words("patterns"),
        titles=tuple(map(tuple, titles)) if isinstance(titles, list) else (),
        cues=words("cues"),
        legal_basis=str(row.get("basis", "")),
        forms=tuple(FormReference(a, b, not c) for a, b, c in forms) if isinstance(forms, list) else (),
        secrecy=words("secrecy"),
        certainty=Certainty(str(row["source"])),
    )


# --- an office's file -------------------------------------------------------------------------------------------------


def _members(node: Node, key: str) -> list[Node]:
    found = node.find(key)
    return [] if found is None else list(found.items())


def _day(node: Node) -> date:
    value = node.value
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(node.text())
    except ValueError as error:
        raise FormatError("is no date; write it as 2026-02-15", path=node.path) from error


def _form_set(node: Node) -> FormSet:
    until, series, mark = node.find("until"), node.find("series"), node.find("mark")
    return FormSet(
        node.get("id").text(),
        mark.text() if mark else "",
        node.get("title").text(),
        node.get("issuer").text(),
        _day(node.get("from")),
        _day(until) if until else None,
        series.text() if series else "",
    )


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
