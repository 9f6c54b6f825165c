"""Checks of one paper and of a whole dossier, as named rules (entities.md §10); what cannot be said is said so."""

from collections.abc import Sequence

from casedocs.errors import UsageError
from casedocs.extract.checks import charges, deadlines, figures, order, persons
from casedocs.extract.checks.crime_class import CrimeClass, class_of, highest_penalty
from casedocs.extract.checks.deadlines import Deadline, deadline
from casedocs.extract.checks.model import CheckOptions, Result, Rule, Verdict
from casedocs.extract.model import Extraction

__all__ = [
    "RULES",
    "CheckOptions",
    "CrimeClass",
    "Deadline",
    "Result",
    "Rule",
    "Verdict",
    "check",
    "class_of",
    "deadline",
    "highest_penalty",
]

RULES: dict[str, Rule] = {
    rule.name: rule for module in (charges, persons, figures, deadlines, order) for rule in module.RULES
}
"""Every rule by name."""

_DEFAULT = CheckOptions()


def check(
    documents: Extraction | Sequence[Extraction],
    *,
    rules: Sequence[str] | None = None,
    options: CheckOptions = _DEFAULT,
) -> tuple[Result, ...]:
    """Checks one paper, or the papers of a dossier against each other.

    Args:
        documents: One extraction, or several.
        rules: Names of the rules to run; None means all.
        options: Least confidence, days off, counts of the scan.

    Returns:
        The answers, violations first, then what cannot be said, then what fits.

    Raises:
        UsageError: If there is no such rule.
    """
    listed = [documents] if isinstance(documents, Extraction) else list(documents)
    unknown = [name for name in rules or () if name not in RULES]
    if unknown:
        raise UsageError(f"there is no rule {unknown[0]!r}", hint=f"choose from {', '.join(RULES)}")
    chosen = [RULES[name] for name in rules] if rules is not None else list(RULES.values())
    found = [result for rule in chosen for result in rule.run(listed, options)]
    weight = {Verdict.VIOLATED: 0, Verdict.NOT_CHECKABLE: 1, Verdict.OK: 2}
    return tuple(sorted(found, key=lambda result: weight[result.verdict]))
