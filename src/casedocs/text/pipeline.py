"""`normalize`: the steps in their order, run once over the text.

Every step yields edits. The text, the offset map and the list of changes are three readings of the same edits, so they
cannot disagree. Text that is clean is found so by a few scans of the regex engine and comes back as the same object.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from casedocs.spans import OffsetMap, Span
from casedocs.text import lines, tones, unicode
from casedocs.text.changes import AlignedText, Change, Edit, apply_edits, offsets_of
from casedocs.text.lookalikes import LOOKALIKE_LETTERS, lookalikes
from casedocs.text.options import DashPolicy, NormalizeOptions, QuotePolicy, SpacePolicy, Step, YiPolicy
from casedocs.text.yi import y_i

__all__ = ["normalize", "normalize_aligned"]

_DEFAULT = NormalizeOptions()


@dataclass(frozen=True, slots=True)
class _Stage:
    step: Step
    edits: Callable[[str], Iterable[Edit]]
    touches: str = ""  # the characters it acts on, as the inside of a regex class; empty = it has to look itself

    def wanted(self, found: str) -> bool:
        """Whether it has something to look at among the suspicious characters of a text."""
        return not self.touches or (found != "" and re.search(f"[{self.touches}]", found) is not None)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The stages of some options, and one class of all characters that they could touch: most texts hold none.

    The stages on characters run once. The stages on words look at other words for evidence, which their own edits
    may add: they run until none of them finds anything.
    """

    by_character: tuple[_Stage, ...]
    by_word: tuple[_Stage, ...]
    suspects: re.Pattern[str]

    def needed(self, text: str) -> tuple[list[_Stage], list[_Stage]]:
        """The stages of both kinds that have something to look at."""
        found = "".join(set(self.suspects.findall(text)))
        return [s for s in self.by_character if s.wanted(found)], [s for s in self.by_word if s.wanted(found)]


@lru_cache(maxsize=32)
def _plan(options: NormalizeOptions) -> _Plan:
    by_character, by_word = tuple(_character_stages(options)), tuple(_word_stages(options))
    classes = "".join(stage.touches for stage in (*by_character, *by_word))
    return _Plan(by_character, by_word, re.compile(f"[{classes}]" if classes else "(?!)"))


def _character_stages(options: NormalizeOptions) -> Iterator[_Stage]:
    if options.controls:
        yield _Stage(Step.CONTROLS, unicode.controls, unicode.CONTROLS)
    if options.invisibles:
        yield _Stage(Step.INVISIBLES, unicode.invisibles, unicode.INVISIBLES)
    if options.ligatures:
        yield _Stage(Step.LIGATURES, unicode.ligatures, unicode.LIGATURES)
    if options.compose:
        yield _Stage(Step.MARKS, unicode.marks, unicode.MARKS)
    yield from _space_stages(options.spaces)
    if options.dashes is not DashPolicy.KEEP:
        touches = unicode.HYPHENS if options.dashes is DashPolicy.HYPHENS else unicode.DASHES
        yield _Stage(Step.DASHES, partial(unicode.dashes, policy=options.dashes), touches)
    if options.quotes is QuotePolicy.STRAIGHT:
        yield _Stage(Step.QUOTES, unicode.quotes, unicode.QUOTES)
    if options.leaders:
        yield _Stage(Step.LEADERS, lines.leaders)
    if options.join_lines:
        yield _Stage(Step.LINES, lines.joined_lines)


def _space_stages(policy: SpacePolicy) -> Iterator[_Stage]:
    if policy is not SpacePolicy.KEEP:
        yield _Stage(Step.SPACES, unicode.odd_spaces, unicode.SPACES)
        yield _Stage(Step.SPACES, unicode.trailing_spaces)
    if policy is SpacePolicy.SINGLE:
        yield _Stage(Step.SPACES, unicode.small_gaps)


def _word_stages(options: NormalizeOptions) -> Iterator[_Stage]:
    if options.lookalikes:
        yield _Stage(Step.LOOKALIKES, lookalikes, LOOKALIKE_LETTERS)
    if options.repair_tones:
        yield _Stage(Step.TONES, tones.misplaced_tones)
    if options.tone_style is not None:
        yield _Stage(Step.TONES, partial(tones.restyled_tones, style=options.tone_style))
    if options.y_i is not YiPolicy.KEEP:
        yield _Stage(Step.Y_I, partial(y_i, policy=options.y_i))


def normalize(text: str, *, options: NormalizeOptions | None = None) -> str:
    """The normal form of a text: one encoding for what reads the same.

    With default options no word changes: composed Unicode, plain spaces and hyphens, no invisible characters, no
    look-alike letters in Vietnamese words, tone marks on the letter that carries them. Other languages, codes, numbers
    and e-mail addresses come through. Normalising twice gives what normalising once gives.

    Text in an old encoding (TCVN3, VNI …) must go through `decode_legacy` first.
    """
    options = options or _DEFAULT
    if options.compose:
        text = unicodedata.normalize("NFC", text)
    by_character, by_word = _plan(options).needed(text)
    for stage in by_character:
        text = apply_edits(text, list(stage.edits(text)))
    if options.compose:
        text = unicodedata.normalize("NFC", text)  # a mark may have met its letter when what stood between was removed
    before = None
    while before is not text:
        before = text
        for stage in by_word:
            text = apply_edits(text, list(stage.edits(text)))
    return text


def normalize_aligned(text: str, *, options: NormalizeOptions | None = None, explain: bool = False) -> AlignedText:
    """`normalize` with the way back to the original, and the reasons with `explain`.

    Returns:
        The same text as `normalize`, the offset map that was built while working, and one `Change` per edit whose
        reason is the name of its `Step`.
    """
    options = options or _DEFAULT
    work = _Work(text, OffsetMap.identity(len(text)), [] if explain else None)
    composition = _Stage(Step.COMPOSITION, unicode.composition)
    if options.compose:
        work.run(composition)
    by_character, by_word = _plan(options).needed(work.text)
    for stage in by_character:
        work.run(stage)
    if options.compose:
        work.run(composition)
    while sum(work.run(stage) for stage in by_word):  # every one of them, until none finds anything
        pass
    return AlignedText(work.text, work.offsets, tuple(work.changes or ()))


@dataclass(slots=True)
class _Work:
    text: str
    offsets: OffsetMap
    changes: list[Change] | None

    def run(self, stage: _Stage) -> bool:
        """Runs one stage; whether it changed anything."""
        edits = list(stage.edits(self.text))
        if not edits:
            return False
        if self.changes is not None:
            self.changes.extend(self._explained(edits, stage.step))
        self.offsets = self.offsets.compose(offsets_of(self.text, edits))
        self.text = apply_edits(self.text, edits)
        return True

    def _explained(self, edits: Iterable[Edit], step: Step) -> Iterator[Change]:
        back = self.offsets.invert()
        for start, end, replacement in edits:
            yield Change(back.map(Span(start, end)), self.text[start:end], replacement, step.value)
