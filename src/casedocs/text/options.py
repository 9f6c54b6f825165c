"""What `normalize` shall do: every step can be switched, and what loses something is off by default."""

from dataclasses import dataclass
from enum import StrEnum

from casedocs.errors import UsageError
from casedocs.text.syllable import ToneStyle

__all__ = ["DashPolicy", "NormalizeOptions", "QuotePolicy", "SpacePolicy", "Step", "YiPolicy"]


class Step(StrEnum):
    """The steps of `normalize`, in the order in which they run; each change names its step."""

    CONTROLS = "controls"
    INVISIBLES = "invisibles"
    COMPOSITION = "composition"
    LIGATURES = "ligatures"
    MARKS = "marks"
    SPACES = "spaces"
    DASHES = "dashes"
    QUOTES = "quotes"
    LOOKALIKES = "lookalikes"
    TONES = "tones"
    Y_I = "y_i"
    LINES = "lines"
    LEADERS = "leaders"


class SpacePolicy(StrEnum):
    """How far spaces are evened out."""

    KEEP = "keep"
    PLAIN = "plain"  # unusual spaces become plain ones, none at line ends
    SINGLE = "single"  # and two or three inside a line become one; four or more are a column and stay


class DashPolicy(StrEnum):
    """Which dashes become the plain hyphen."""

    KEEP = "keep"
    HYPHENS = "hyphens"  # the other code points of hyphen and minus
    ALL = "all"  # and – and —


class QuotePolicy(StrEnum):
    """Whether typographic quotes become ``"`` and ``'``."""

    KEEP = "keep"
    STRAIGHT = "straight"


class YiPolicy(StrEnum):
    """The end of syllables like ``kỹ / kĩ``."""

    KEEP = "keep"
    Y = "y"  # the listed Sino-Vietnamese syllables only: kĩ → kỹ, lí → lý
    I = "i"  # noqa: E741  the letter is the name: kỹ → kĩ after h k l m s t v


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizeOptions:
    """Options of `normalize`; the defaults change no word, only how it is encoded.

    Attributes:
        controls: Remove control characters; all kinds of line end become line feeds (tabs and page breaks stay).
        invisibles: Remove zero-width characters, direction marks and soft hyphens where they carry nothing.
        compose: Unicode NFC, and marks typed in the wrong order put right.
        ligatures: ``ﬁ`` → ``fi`` and its six sisters.
        spaces: See `SpacePolicy`.
        dashes: See `DashPolicy`.
        quotes: See `QuotePolicy`.
        lookalikes: ``Ð ð Ɖ ƣ ǎ``, Cyrillic and Greek letters inside Vietnamese words.
        repair_tones: Tone marks on a letter where neither style puts them (``qúy``, ``khỏan``).
        tone_style: Where ``oa oe uy`` carry the mark; None leaves both styles as they are.
        y_i: See `YiPolicy`.
        join_lines: Join lines that a scan broke inside a sentence, with hyphenation. Loses the line layout.
        leaders: Dotted and underscored leaders of forms become one ``…``. Loses their length.
    """

    controls: bool = True
    invisibles: bool = True
    compose: bool = True
    ligatures: bool = True
    spaces: SpacePolicy = SpacePolicy.SINGLE
    dashes: DashPolicy = DashPolicy.HYPHENS
    quotes: QuotePolicy = QuotePolicy.KEEP
    lookalikes: bool = True
    repair_tones: bool = True
    tone_style: ToneStyle | None = None
    y_i: YiPolicy = YiPolicy.KEEP
    join_lines: bool = False
    leaders: bool = False

    def __post_init__(self) -> None:
        for name, kind in _CHOICES.items():
            value = getattr(self, name)
            if not isinstance(value, kind):
                raise UsageError(f"{name} must be a {kind.__name__}, not {value!r}")
        if self.tone_style is not None and not isinstance(self.tone_style, ToneStyle):
            raise UsageError(f"tone_style must be a ToneStyle or None, not {self.tone_style!r}")

    @staticmethod
    def for_scans() -> "NormalizeOptions":
        """What suits recognised text: broken lines joined and leaders shortened too."""
        return NormalizeOptions(join_lines=True, leaders=True)


_CHOICES: dict[str, type[StrEnum]] = {
    "spaces": SpacePolicy,
    "dashes": DashPolicy,
    "quotes": QuotePolicy,
    "y_i": YiPolicy,
}
