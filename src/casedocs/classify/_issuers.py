"""Which class of issuers a header's agencies belong to."""

import re

__all__ = ["issuer_of"]

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
    return "agency"
