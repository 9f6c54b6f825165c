"""Options of the HTML viewer."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["HtmlOptions", "ViewerLanguage"]


class ViewerLanguage(StrEnum):
    """The language the viewer starts in; a key switches it."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlOptions:
    """One HTML file.

    Attributes:
        sheet_id: Which sheet; empty takes all, the active one shown first.
        language: Of the buttons.
        notes: Puts the notes in; False leaves them out of a file that goes to others.
        embed_fonts: Puts the letters in use into the file.
    """

    sheet_id: str = ""
    language: ViewerLanguage = ViewerLanguage.VI
    notes: bool = True
    embed_fonts: bool = True
