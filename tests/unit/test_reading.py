from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedocs._reading import Node
from casedocs.errors import FormatError

DATA: dict[str, object] = {"pages": [{"size": 3, "name": "a"}, {"size": "x", "none": None}], "flag": True}


def test_values_come_with_their_types() -> None:
    node = Node(DATA)
    first, second = node.get("pages").items()
    assert first.get("size").integer() == 3
    assert first.get("size").number() == 3.0
    assert first.get("name").text() == "a"
    assert node.get("flag").boolean() is True
    assert second.find("none") is None
    assert second.find("absent") is None
    assert dict(first.members()).keys() == {"size", "name"}
    assert first.mapping() == {"size": 3, "name": "a"}


@pytest.mark.parametrize(
    ("read", "path"),
    [
        (lambda node: list(node.get("pages").items())[1].get("size").integer(), "pages[1].size"),
        (lambda node: list(node.get("pages").items())[1].get("none"), "pages[1].none"),
        (lambda node: node.get("flag").integer(), "flag"),
        (lambda node: node.get("flag").number(), "flag"),
        (lambda node: node.get("flag").text(), "flag"),
        (lambda node: node.get("flag").items(), "flag"),
        (lambda node: node.get("flag").mapping(), "flag"),
        (lambda node: node.get("pages").boolean(), "pages"),
        (lambda node: node.get("pages").find("x"), "pages"),
        (lambda node: node.text(), "top level"),
    ],
)
def test_what_does_not_fit_is_named_with_its_path(read: Callable[[Node], object], path: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(Node(DATA))
    assert caught.value.path == path
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, -(10**400)])
def test_numbers_are_finite(value: float) -> None:
    with pytest.raises(FormatError, match="finite"):
        Node(value, "x").number()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_only_named_errors_whatever_the_value(value: object) -> None:
    node = Node(value)
    readers: list[Callable[[], object]] = [
        node.text,
        node.integer,
        node.number,
        node.boolean,
        node.mapping,
        lambda: list(node.items()),
        lambda: list(node.members()),
        lambda: node.get("a"),
    ]
    fitting = 0
    for read in readers:
        with suppress(FormatError):
            read()
            fitting += 1
    assert fitting <= 2  # an integer is also a number, anything else has one type


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "nope"])
def test_text_that_is_no_json_is_named(text: str) -> None:
    with pytest.raises(FormatError, match="not JSON") as caught:
        Node.parse(text, hint="try again")
    assert caught.value.hint == "try again"
    assert Node.parse('{"a": 1}').get("a").integer() == 1
