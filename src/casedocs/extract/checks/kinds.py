"""Which paper is which, for the checks: from the heading, so that no catalogue is needed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from casedocs.extract.model import Extraction, Field, FieldName
from casedocs.extract.values import Moment
from casedocs.text.calendar_values import PartialDate
from casedocs.text.folding import fold

__all__ = ["Step", "day_of", "papers", "step_of", "trusted"]


class Step(StrEnum):
    """The papers that the order of a case knows, earliest first."""

    INITIATION = "initiation"
    ACCUSED = "accused"
    INTERROGATION = "interrogation"
    DETENTION = "detention"
    APPROVAL = "approval"
    CONCLUSION = "conclusion"
    INDICTMENT = "indictment"
    TRIAL_ORDER = "trial_order"
    JUDGMENT = "judgment"
    PROTEST = "protest"
    ASSIGNMENT = "assignment"


_CUES = (
    (Step.APPROVAL, re.compile(r"phe chuan")),
    (Step.PROTEST, re.compile(r"khang nghi")),
    (Step.ASSIGNMENT, re.compile(r"phan cong")),
    (Step.ACCUSED, re.compile(r"quyet dinh khoi to bi can")),
    (Step.INITIATION, re.compile(r"quyet dinh khoi to vu an")),
    (Step.INTERROGATION, re.compile(r"hoi cung")),
    (Step.DETENTION, re.compile(r"(?:lenh|quyet dinh) (?:bat bi can de )?tam giam")),
    (Step.CONCLUSION, re.compile(r"ket luan dieu tra")),
    (Step.INDICTMENT, re.compile(r"cao trang")),
    (Step.TRIAL_ORDER, re.compile(r"dua vu an ra xet xu")),
)


def step_of(document: Extraction) -> Step | None:
    """The step that the heading names; None for other papers."""
    number = document.find(FieldName.NUMBER)
    if number is not None and re.search(r"/(?:HS|DS|HC|HNGĐ|KDTM|LĐ)-(?:ST|PT)$", number.canonical):
        return Step.JUDGMENT
    title = document.find(FieldName.TITLE)
    head = "" if title is None else " ".join(fold(title.canonical).split())
    return next((step for step, pattern in _CUES if pattern.search(head)), None)


def papers(documents: Sequence[Extraction], step: Step) -> Iterator[tuple[int, Extraction]]:
    """The papers of a step, with their indices."""
    return ((index, document) for index, document in enumerate(documents) if step_of(document) is step)


def trusted(field: Field | None, least: float) -> Field | None:
    """The field when it is sure enough."""
    return field if field is not None and field.confidence >= least else None


def day_of(document: Extraction, least: float) -> tuple[date, Field] | None:
    """The day that a paper was made: its date, or the beginning of a record."""
    for name in (FieldName.DATE, FieldName.START_TIME):
        field = trusted(document.find(name), least)
        if field is None:
            continue
        value = field.value.date if isinstance(field.value, Moment) else field.value
        if isinstance(value, PartialDate) and value.date is not None:
            return value.date, field
    return None
