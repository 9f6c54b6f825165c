"""Which class of issuers a header's agencies belong to."""

import re

from casedocs.classify._fuzzy import Beginning, letters

__all__ = ["garbled_issuer", "issuer_of"]

# Searched in this order in the folded name of the issuing agency, then in those of its parents.
_CLASSES = (
    ("vks", r"vien kiem sat|\bvksnd|\bvks\b|kiem sat nhan dan"),
    ("court", r"\btoa an|\btand\b|\btandtc"),
    ("cqdt", r"co quan (?:canh sat |an ninh )?dieu tra|\bcqdt|cqcsdt|dieu tra hinh su|van phong co quan canh sat"),
    ("expert", r"ky thuat hinh su|khoa hoc hinh su|phap y|giam dinh"),
    ("valuation", r"hoi dong dinh gia"),
    ("enforcement", r"thi hanh an dan su|\bthads"),
    ("prison", r"^trai (?:tam )?giam|trai giam"),
    ("commune_police", r"cong an (?:xa|phuong|thi tran|dac khu)"),
    ("police", r"cong an|ho so nghiep vu"),
    ("medical", r"benh vien|trung tam y te|tram y te"),
    ("lawyer", r"luat su|cong ty luat|tro giup phap ly"),
    ("notary", r"cong chung"),
    ("bailiff", r"thua phat lai"),
    ("bank", r"ngan hang"),
    ("land", r"dang ky dat dai"),
    ("committee", r"uy ban nhan dan|\bubnd"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _CLASSES)

_GARBLED = (
    ("vks", Beginning("viện kiểm sát nhân dân")),
    ("court", Beginning("tòa án nhân dân")),
    ("cqdt", Beginning("cơ quan cảnh sát điều tra")),
    ("cqdt", Beginning("cơ quan an ninh điều tra")),
    ("committee", Beginning("ủy ban nhân dân")),
    ("enforcement", Beginning("chi cục thi hành án dân sự")),
    ("commune_police", Beginning("công an xã")),
    ("commune_police", Beginning("công an phường")),
    ("police", Beginning("công an tỉnh")),
    ("police", Beginning("công an huyện")),
)
_ALIKE = 0.7


def garbled_issuer(name: str) -> str:
    """The class with whose words a folded name begins, garbled or not; empty where it is like none."""
    bare = letters(name)
    best, issuer = max((beginning.likeness(bare), issuer) for issuer, beginning in _GARBLED)
    return issuer if best >= _ALIKE else ""


def issuer_of(names: tuple[str, ...]) -> str:
    """The class of the issuer whose folded names are given, the issuing agency last.

    Returns:
        A class of `casedocs.classify.kinds.ISSUERS`; ``person`` where there is no name, ``agency`` for any other.
    """
    if not names:
        return "person"
    for name in reversed(names):
        for issuer, pattern in _PATTERNS:
            if pattern.search(name):
                return issuer
    return next(filter(None, map(garbled_issuer, reversed(names))), "agency")
