"""Provisions in one standard form."""

from casedocs.text.provisions import Provision, join_provisions


def test_one() -> None:
    assert str(Provision("173", "2", "a")) == "điểm a khoản 2 Điều 173"
    assert Provision("173", "2", "a").key == "173.2.a"
    assert Provision("173").key == "173"
    assert Provision(None, "2").key == ".2"
    assert Provision("5", None, "a").key == "5..a"


def test_joined() -> None:
    assert (
        join_provisions([Provision("51", "1", "b"), Provision("51", "1", "s"), Provision("51", "2")])
        == "điểm b, s khoản 1, khoản 2 Điều 51"
    )
    assert join_provisions([Provision("5"), Provision("6"), Provision("6", "1")]) == "Điều 5, Điều 6, khoản 1 Điều 6"
    assert join_provisions([Provision(None, "1"), Provision(None, "2", "a")]) == "khoản 1, điểm a khoản 2"
    assert join_provisions([]) == ""
