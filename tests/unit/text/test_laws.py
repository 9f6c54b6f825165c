"""The law named at a place."""

from casedocs.text._scan import ready
from casedocs.text._tables_laws import ARTICLES, LAWS, SHORT_FORMS
from casedocs.text.laws import LawReference, last_article, match_law


def test_tables_agree() -> None:
    assert set(ARTICLES) <= set(LAWS)
    assert set(SHORT_FORMS.values()) <= set(LAWS)
    assert len(set(LAWS)) == len(LAWS)
    assert last_article("Bộ luật Hình sự") == 426
    assert last_article("Luật Thú y") is None


def test_every_law_of_the_table_is_found_whole_in_any_case() -> None:
    for name in LAWS:
        for printed in (name, name.lower(), name.upper()):
            found = match_law(ready(f"{printed}; và"), 0)
            assert found == (LawReference(name), len(name)), printed


def test_longer_names_win() -> None:
    found = match_law(ready("Luật Đầu tư công năm 2024"), 0)
    assert found is not None
    assert found[0] == LawReference("Luật Đầu tư công", year=2024)


def test_what_is_no_law() -> None:
    for text in ("luật sư Nguyễn Văn A", "quy định tại", "Nghị định", "Quyết định khởi tố", "BLX", ""):
        assert match_law(ready(text), 0) is None, text


def test_key() -> None:
    assert LawReference("Nghị định", "12/2011/NĐ-CP").key == "12/2011/NĐ-CP"
    assert LawReference("Bộ luật này").is_self
