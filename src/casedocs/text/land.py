"""Land plots and certificates: ``thửa đất số 123, tờ bản đồ số 5, diện tích 1.234,5 m2``, ``GCNQSDĐ số CĐ 123456``."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from casedocs.text._digits import DIGITS, read_digits
from casedocs.text._scan import ReadyText, ready
from casedocs.text.findings import Finding, Kind, Problem

__all__ = ["LandPlot", "find_land_plots"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandPlot(Finding):
    """A plot on the cadastral map, or the certificate of a right to use land.

    Attributes:
        plot: Number of the plot (thửa), of several as ``45, 46, 47``; None when not named.
        sheet: Number of the map sheet (tờ bản đồ); None when not named.
        area: In m²; None when not named.
        area_is_rough: Whether the area was given in công (about 1,000 m² in the Mekong delta; elsewhere it differs).
        certificate: Serial of the certificate (``CĐ 123456``); None when not named.
    """

    kind: ClassVar[Kind] = Kind.LAND

    plot: str | None = None
    sheet: str | None = None
    area: int | Decimal | None = None
    area_is_rough: bool = False
    certificate: str | None = None

    @property
    def canonical(self) -> str:
        """``thửa 123, tờ bản đồ 5, 1234.5 m2``."""
        parts = (
            f"thửa {self.plot}" if self.plot else "",
            f"tờ bản đồ {self.sheet}" if self.sheet else "",
            f"{self.area} m2" if self.area is not None else "",
            f"GCN {self.certificate}" if self.certificate else "",
        )
        return ", ".join(part for part in parts if part)


_S = r"[ \n]{1,2}"
_SO = rf"(?:{_S}so)?:?{_S}"
_PLOT = re.compile(
    rf"thua(?:{_S}dat)?(?:{_S}so:?{_S}|: ?| )(?:cu{_S})?"
    r"([0-9]{1,5}[a-z]?(?:-[0-9]{1,4})?)(?![0-9a-z]|\.[ \n]?[a-z])"
)
_FURTHER = re.compile(r"(?:, ?|,? (?:va|den) |-)([0-9]{1,5}[a-z]?)(?![0-9a-z]|[.,][0-9]| ?m2| ?ha)")
_SEVERAL = re.compile(r"(?:cac|nhung|hai|ba|bon|nam|[0-9]) $")
_SHEET = re.compile(rf"(?:to{_S}ban{_S}do|tbd|ban{_S}do){_SO}([0-9]{{1,4}}(?:-[0-9]{{1,4}})?[a-z]?)(?![0-9a-z])")
_AREA = re.compile(
    rf"(?:dien{_S}tich|dt)(?:{_S}(?:la|dat|khoang|thua{_S}dat)){{0,2}}[:]?{_S}({DIGITS}) ?([mn]2|m²"
    rf"|met{_S}vuong|ha|hecta|cong)(?![a-z0-9])"
)
_CERTIFICATE = re.compile(
    rf"(?:gcn ?(?:qsdd|qsd{_S}dat)?"
    rf"|giay{_S}chung{_S}nhan{_S}quyen{_S}su{_S}dung{_S}dat[^.;:\n]{{0,60}}?){_SO}"
    rf"([a-z]{{1,2}} ?[0-9]{{6,8}})(?![0-9a-z])"
)
_GAP = re.compile(r"[ \n,;.]{1,4}(?:(?:thuoc|tai|co|va|loai)[ \n])?")
_CUE = re.compile(r"thua|to ban do|tbd|gcn|giay chung nhan quyen su dung dat")
_ROUGH = Problem(
    "rough_area",
    "Diện tích tính bằng công: lấy 1 công = 1.000 m2, mỗi vùng mỗi khác.",
    "The area is in công, taken as 1,000 m2; it differs by region.",
)
_PARTS = (("plot", _PLOT), ("sheet", _SHEET), ("area", _AREA), ("certificate", _CERTIFICATE))
_FACTORS = {"ha": 10_000, "hecta": 10_000, "cong": 1_000}


def find_land_plots(text: str | ReadyText) -> tuple[LandPlot, ...]:
    """The land plots and certificates of a text, in order; plot, sheet and area that stand together are one finding.

    Raises:
        UsageError: If `text` is no text.
    """
    scan = ready(text)
    found: list[LandPlot] = []
    done = 0
    for cue in _CUE.finditer(scan.folded):
        start = cue.start()
        if start < done or scan.folded[start - 1 : start].isalnum():
            continue
        plot, end = _plot(scan, start)
        if plot is not None:
            found.append(plot)
            done = end
    return tuple(found)


def _plot(scan: ReadyText, start: int) -> tuple[LandPlot | None, int]:
    parts: dict[str, re.Match[str]] = {}
    end = at = start
    plots = ""
    while True:
        name, match = next(
            (
                (name, match)
                for name, pattern in _PARTS
                if name not in parts and (match := pattern.match(scan.folded, at))
            ),
            ("", None),
        )
        if match is None or (name == "certificate" and ";" in scan.folded[end:at]):
            break
        parts[name] = match
        end = match.end()
        if name == "plot" and _SEVERAL.search(scan.folded, max(0, start - 6), start):
            while (further := _FURTHER.match(scan.folded, end)) is not None:
                end = further.end()
            plots = scan.text[match.start(1) : end]
        gap = _GAP.match(scan.folded, end)
        if gap is None:
            break
        at = gap.end()
    if not parts or ("area" in parts.keys() - {"plot", "sheet"} and len(parts) == 1):
        return None, end
    area, rough = _area(parts.get("area"))
    certificate = parts.get("certificate")
    return LandPlot(
        span=scan.span(start, end),
        raw=scan.raw(start, end),
        confidence=0.5 if scan.mended(start, end) else 1.0,
        problems=(_ROUGH,) if rough else (),
        plot=plots or (parts["plot"][1] if "plot" in parts else None),
        sheet=(parts["sheet"][1].lstrip("0") or "0") if "sheet" in parts else None,
        area=area,
        area_is_rough=rough,
        certificate=None if certificate is None else _serial(scan, certificate),
    ), end


def _serial(scan: ReadyText, match: re.Match[str]) -> str:
    printed = scan.text[match.start(1) : match.end(1)].upper().replace(" ", "")
    letters = printed.rstrip("0123456789")
    return f"{letters} {printed[len(letters) :]}"


def _area(match: re.Match[str] | None) -> tuple[int | Decimal | None, bool]:
    value = None if match is None else read_digits(match[1])
    if match is None or value is None:
        return None, False
    factor = _FACTORS.get(match[2], 1)
    area = value.value * factor
    return (int(area) if area == int(area) else area), match[2] == "cong"
