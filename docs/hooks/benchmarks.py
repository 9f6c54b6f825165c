"""Puts the tables and plots of `benchmarks/results/*.json` where a page says ``<!-- benchmark-results -->``.

A result file holds one run, as a benchmark wrote it::

    {"title": "…", "date": "2026-11-24", "machine": "…", "command": "python -m benchmarks.ocr …",
     "note": "how the figures were got",
     "rows": [{"engine": "…", "cer_percent": 1.29, …}, …],
     "plot": {"label": "engine", "value": "cer_percent", "title": "…"}}

`rows` makes the table: its columns are the keys in the order of their first appearance. `plot` (optional) draws one
bar a row as SVG. Nothing is computed here: what the page shows is what was measured.
"""

import html
import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"
MARK = "<!-- benchmark-results -->"
NOTHING = "*Chưa có kết quả nào được lưu · No results have been recorded yet.*"


def _cell(value: object) -> str:
    if value is None:
        return "–"
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return html.escape(text).replace("|", "\\|")


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as a Markdown table; numbers stand to the right."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    numeric = {key: any(isinstance(row.get(key), int | float) for row in rows) for key in columns}
    head = " | ".join(_cell(key.replace("_", " ")) for key in columns)
    rule = " | ".join("---:" if numeric[key] else "---" for key in columns)
    body = [" | ".join(_cell(row.get(key)) for key in columns) for row in rows]
    return "\n".join(f"| {line} |" for line in [head, rule, *body])


def bars(rows: list[dict[str, Any]], plot: dict[str, str]) -> str:
    """One horizontal bar for each row that has a value, as SVG in the colours of the page."""
    shown = [(str(row[plot["label"]]), float(row[plot["value"]])) for row in rows if row.get(plot["value"]) is not None]
    longest = max((value for _, value in shown), default=0.0) or 1.0
    height = 26 * len(shown) + 30
    title = html.escape(plot.get("title", plot["value"]))
    parts = [
        f'<svg viewBox="0 0 720 {height}" role="img" aria-label="{title}" font-size="13" fill="currentColor">',
        f'<text x="0" y="16" font-weight="bold">{title}</text>',
    ]
    for index, (label, value) in enumerate(shown):
        y = 30 + 26 * index
        width = 380 * value / longest
        parts += [
            f'<text x="230" y="{y + 14}" text-anchor="end">{html.escape(label)}</text>',
            f'<rect x="240" y="{y}" width="{width:.1f}" height="18" rx="3" fill="#00897b"/>',
            f'<text x="{246 + width:.1f}" y="{y + 14}">{value:.4g}</text>',
        ]
    return "".join([*parts, "</svg>"])


def render(result: dict[str, Any]) -> str:
    """One run: heading, how it was got, plot, table."""
    lines = [f"## {_cell(result['title'])}", ""]
    about = [f"**{key}:** {_cell(result[key])}" for key in ("date", "machine", "note") if result.get(key)]
    lines += ["  \n".join(about), ""]
    if result.get("command"):
        lines += [f"```console\n{result['command']}\n```", ""]
    if result.get("plot"):
        lines += [bars(result["rows"], result["plot"]), ""]
    return "\n".join([*lines, table(result["rows"]), ""])


def results_markdown(folder: Path) -> str:
    """All runs of a folder, by file name."""
    runs = [render(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]
    return "\n".join(runs) or NOTHING


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fills in the mark."""
    del page, config, files
    return markdown.replace(MARK, results_markdown(RESULTS)) if MARK in markdown else markdown
