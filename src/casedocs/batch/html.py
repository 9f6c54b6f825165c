"""The report of a batch as one HTML file: no script, nothing from elsewhere, opens from a folder."""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from casedocs.batch.document_outcome import DocumentOutcome
from casedocs.batch.report import BatchReport, Throughput
from casedocs.batch.states import DocumentState, UnitState
from casedocs.errors import UsageError

__all__ = ["render_html"]

_WIDTH, _HEIGHT, _MARGIN = 860, 180, 40
_MOST_ROWS = 5_000

_TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "title": "Báo cáo xử lý hàng loạt",
        "documents": "Tài liệu",
        "pages": "Trang",
        "done": "xong",
        "partial": "thiếu trang",
        "failed": "lỗi",
        "pending": "chưa xong",
        "quarantined": "cách ly",
        "review": "cần xem lại",
        "throughput": "Trang hoàn thành theo thời gian",
        "per_second": "trang/giây",
        "trouble": "Lỗi và cách ly",
        "needs_review": "Cần người xem lại",
        "all": "Tất cả tài liệu",
        "name": "Tên",
        "state": "Kết quả",
        "reason": "Lý do",
        "hint": "Cần làm gì",
        "seconds": "Giây",
        "nothing": "Không có.",
        "more": "… và {count} dòng nữa: xem báo cáo JSON.",
        "target": "Thư mục kết quả",
        "manifest": "Sổ theo dõi (manifest)",
        "made": "Lập lúc",
        "whole": "cả tài liệu",
        "interrupted": "Lần chạy này đã bị dừng giữa chừng; chạy lại để làm tiếp.",
    },
    "en": {
        "title": "Batch report",
        "documents": "Documents",
        "pages": "Pages",
        "done": "done",
        "partial": "pages missing",
        "failed": "failed",
        "pending": "pending",
        "quarantined": "quarantined",
        "review": "to be reviewed",
        "throughput": "Pages finished over time",
        "per_second": "pages/s",
        "trouble": "Failed and quarantined",
        "needs_review": "To be looked at by a person",
        "all": "All documents",
        "name": "Name",
        "state": "Result",
        "reason": "Reason",
        "hint": "What to do",
        "seconds": "Seconds",
        "nothing": "None.",
        "more": "… and {count} rows more: see the JSON report.",
        "target": "Folder of results",
        "manifest": "Manifest",
        "made": "Made at",
        "whole": "whole document",
        "interrupted": "This run was stopped before its end; run it again to go on.",
    },
}
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c2024;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #dde;
vertical-align:top;overflow-wrap:break-word}td.n,th.n{text-align:right}.tiles{display:flex;flex-wrap:wrap;gap:.8rem}
.tile{border:1px solid #ccd;border-radius:.5rem;padding:.5rem 1rem;min-width:7rem}
.tile b{display:block;font-size:1.5rem}
.failed,.quarantined{color:#a3180f}.partial,.review{color:#8a5a00}.done{color:#14613a}.pending{color:#555}
svg text{font-size:11px;fill:#444}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dd{margin:0}
@media print{body{margin:0;max-width:none}}
@media(prefers-color-scheme:dark){body{background:#16181c;color:#e6e8ea}.failed,.quarantined{color:#ff8a80}
.partial,.review{color:#ffc26b}.done{color:#7ddba3}.pending,svg text{color:#aab;fill:#aab}
th,td{border-color:#334}.tile{border-color:#445}}
"""


def render_html(report: BatchReport, *, language: str = "vi", zone: tzinfo = UTC, now: datetime | None = None) -> str:
    """The report as a page.

    Args:
        report: What `casedocs.batch.run` or `make_report` gave.
        language: ``vi`` or ``en``.
        zone: Of the times shown.
        now: When it is made; None means now.

    Returns:
        A whole HTML document: what was done, failed, is quarantined, needs review; throughput over time.

    Raises:
        UsageError: If the language is another.
    """
    if language not in _TEXTS:
        raise UsageError(f"there is no report in {language!r}", hint="use vi or en")
    texts = _TEXTS[language]
    made = (now or datetime.now(UTC)).astimezone(zone)
    facts = {
        texts["target"]: report.target,
        texts["manifest"]: report.manifest,
        texts["made"]: made.isoformat(" ", "seconds"),
    }
    parts = [
        f"<h1>{texts['title']}</h1>",
        "<dl>" + "".join(f"<dt>{_text(key)}</dt><dd>{_text(value)}</dd>" for key, value in facts.items()) + "</dl>",
        f"<p class=partial>{texts['interrupted']}</p>" if report.interrupted else "",
        f"<h2>{texts['documents']}</h2>{_tiles(_document_counts(report, texts))}",
        f"<h2>{texts['pages']}</h2>{_tiles(_page_counts(report, texts))}",
        f"<h2>{texts['throughput']}</h2>{_plot(report.throughput, texts, zone)}",
        f"<h2>{texts['trouble']}</h2>{_trouble(report, texts)}",
        f"<h2>{texts['needs_review']}</h2>{_review(report, texts)}",
        f"<h2>{texts['all']}</h2>{_all(report, texts)}",
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{texts['title']}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _text(value: object) -> str:
    """Text that is safe in HTML; lone surrogates of odd file names are shown as marks."""
    return html.escape(str(value).encode("utf-8", "replace").decode("utf-8"))


# --- parts ----------------------------------------------------------------------------------------------------------


def _document_counts(report: BatchReport, texts: Mapping[str, str]) -> list[tuple[str, str, int]]:
    counts = [(state.value, texts[state.value], len(report.in_state(state))) for state in DocumentState]
    return [*counts, ("review", texts["review"], len(report.needs_review))]


def _page_counts(report: BatchReport, texts: Mapping[str, str]) -> list[tuple[str, str, int]]:
    ends = (UnitState.DONE, UnitState.FAILED, UnitState.QUARANTINED)
    waiting = sum(pages for state, pages in report.pages.items() if state not in ends)
    ended = [(state.value, texts[state.value], report.pages.get(state, 0)) for state in ends]
    return [*ended, ("pending", texts["pending"], waiting)]


def _tiles(counts: Iterable[tuple[str, str, int]]) -> str:
    tiles = (f'<div class="tile {kind}"><b>{count:,}</b>{_text(label)}</div>' for kind, label, count in counts)
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _plot(throughput: Throughput, texts: Mapping[str, str], zone: tzinfo) -> str:
    """Bars of pages a second over time, as SVG."""
    if not throughput.pages:
        return f"<p>{texts['nothing']}</p>"
    count, best = len(throughput.pages), max(throughput.best, 1e-9)
    step = (_WIDTH - 2 * _MARGIN) / count
    floor = _HEIGHT - _MARGIN
    bars = []
    for number, pages in enumerate(throughput.pages):
        rate = pages / throughput.width
        height = rate / best * (floor - 15)
        when = _clock(throughput.since + number * throughput.width, zone)
        bars.append(
            f'<rect x="{_MARGIN + number * step:.2f}" y="{floor - height:.2f}" width="{max(step * 0.9, 0.5):.2f}" '
            f'height="{height:.2f}" fill="#1f8a70"><title>{when}: {rate:.2f} {texts["per_second"]}</title></rect>'
        )
    first = _clock(throughput.since, zone)
    last = _clock(throughput.since + count * throughput.width, zone)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{texts["throughput"]}">'
        f'<line x1="{_MARGIN}" y1="{floor}" x2="{_WIDTH - _MARGIN}" y2="{floor}" stroke="#888"/>'
        f"{''.join(bars)}"
        f'<text x="{_MARGIN}" y="12">{throughput.best:.2f} {texts["per_second"]}</text>'
        f'<text x="{_MARGIN}" y="{_HEIGHT - 20}">{first}</text>'
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 20}" text-anchor="end">{last}</text></svg>'
    )


def _clock(seconds: float, zone: tzinfo) -> str:
    return datetime.fromtimestamp(seconds, zone).strftime("%d.%m. %H:%M:%S")


def _trouble(report: BatchReport, texts: Mapping[str, str]) -> str:
    rows: list[Sequence[str]] = []
    for document in report.documents:
        bad = [page for page in document.trouble if page.state is not UnitState.DONE]
        rows += [_error_row(document, _numbers(page.indices), page.state.value, page.error, texts) for page in bad]
        if document.error is not None and not bad:
            rows.append(_error_row(document, texts["whole"], "failed", document.error, texts))
    return _table((texts["name"], texts["pages"], texts["state"], texts["reason"], texts["hint"]), rows, texts)


def _error_row(
    document: DocumentOutcome, pages: str, state: str, error: Mapping[str, Any] | None, texts: Mapping[str, str]
) -> Sequence[str]:
    found = error or {}
    reason = f"[{found.get('code', '')}] {found.get('message', '')}"
    return (document.name, pages, texts[state], reason, str(found.get("hint", "")))


def _review(report: BatchReport, texts: Mapping[str, str]) -> str:
    rows: list[Sequence[str]] = []
    for document in report.needs_review:
        rows.extend((document.name, texts["whole"], reason) for reason in document.review)
        rows.extend(
            (document.name, _numbers(page.indices), reason) for page in document.trouble for reason in page.review
        )
    return _table((texts["name"], texts["pages"], texts["reason"]), rows, texts)


def _all(report: BatchReport, texts: Mapping[str, str]) -> str:
    rows = [
        (document.name, texts[document.state.value], f"{document.done}/{document.pages}", f"{document.seconds:.1f}")
        for document in report.documents
    ]
    return _table((texts["name"], texts["state"], texts["pages"], texts["seconds"]), rows, texts)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], texts: Mapping[str, str]) -> str:
    if not rows:
        return f"<p>{texts['nothing']}</p>"
    head = "".join(f"<th>{_text(heading)}</th>" for heading in headings)
    body = "".join("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows[:_MOST_ROWS])
    more = len(rows) - _MOST_ROWS
    note = f"<p>{texts['more'].format(count=more)}</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _numbers(indices: Sequence[int]) -> str:
    return ", ".join(str(index + 1) for index in indices)
