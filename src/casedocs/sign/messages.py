"""The sentences for findings, changes, states and verdicts, in Vietnamese and English."""

from casedocs.sign._tables import CHANGES, FINDINGS, STATES, SUB_INDICATIONS, VERDICTS
from casedocs.sign.report import Change, Finding
from casedocs.sign.status import DocumentState, SubIndication, Verdict

__all__ = ["change_text", "finding_text", "state_text", "sub_indication_text", "verdict_text"]

# Their detail is an English sentence of the chain validator; the report names issuer and certificate anyway.
_ENGLISH_DETAIL = {"chain_missing", "chain_constraints"}


def _pick(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language == "vi" else pair[1]


def finding_text(finding: Finding, language: str) -> str:
    """The sentence of a finding, with what it names.

    Args:
        finding: What was found.
        language: ``vi`` or ``en``.
    """
    values = dict(finding.values)
    if finding.code == "changed_later":
        return _changed_text(values, language)
    pair = FINDINGS.get(finding.code, (finding.code, finding.code))
    text = _pick(pair, language)
    for name in ("who", "day", "page"):
        text = text.replace(f"{{{name}}}", values.get(name) or "?")
    detail = values.get("detail", "")
    if detail in FINDINGS:  # the reason is a finding itself
        reason = _pick(FINDINGS[detail], language)
        detail = reason[:1].lower() + reason[1:]
    elif language == "vi" and finding.code in _ENGLISH_DETAIL:
        detail = ""
    return f"{text} ({detail})" if detail else text


def _changed_text(values: dict[str, str], language: str) -> str:
    what = _pick(CHANGES.get(values.get("kind", ""), ("thay đổi", "change")), language)
    subject = f" “{values['what']}”" if values.get("what") else ""
    page = values.get("page")
    where = (f", trang {page}" if language == "vi" else f", page {page}") if page else ""
    if language == "vi":
        return f"Sau chữ ký này (lần lưu {values.get('revision')}): {what}{subject}{where}"
    return f"After this signature (save {values.get('revision')}): {what}{subject}{where}"


def change_text(change: Change, language: str) -> str:
    """A later change in a sentence.

    Args:
        change: What a later revision did.
        language: ``vi`` or ``en``.
    """
    values = {
        "kind": change.kind.value,
        "what": change.subject,
        "page": str(change.page_number or ""),
        "revision": str(change.revision),
    }
    text = _changed_text(values, language)
    return f"{text}: “{change.old}” → “{change.new}”" if change.old or change.new else text


def verdict_text(verdict: Verdict, language: str) -> str:
    """A verdict in words."""
    return _pick(VERDICTS[verdict.value], language)


def state_text(state: DocumentState, language: str) -> str:
    """The state of a document in words."""
    return _pick(STATES[state.value], language)


def sub_indication_text(sub: SubIndication | None, language: str) -> str:
    """What an ETSI sub-indication means; empty for None."""
    return _pick(SUB_INDICATIONS[sub.value], language) if sub else ""
