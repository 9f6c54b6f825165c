"""The package's names: each is listed where type checkers, people and the lazy loader look."""

import casedocs.sign


def test_the_three_lists_agree() -> None:
    listed = set(casedocs.sign.__all__)
    assert set(casedocs.sign._HOME_OF) == listed
    assert dir(casedocs.sign) == sorted(listed)
    assert all(getattr(casedocs.sign, name) is not None for name in listed)
