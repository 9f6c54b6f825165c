"""The normal form, class by class."""

import unicodedata

import pytest

from casedocs.errors import UsageError
from casedocs.spans import Span
from casedocs.text.evidence import Lines
from casedocs.text.options import DashPolicy, NormalizeOptions, QuotePolicy, SpacePolicy, Step, YiPolicy
from casedocs.text.pipeline import normalize, normalize_aligned
from casedocs.text.syllable import ToneStyle


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (unicodedata.normalize("NFD", "Quyết định khởi tố"), "Quyết định khởi tố"),
        ("viê\u0323n", "viện"),  # as CP1258 writes it: letter with shape, then the tone
        ("vie\u0323\u0302n", "viện"),
        ("a\u0301\u0302n", "ấn"),  # tone typed before the shape
        ("tù\u0300", "tù"),  # typed twice
        ("d\u0336ường", "đường"),
        ("to\u200b\u0300a", "tòa"),  # the mark meets its letter once the invisible is gone
    ],
)
def test_composition(text: str, wanted: str) -> None:
    assert normalize(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("\ufeffViện\xa0kiểm\u2009sát", "Viện kiểm sát"),
        ("ki\u200bểm sá\u2060t", "kiểm sát"),
        ("ki\xadểm sát", "kiểm sát"),
        ("hai  chữ", "hai chữ"),
        ("cột một      cột hai", "cột một      cột hai"),
        ("  thụt đầu dòng", "  thụt đầu dòng"),
        ("cuối dòng \t\nsau", "cuối dòng\nsau"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("VKS\u2011P1, 5\u2212 3", "VKS-P1, 5- 3"),
        ("trang\x00 2\f", "trang 2\f"),
        ("👩\u200d⚖️ và سلام\u200c", "👩\u200d⚖️ và سلام\u200c"),
        ("ﬁle, oﬃce", "file, office"),
    ],
)
def test_characters(text: str, wanted: str) -> None:
    assert normalize(text) == wanted


def test_the_u_of_text_still_in_tcvn3_is_not_thrown_away() -> None:
    assert normalize("c¬ quan nhµ n\xad\xedc nh\xad sau") == "c¬ quan nhµ n\xad\xedc nh\xad sau"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ðiều 12", "Điều 12"),
        ("45/2024/QÐ-VKS", "45/2024/QĐ-VKS"),
        ("k2 Ð173 BLHS", "k2 Đ173 BLHS"),
        ("Ðắk Lắk", "Đắk Lắk"),
        ("ngƣời dƣới", "người dưới"),
        ("nǎm nǎm tù về tội", "năm năm tù về tội"),
        ("Тòa án nhân dân", "Tòa án nhân dân"),
        ("Nguyễn Văn А khai", "Nguyễn Văn A khai"),
        ("Ｖiện kiểm sát", "Viện kiểm sát"),
    ],
)
def test_lookalikes(text: str, wanted: str) -> None:
    assert normalize(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("qúy khỏan tòan", "quý khoản toàn"),
        ("ngừơi đựơc", "người được"),
        ("QÚY HÒANG", "QUÝ HOÀNG"),
        ("gìa, giặt gịa, giúp, gíup", "già, giặt gịa, giúp, giúp"),
        ("cuả tuôỉ", "của tuổi"),
        ("hoà hòa thuý thúy", "hoà hòa thuý thúy"),
    ],
)
def test_slips_of_the_tone_mark(text: str, wanted: str) -> None:
    assert normalize(text) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        (ToneStyle.NEW, "HOẢ hoà thuỷ khoẻ quý khuỷu giặt khoản Tòan"),
        (ToneStyle.OLD, "HỎA hòa thủy khỏe quý khuỷu giặt khoản Tòan"),
    ],
)
def test_both_styles(style: ToneStyle, wanted: str) -> None:
    options = NormalizeOptions(tone_style=style, repair_tones=False)
    assert normalize("HOẢ hòa thuỷ khỏe quý khuỷu giặt khoản Tòan", options=options) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "El Niño, café, naïve, país, aí está, tão, über, Straße, garçon",
        "Ísland: það er ORÐ og MEÐ",
        "Москва, Ленинград, СССР",
        "hǎn yǔ, nǐ hǎo",
        "adı nın ılık",
        "12 m², 5 cm³, ½, Ⅳ, ①, ℃",
        "an.nguyen@example.com https://example.com/a-b_c",
        "0912.345.678; 83P2-123.45; 094099001234",
        "“Trộm cắp tài sản” – BL 45–47",
        "Thạch Sà Rươl, Danh Ngọc Xuyến, H'Hen Niê",
        "αβγ, Ω, Ελλάδα",
    ],
)
def test_what_must_stay(text: str) -> None:
    assert normalize(text) == text


