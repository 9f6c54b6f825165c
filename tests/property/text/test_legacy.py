"""Laws of the old encodings on random sentences and random characters."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from casedocs.text.codecs import Encoding, codec_for
from casedocs.text.detect import detect_blocks
from casedocs.text.legacy import decode_legacy, decode_legacy_aligned, encode_legacy, text_from_bytes
from casedocs.text.syllable import iter_forms

OLD = st.sampled_from([encoding for encoding in Encoding if encoding is not Encoding.UNICODE])
WORDS = st.lists(st.sampled_from(sorted(iter_forms())), min_size=1, max_size=30)
BYTES = st.text(alphabet=[chr(code) for code in range(256)] + list("ếĐ\u2212\u0301€"), max_size=40)


@given(WORDS, OLD)
def test_the_codec_brings_every_sentence_back(words: list[str], encoding: Encoding) -> None:
    text = " ".join(words)
    assert codec_for(encoding).decode(encode_legacy(text, encoding).decode("latin-1")) == text


@given(WORDS)
def test_unicode_sentences_are_never_touched(words: list[str]) -> None:
    text = " ".join(words)
    assert decode_legacy(text) == text


@settings(deadline=None)
@given(BYTES | st.text(), st.sampled_from([None, *Encoding]))
def test_any_text_is_taken_and_its_map_is_exact(text: str, told: Encoding | None) -> None:
    aligned = decode_legacy_aligned(text, encoding=told, explain=True)
    assert aligned.text == decode_legacy(text, encoding=told)
    assert (aligned.offsets.source_length, aligned.offsets.target_length) == (len(text), len(aligned.text))
    spans = [block.span for block in detect_blocks(text)]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    assert isinstance(text_from_bytes(data), str)
