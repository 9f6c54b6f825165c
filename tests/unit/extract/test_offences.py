import pytest

from casedocs.extract.offences import article_of, closest, is_open, offence_name, offences, same_offence, shortened


def test_the_table_is_whole() -> None:
    assert len(offences()) == 314
    assert offence_name("173") == "Trộm cắp tài sản"
    assert offence_name("217a") is not None
    assert offence_name("292") is None
    assert offence_name("122") is None
    assert all(article_of(name) is not None for name in offences().values())
    assert is_open("256a")


@pytest.mark.parametrize(
    ("text", "name", "likeness"),
    [
        ("Trộm cắp tài sản, quy định tại", "Trộm cắp tài sản", 1.0),
        ("TRỘM CẮP TÀI SẢN", "Trộm cắp tài sản", 1.0),
        ("Trộm cấp tải sản xảy ra", "Trộm cắp tài sản", 1.0),
        ("Lừa đảo chiêm đoạt tải sàn", "Lừa đảo chiếm đoạt tài sản", 1.0),
        ("Trộn cắp tài sản", "Trộm cắp tài sản", 0.9),
    ],
)
def test_misread_names_are_known(text: str, name: str, likeness: float) -> None:
    found = closest(text)
    assert found is not None
    assert found[0] == name
    assert likeness <= found[2] <= 1


def test_other_words_are_no_offence() -> None:
    assert closest("Đảm nhiệm công việc") is None
    assert closest("") is None
    assert shortened("Cố ý") is None
    assert shortened("Cố ý gây thương tích") == offence_name("134")


@pytest.mark.parametrize(
    ("name", "article", "same"),
    [
        ("Trộm cắp tài sản", "173", True), ("Trộm cắp tài sản", "174", False), ("Trộm cắp tài sản", "256a", None),
        ("Tàng trữ trái phép vũ khí quân dụng", "304", True), ("Cố ý gây thương tích", "134", True), ("", "173", None),
    ],
)  # fmt: skip
def test_names_and_articles(name: str, article: str, same: bool | None) -> None:
    assert same_offence(name, article) is same