def test_what_is_asked_for_by_name() -> None:
    assert normalize("“a” – ‘b’", options=NormalizeOptions(quotes=QuotePolicy.STRAIGHT)) == "\"a\" – 'b'"
    assert normalize("45–47 — x", options=NormalizeOptions(dashes=DashPolicy.ALL)) == "45-47 - x"
    assert normalize("a\xa0  b ", options=NormalizeOptions(spaces=SpacePolicy.PLAIN)) == "a   b"
    assert normalize("a\xa0b ", options=NormalizeOptions(spaces=SpacePolicy.KEEP)) == "a\xa0b "
    assert normalize("kĩ thuật, kỹ, Mỹ, tỉ mỉ", options=NormalizeOptions(y_i=YiPolicy.Y)) == "kỹ thuật, kỹ, Mỹ, tỷ mỉ"
    assert normalize("KỸ thuật, lý do, Mỹ, quý", options=NormalizeOptions(y_i=YiPolicy.I)) == "KĨ thuật, lí do, Mỹ, quý"


def test_broken_lines_and_leaders_of_scans() -> None:
    scanned = "Viện kiểm\nsát nhân dân đã ngh-\niêm cấm xã-\nhội.\nHọ tên: ......... sinh ____ . . . . .\nHà Nội\n"
    wanted = "Viện kiểm sát nhân dân đã nghiêm cấm xã-hội.\nHọ tên: … sinh …\nHà Nội\n"
    assert normalize(scanned, options=NormalizeOptions.for_scans()) == wanted
    assert normalize(scanned) == scanned


def test_the_way_back_and_the_reasons() -> None:
    text = "Ðiều\u200b 12,  khỏan 2"
    aligned = normalize_aligned(text, explain=True)
    assert aligned.text == "Điều 12, khoản 2"
    at = aligned.text.index("khoản")
    assert aligned.offsets.invert().map(Span(at, at + 5)).of(text) == "khỏan"
    assert [(change.reason, change.span.of(text), change.after) for change in aligned.changes] == [
        (Step.INVISIBLES, "\u200b", ""),
        (Step.SPACES, "  ", " "),
        (Step.LOOKALIKES, "Ð", "Đ"),
        (Step.TONES, "khỏan", "khoản"),
    ]


def test_clean_text_comes_back_as_it_is() -> None:
    text = "Viện kiểm sát nhân dân tỉnh\n"
    assert normalize(text) is text
    assert normalize_aligned(text).offsets.is_identity


def test_wrong_options_are_named() -> None:
    with pytest.raises(UsageError, match="dashes must be a DashPolicy"):
        NormalizeOptions(dashes="all")  # type: ignore[arg-type]  # what a caller without types does
    with pytest.raises(UsageError, match="tone_style"):
        NormalizeOptions(tone_style="new")  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(
    "text",
    [
        "https://vi.wikipedia.org/wiki/Hoà_Bình?a=khỏan và tệp C:\\Đơn\\tòan.txt",
        "gửi qúy@thư.vn hoặc www.khỏan.vn, tệp_khỏan",
    ],
)
def test_addresses_and_paths_stay(text: str) -> None:
    assert normalize(text, options=NormalizeOptions(tone_style=ToneStyle.OLD)) == text


def test_evidence_counts_lines_once() -> None:
    """A long line of doubtful words is looked at once, not once for each of them."""
    looked = []

    class Watched(Lines):
        def _look(self, start: int, end: int) -> None:
            looked.append(start)
            super()._look(start, end)

    text = "Ðl1 VKSÐ " * 500
    lines = Watched(text)
    for start in range(0, len(text) - 3, 9):
        lines.are_vietnamese(start, start + 2)
    assert looked == [0]


def test_items_of_a_list_begin_their_own_line() -> None:
    text = "thay đổi;\nd) Đăng ký và\nđ. Quyền của điểm\nb khoản 1"
    assert normalize(text, options=NormalizeOptions.for_scans()) == (
        "thay đổi;\nd) Đăng ký và\nđ. Quyền của điểm b khoản 1"
    )


def test_a_soft_hyphen_of_tcvn3_stays_whatever_becomes_of_the_dots_behind_it() -> None:
    once = normalize("m«i tr\xadêng....", options=NormalizeOptions.for_scans())
    assert once == "m«i tr\xadêng…"
    assert normalize(once, options=NormalizeOptions.for_scans()) == once
