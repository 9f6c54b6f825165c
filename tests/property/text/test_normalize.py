"""Laws of `normalize` under many options."""

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from casedocs.text.options import DashPolicy, NormalizeOptions, QuotePolicy, SpacePolicy, YiPolicy
from casedocs.text.pipeline import normalize, normalize_aligned
from casedocs.text.syllable import Syllable, Tone, ToneStyle, is_syllable, iter_forms, parse_syllable, split_tone

OPTIONS = st.builds(
    NormalizeOptions,
    controls=st.booleans(),
    invisibles=st.booleans(),
    compose=st.booleans(),
    ligatures=st.booleans(),
    spaces=st.sampled_from(SpacePolicy),
    dashes=st.sampled_from(DashPolicy),
    quotes=st.sampled_from(QuotePolicy),
    lookalikes=st.booleans(),
    repair_tones=st.booleans(),
    tone_style=st.sampled_from([None, *ToneStyle]),
    y_i=st.sampled_from(YiPolicy),
    join_lines=st.booleans(),
    leaders=st.booleans(),
)
PIECES = [
    *"aăâeêioôơuưyđ ÀÁẢẠàáảãạòóỏùúụíìịýỳ ABCKghnqtlk .,-–…_“”'12/",
    *["  ", "\n", "\r\n", "\t", "\f", "\xa0", "\u2003", "\u200b", "\u200d", "\xad", "\ufeff", "\u2028", "\x00", "\x85"],
    *[
        "\u0301",
        "\u0300",
        "\u0302",
        "\u031b",
        "\u0323",
        "\u0336",
        "\u0338",
        "Ð",
        "ð",
        "ƣ",
        "ǎ",
        "ı",
        "а",
        "О",
        "ό",
        "ﬁ",
        "ａ",
    ],
    *[
        "qúy",
        "khỏan",
        "hòa",
        "hoà",
        "gìa",
        "kĩ",
        "Ðiều",
        "12/QÐ-VKS",
        "m²",
        "👩",
        "ngh-\n",
        "ký",
        "....",
        "\u2011",
        "K",
        "가",
    ],
]
PASTED = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=300, deadline=None)
@example("\ufb01\u0301\u0301", NormalizeOptions())
@example("u\xc0\u0301", NormalizeOptions())
@example("\u0430 kĩ", NormalizeOptions(y_i=YiPolicy.Y))
@given(PASTED, OPTIONS)
def test_twice_is_once(text: str, options: NormalizeOptions) -> None:
    once = normalize(text, options=options)
    assert normalize(once, options=options) == once


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from([NormalizeOptions(), NormalizeOptions.for_scans()]))
def test_any_unicode_is_taken_and_twice_is_once(text: str, options: NormalizeOptions) -> None:
    once = normalize(text, options=options)
    assert normalize(once, options=options) == once


@settings(max_examples=300, deadline=None)
@given(PASTED | st.text(), OPTIONS)
def test_the_map_and_the_reasons_belong_to_the_text(text: str, options: NormalizeOptions) -> None:
    aligned = normalize_aligned(text, options=options, explain=True)
    assert aligned.text == normalize(text, options=options)
    assert (aligned.offsets.source_length, aligned.offsets.target_length) == (len(text), len(aligned.text))
    places = [aligned.offsets.position(i) for i in range(len(text) + 1)]
    assert places == sorted(places)
    assert bool(aligned.changes) or aligned.text == text
    touched = {i for change in aligned.changes for i in range(change.span.start, change.span.end)}
    for i in set(range(len(text))) - touched:
        target = aligned.offsets.position(i, after=True)
        assert aligned.text[target : target + 1] == text[i]


@given(st.lists(st.sampled_from(sorted(iter_forms())), min_size=1, max_size=8), st.sampled_from(ToneStyle))
def test_right_syllables_stay_and_styles_go_both_ways(words: list[str], style: ToneStyle) -> None:
    text = " ".join(word for word in words if word[:3] not in {"gìa", "gỉa", "gĩa", "gía"})
    assert normalize(text) == text
    assert normalize(unicodedata.normalize("NFD", text)) == text
    there = normalize(text, options=NormalizeOptions(tone_style=style))
    assert normalize(there, options=NormalizeOptions(tone_style=ToneStyle.NEW)) == text


def test_every_misplaced_mark_is_put_right() -> None:
    rare = {"ôông", "ôôc", "uao", "uau", "ueo"}
    wrong = []
    for form in iter_forms():
        base, tone = split_tone(form)
        syllable = parse_syllable(form)
        assert syllable is not None
        if tone is Tone.NGANG or syllable.rime in rare:
            continue
        mark = unicodedata.normalize("NFD", Syllable("", "", "a", "", tone).spell())[1]
        for index, letter in enumerate(base):
            moved = unicodedata.normalize("NFC", f"{base[:index]}{letter}{mark}{base[index + 1 :]}")
            if letter in "aăâeêioôơuưy" and not is_syllable(moved):
                wrong.append(moved)
    mended = normalize(" ".join(wrong)).split(" ")
    assert len(mended) == len(wrong) > 10_000
    assert all(map(is_syllable, mended))
