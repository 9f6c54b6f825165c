"""Options of pictures, and what a picture reports."""

from dataclasses import dataclass, field
from enum import StrEnum

from casedocs.errors import UsageError
from casedocs.mindmap.layout.options import LayoutOptions

__all__ = ["Orientation", "Paper", "PdfOptions", "PngOptions", "RenderReport", "SvgOptions", "Theme"]


class Theme(StrEnum):
    """Colours: dark on white, or light on a dark screen."""

    LIGHT = "light"
    DARK = "dark"


class Paper(StrEnum):
    """Paper sizes of ISO 216, and MAP for one page that is as large as the map."""

    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"
    A0 = "A0"
    MAP = "map"


class Orientation(StrEnum):
    """How the paper lies; AUTO takes what shows the map larger."""

    AUTO = "auto"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True, kw_only=True)
class SvgOptions:
    """An SVG picture of one sheet.

    Attributes:
        layout: How topics are arranged.
        theme: Colours.
        sheet_id: Which sheet; empty takes the active one.
        embed_fonts: Puts the letters in use into the file, so that it looks the same everywhere.
    """

    layout: LayoutOptions = field(default_factory=LayoutOptions)
    theme: Theme = Theme.LIGHT
    sheet_id: str = ""
    embed_fonts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PngOptions:
    """A PNG picture of one sheet.

    Attributes:
        layout: How topics are arranged.
        theme: Colours.
        sheet_id: Which sheet; empty takes the active one.
        scale: Pixels per point; 2 is sharp on screens and in Word.
        max_pixels: A larger picture is made smaller until it fits.
    """

    layout: LayoutOptions = field(default_factory=LayoutOptions)
    theme: Theme = Theme.LIGHT
    sheet_id: str = ""
    scale: float = 2.0
    max_pixels: int = 100_000_000

    def __post_init__(self) -> None:
        if not 0.05 <= self.scale <= 10:
            raise UsageError("scale must lie between 0.05 and 10")
        if self.max_pixels < 10_000:
            raise UsageError("max_pixels must be at least 10,000")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions:
    """A PDF for print: all sheets, each on one page or on several to be glued.

    Attributes:
        layout: How topics are arranged.
        theme: Colours.
        paper: Size of the pages.
        orientation: How they lie.
        min_scale: A map that would be drawn smaller than this on one page is spread over several (at this scale).
            0 always fits each sheet on one page.
        overlap_mm: What neighbouring pages share, for gluing.
        margin_mm: Unprinted border.
        max_pages: Safety limit.
    """

    layout: LayoutOptions = field(default_factory=LayoutOptions)
    theme: Theme = Theme.LIGHT
    paper: Paper = Paper.A3
    orientation: Orientation = Orientation.AUTO
    min_scale: float = 0.0
    overlap_mm: float = 10.0
    margin_mm: float = 10.0
    max_pages: int = 500

    def __post_init__(self) -> None:
        if not 0 <= self.min_scale <= 4:
            raise UsageError("min_scale must lie between 0 and 4")
        if not 0 <= self.margin_mm <= 50 or not 0 <= self.overlap_mm <= 50:
            raise UsageError("margin_mm and overlap_mm must lie between 0 and 50")
        if self.max_pages < 1:
            raise UsageError("max_pages must be at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderReport:
    """What was drawn.

    Attributes:
        pages: Pages, pictures or frames.
        topics: Topics drawn.
        left_out: Topics that the options left out.
        missing_letters: Letters that no font of the chain has; they show as empty boxes.
    """

    pages: int
    topics: int
    left_out: int = 0
    missing_letters: tuple[str, ...] = ()
