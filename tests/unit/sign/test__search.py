import random

import pytest

from casedocs.sign import _search
from casedocs.sign._search import find_names

NAMES = (b"/Size", b"/Index", b"/ByteRange")


@pytest.mark.parametrize("small", [0, 1 << 18])
def test_names_are_found_wherever_they_stand(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_search, "_SMALL", small)
    monkeypatch.setattr(_search, "_BLOCK", 64)
    chance = random.Random(1)
    data = b"".join(
        chance.choice((b"/", b"/S", b"//Size", b"x" * 7, b"/Index", b"/ByteRange", b"S")) for _ in range(400)
    )
    wanted = [at for at in range(len(data)) if any(data[at:].startswith(name) for name in NAMES)]
    assert wanted
    assert list(find_names(data, NAMES)) == wanted
    for cut in range(60, 70):
        piece = b"x" * cut + b"/Size/Index"
        assert list(find_names(piece, NAMES)) == [cut, cut + 5]
    assert list(find_names(b"", NAMES)) == list(find_names(b"/", NAMES)) == []
