"""``casedocs check``: the papers of a dossier against each other and against the law."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from casedocs.cli.commands._extract_shared import (
    engine_option,
    kept_corrections,
    read_all,
    sources_argument,
    stop_if_nothing,
)
from casedocs.cli.language import Language, current_language, tr
from casedocs.errors import UsageError
from casedocs.extract.checks import RULES, CheckOptions, Result, Verdict
from casedocs.extract.checks import check as run_checks

__all__ = ["check"]


@click.command(
    help=tr(
        "Đối chiếu: điều luật ↔ tội danh, số định danh ↔ năm sinh, số ↔ chữ, thời hạn, hạn luật định, giá trị ↔ "
        "khoản, bút "
        "lục, kiểm sát viên được phân công, thứ tự ngày… Mã thoát 6 khi có vi phạm.",
        "Check article ↔ offence, identity number ↔ birth, digits ↔ words, terms, statutory deadlines, value ↔ clause, "
        "folios, assigned prosecutor, order of dates… Exit code 6 when something does not fit.",
    )
)
@sources_argument
@click.option(
    "--rule",
    "rules",
    multiple=True,
    type=click.Choice(sorted(RULES)),
    help=tr("Chỉ chạy quy tắc này.", "Only this rule."),
)
@click.option("--all", "show_all", is_flag=True, help=tr("In cả những chỗ khớp.", "Also print what fits."))
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.6,
    show_default=True,
    help=tr("Không xét trường dưới mức này.", "Do not judge fields below this confidence."),
)
@click.option(
    "--sheets", type=click.IntRange(min=0), help=tr("Số tờ đếm trên bản quét.", "Sheets counted in the scan.")
)
@click.option("--volumes", type=click.IntRange(min=0), help=tr("Số tập đếm được.", "Volumes counted."))
@click.option(
    "--day-off",
    "days_off",
    multiple=True,
    help=tr("Ngày nghỉ lễ (YYYY-MM-DD), dùng nhiều lần được.", "A public holiday (YYYY-MM-DD), repeatable."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=tr("Xuất JSON, mỗi kết quả một dòng.", "JSON, one line a result.")
)
@kept_corrections
@engine_option
def check(
    sources: tuple[str, ...], *, rules: tuple[str, ...], show_all: bool, least: float, sheets: int | None,
    volumes: int | None, days_off: tuple[str, ...], as_json: bool, corrections: Path | None, engine: str,
) -> None:  # fmt: skip
    """Runs the checks; the help is given above in the reader's language."""
    from casedocs.extract.records import result_to_record

    options = CheckOptions(least=least, days_off=_days(days_off), sheets=sheets, volumes=volumes)
    found = [extraction for _, _, extraction in read_all(sources, engine, corrections)]
    stop_if_nothing(found)
    names = [one.source_name for one in found]
    results = run_checks(found, rules=rules or None, options=options)
    for result in results:
        if as_json:
            record = result_to_record(result)
            record["sources"] = [names[index] for index in result.documents]
            click.echo(json.dumps(record, ensure_ascii=False))
        elif show_all or result.verdict is not Verdict.OK:
            _show(result, names)
    counts = {verdict: sum(one.verdict is verdict for one in results) for verdict in Verdict}
    if not as_json:
        click.echo(
            tr(
                f"{counts[Verdict.VIOLATED]} chỗ không khớp, {counts[Verdict.NOT_CHECKABLE]} chỗ không xét được, "
                f"{counts[Verdict.OK]} chỗ khớp.",
                f"{counts[Verdict.VIOLATED]} do not fit, {counts[Verdict.NOT_CHECKABLE]} cannot be said, "
                f"{counts[Verdict.OK]} fit.",
            )
        )
    if counts[Verdict.VIOLATED]:
        sys.exit(6)


def _days(listed: tuple[str, ...]) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(one) for one in listed)
    except ValueError as error:
        raise UsageError(f"a day off is no date: {error}", hint="write YYYY-MM-DD") from error


def _show(result: Result, names: list[str]) -> None:
    vi = current_language() is Language.VI
    mark = {Verdict.OK: "✓", Verdict.VIOLATED: "✗", Verdict.NOT_CHECKABLE: "?"}[result.verdict]
    where = ", ".join(dict.fromkeys(names[index] for index in result.documents))
    pages = ", ".join(str(page) for page in dict.fromkeys(one.page_number for one in result.fields if one.page_number))
    rule = RULES[result.rule]
    click.echo(f"{mark} [{rule.vi if vi else rule.en}] {result.vi if vi else result.en}")
    click.echo(f"    {where}" + (tr(f" · trang {pages}", f" · page {pages}") if pages else "") + f" · {result.source}")
