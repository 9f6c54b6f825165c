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
    repeat: bool = False  # its edits are evidence for further ones: run it until it has none


@dataclass(frozen=True, slots=True)
class _Plan:
    """The stages of some options, and one class of all characters that they could touch: most texts hold none."""

    stages: tuple[_Stage, ...]
    suspects: re.Pattern[str]

    def stages_for(self, text: str) -> Iterator[_Stage]:
        """The stages that have something to look at."""
        found = "".join(set(self.suspects.findall(text)))
        for stage in self.stages:
            if not stage.touches or (found and re.search(f"[{stage.touches}]", found)):
                yield stage


@lru_cache(maxsize=32)
def _plan(options: NormalizeOptions) -> _Plan:
    stages = tuple(_iter_stages(options))
    classes = "".join(stage.touches for stage in stages)
    return _Plan(stages, re.compile(f"[{classes}]" if classes else "(?!)"))


def _iter_stages(options: NormalizeOptions) -> Iterator[_Stage]:
    """Composition first: no other step makes text that it would change again."""
    if options.controls:
        yield _Stage(Step.CONTROLS, unicode.controls, unicode.CONTROLS)
    if options.invisibles:
        yield _Stage(Step.INVISIBLES, unicode.invisibles, unicode.INVISIBLES)
    if options.compose:
        yield _Stage(Step.MARKS, unicode.marks, unicode.MARKS)
    if options.ligatures:
        yield _Stage(Step.LIGATURES, unicode.ligatures, unicode.LIGATURES)
    if options.spaces is not SpacePolicy.KEEP:
        yield _Stage(Step.SPACES, unicode.odd_spaces, unicode.SPACES)
        yield _Stage(Step.SPACES, unicode.trailing_spaces)
    if options.spaces is SpacePolicy.SINGLE:
        yield _Stage(Step.SPACES, unicode.small_gaps)
    if options.dashes is not DashPolicy.KEEP:
        touches = unicode.HYPHENS if options.dashes is DashPolicy.HYPHENS else unicode.DASHES
        yield _Stage(Step.DASHES, partial(unicode.dashes, policy=options.dashes), touches)
    if options.quotes is QuotePolicy.STRAIGHT:
        yield _Stage(Step.QUOTES, unicode.quotes, unicode.QUOTES)
    yield from _iter_word_stages(options)


def _iter_word_stages(options: NormalizeOptions) -> Iterator[_Stage]:
    if options.leaders:
        yield _Stage(Step.LEADERS, lines.leaders)
    if options.join_lines:
        yield _Stage(Step.LINES, lines.joined_lines)
    if options.lookalikes:
        yield _Stage(Step.LOOKALIKES, lookalikes, LOOKALIKE_LETTERS, repeat=True)
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
    for stage in _plan(options).stages_for(text):
        while edits := list(stage.edits(text)):
            text = apply_edits(text, edits)
            if not stage.repeat:
                break
    if options.compose:
        text = unicodedata.normalize("NFC", text)  # a mark may have met its letter when what stood between was removed
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
    for stage in _plan(options).stages_for(work.text):
        work.run(stage)
    if options.compose:
        work.run(composition)
    return AlignedText(work.text, work.offsets, tuple(work.changes or ()))


@dataclass(slots=True)
class _Work:
    text: str
    offsets: OffsetMap
    changes: list[Change] | None

    def run(self, stage: _Stage) -> None:
        while edits := list(stage.edits(self.text)):
            if self.changes is not None:
                self.changes.extend(self._explained(edits, stage.step))
            self.offsets = self.offsets.compose(offsets_of(self.text, edits))
            self.text = apply_edits(self.text, edits)
            if not stage.repeat:
                break

    def _explained(self, edits: Iterable[Edit], step: Step) -> Iterator[Change]:
        back = self.offsets.invert()
        for start, end, replacement in edits:
            yield Change(back.map(Span(start, end)), self.text[start:end], replacement, step.value)
