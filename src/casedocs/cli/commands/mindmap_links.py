"""``casedocs mindmap pack`` and ``check-links``."""

from dataclasses import asdict
from pathlib import Path

import click

from casedocs.cli.commands.mindmap_shared import (
    EXIT_FINDINGS,
    FILE,
    json_option,
    load_map,
    output_option,
    password_option,
    print_json,
)
from casedocs.cli.language import tr
from casedocs.errors import UsageError
from casedocs.mindmap import dump
from casedocs.mindmap.links import LinkFinding, LinkState, check_links, record_hashes, repair_links

__all__ = ["COMMANDS"]

_STATES = {
    LinkState.OK: ("tốt", "ok"),
    LinkState.MISSING: ("thiếu tệp", "missing"),
    LinkState.MOVED: ("đã chuyển chỗ", "moved"),
    LinkState.CHANGED: ("nội dung đã khác", "content changed"),
    LinkState.ABSOLUTE: ("đường dẫn tuyệt đối, sẽ hỏng khi chuyển máy", "absolute path, breaks on another machine"),
    LinkState.OUTSIDE: ("nằm ngoài thư mục sơ đồ", "outside the map's folder"),
    LinkState.UNSAFE: ("liên kết không an toàn", "unsafe link"),
    LinkState.WEB: ("trang mạng", "web"),
}


@click.command(help=tr("Gói sơ đồ kèm đúng các trang được trích dẫn.", "Pack a map with the pages that it cites."))
@click.argument("source", type=FILE)
@output_option
@click.option("--whole-pdf", is_flag=True, help=tr("Kèm cả tệp PDF, không chỉ trang trích dẫn.", "Whole PDF files."))
@json_option
@password_option
def pack(source: Path, target: Path, whole_pdf: bool, as_json: bool, password: str) -> None:
    """Writes the folder."""
    from casedocs.mindmap.packing import PackOptions
    from casedocs.mindmap.packing import pack as pack_map

    report = pack_map(load_map(source, password), source.parent, target, options=PackOptions(pages_only=not whole_pdf))
    if as_json:
        print_json(asdict(report))
        return
    click.echo(tr(f"{len(report.files)} tệp.", f"{len(report.files)} files."))
    for link in report.left_out:
        click.echo(tr(f"Không kèm được: {link}", f"Left out: {link}"), err=True)


def _print_findings(findings: list[LinkFinding], *, as_json: bool) -> None:
    if as_json:
        print_json({"links": [asdict(item) for item in findings]})
        return
    for item in findings:
        if not item.is_fine:
            found = f" → {item.found}" if item.found else ""
            click.echo(f"{item.path} {item.title}: {item.link}: {tr(*_STATES[item.state])}{found}")
    bad = sum(not item.is_fine for item in findings)
    click.echo(tr(f"{len(findings)} liên kết, {bad} cần sửa.", f"{len(findings)} links, {bad} to repair."))


@click.command("check-links", help=tr("Kiểm tra liên kết tới trang hồ sơ.", "Check the links to pages."))
@click.argument("source", type=FILE)
@click.option(
    "--record", is_flag=True, help=tr("Ghi mã băm của các trang vào sơ đồ.", "Keep the pages' hashes in the map.")
)
@click.option("--repair", is_flag=True, help=tr("Sửa liên kết bị chuyển chỗ.", "Repair moved links."))
@click.option("-o", "--output", "target", type=FILE, help=tr("Sơ đồ đã sửa.", "The repaired map."))
@json_option
@password_option
@click.pass_context
def check_links_command(  # noqa: PLR0913, PLR0917  one for each option
    context: click.Context,
    source: Path,
    record: bool,
    repair: bool,
    target: Path | None,
    as_json: bool,
    password: str,
) -> None:
    """Prints the links that need care; exit code 3 when there are any."""
    mind_map = load_map(source, password)
    if (record or repair) and target is None:
        raise UsageError(tr("thiếu -o TỆP cho sơ đồ đã sửa", "-o FILE for the changed map is missing"))
    if repair:
        repair_links(mind_map, source.parent)
    if record:
        record_hashes(mind_map, source.parent)
    findings = check_links(mind_map, source.parent)
    if target is not None:
        dump(mind_map, target)
    _print_findings(findings, as_json=as_json)
    if not all(item.is_fine for item in findings):
        context.exit(EXIT_FINDINGS)


COMMANDS = (pack, check_links_command)
