import json

from hypothesis import given
from hypothesis import strategies as st

from casedocs._html import inline_hash, inline_json


@given(st.text())
def test_inline_json_is_json_that_ends_no_script(text: str) -> None:
    written = inline_json({"a": text})
    assert json.loads(written) == {"a": text}
    assert not set("<>\u2028\u2029") & set(written)


def test_the_hash_is_that_of_the_standard() -> None:
    # The example of Content Security Policy Level 3, section 6.7.3.2: an inline script of this text.
    assert inline_hash("alert('Hello, world.');") == "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
