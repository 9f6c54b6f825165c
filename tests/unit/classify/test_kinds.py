"""The catalogue."""

from datetime import date
from pathlib import Path

import pytest

from casedocs.classify import FAMILIES, Catalogue, Certainty, Kind, builtin_catalogue
from casedocs.classify.kinds import DOMAINS, ISSUERS, STAGES
from casedocs.errors import FormatError, InputError, UsageError


def test_all_kinds_are_complete() -> None:
    catalogue = builtin_catalogue()
    assert len(catalogue) == 613
    for kind in catalogue:
        assert kind.name
        assert kind.family in FAMILIES
        assert set(kind.domains) <= DOMAINS
        assert set(kind.stages) <= STAGES
        assert set(kind.issuers) <= ISSUERS
        assert set(kind.secrecy) <= set("NPCS")
        assert kind.certainty is not Certainty.OFFICE
        assert all(form.form_set in catalogue.form_sets for form in kind.forms)
    assert catalogue.provenance


def test_finding() -> None:
    catalogue = builtin_catalogue()
    assert [kind.id for kind in catalogue.find(form="TT03/2026 156/HS")] == ["vks_indictment"]
    assert [kind.id for kind in catalogue.find(form="QĐ15/2018 144/HS")] == ["vks_indictment"]
    orders = catalogue.find(family="lenh", issuer="cqdt", domain="criminal", stage="dieu_tra")
    assert "cqdt_detention_order" in {kind.id for kind in orders}
    assert catalogue.find(abbreviation="CT", issuer="vks")
    assert catalogue.find(family="nothing") == ()
    assert "vks_indictment" in catalogue
    with pytest.raises(UsageError):
        catalogue.get("nothing")


def test_form_sets_have_a_life() -> None:
    old = builtin_catalogue().form_sets["QĐ15/2018"]
    assert old.in_force(date(2020, 5, 1))
    assert not old.in_force(date(2026, 5, 1))


def test_an_office_adds_and_changes_kinds(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[form_set]]\nid = "NB1"\ntitle = "Quyết định 1"\nissuer = "VKS"\nfrom = 2024-01-01\n'
        '[[kind]]\nid = "own"\nname = "Phiếu trình"\nfamily = "phieu"\ntitles = [["PHIẾU TRÌNH"]]\nforms = ["NB1 02"]\n'
        '[[kind]]\nid = "vks_indictment"\nname = "Bản cáo trạng"\n',
        encoding="utf-8",
    )
    catalogue = builtin_catalogue().extended(path)
    assert len(catalogue) == 614
    assert catalogue.get("own").titles == (("PHIẾU TRÌNH",),)
    assert catalogue.get("own").forms[0].number == "02"
    changed = catalogue.get("vks_indictment")
    assert (changed.name, changed.abbreviation, changed.certainty) == ("Bản cáo trạng", "CT", Certainty.OFFICE)
    assert builtin_catalogue().get("vks_indictment").name == "Cáo trạng"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[[kind", "TOML"),
        ("[[kind]]\nid = 'x'\n", "kind[0].name"),
        ("[[kind]]\nname = 'x'\nfamily = 'phieu'\n", "kind[0].id"),
        ("[[kind]]\nid = 'x'\nname = 'x'\nfamily = 'zzz'\n", "kind[0].family"),
        ("[[kind]]\nid = 'x'\nname = 'x'\nfamily = 'phieu'\ndomains = ['x']\n", "kind[0].domains[0]"),
        ("[[kind]]\nid = 'x'\nname = 'x'\nfamily = 'phieu'\nforms = ['ZZ 1']\n", "kind[0].forms[0]"),
        ("[[kind]]\nid = 'x'\nname = 'x'\nfamily = 'phieu'\ncolour = 'x'\n", "kind[0].colour"),
        ("[[kind]]\nid = ''\nname = 'x'\nfamily = 'phieu'\n", "kind[0].id"),
        ("kinds = []\n", "kinds"),
        ("[[form_set]]\nid = 'x'\ntitle = 'x'\nissuer = 'x'\nfrom = 'gestern'\n", "form_set[0].from"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(tmp_path: Path, text: str, where: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        builtin_catalogue().extended(path)
    assert where in caught.value.message
    assert caught.value.source == str(path)
    assert caught.value.hint


def test_missing_files_and_double_ids(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        builtin_catalogue().extended(tmp_path / "nothing.toml")
    kind = Kind(id="x", name="x", family="phieu", domains=("any",))
    with pytest.raises(UsageError, match="twice"):
        Catalogue((kind, kind), {})
