"""``casedocs ocr join``: large sheets that were scanned in parts become one page again."""

from pathlib import Path

import click

from casedocs.cli.language import tr
from casedocs.cli.options import option
from casedocs.ocr.sheets import join_sheets

__all__ = ["join"]

_HELP = tr(
    "Ghép tờ khổ lớn (A3) đã quét thành hai phần: hai trang liền nhau có chung mép thành một trang của tệp PDF mới. "
    "Tệp gốc không bị thay đổi; sau đó số hóa tệp mới bằng digitize.",
    "Join large sheets (A3) that were scanned in two parts: neighbouring pages with a common edge become one page of a "
    "new PDF. The original stays as it is; digitise the new file afterwards.",
)


@click.command(help=_HELP)
@click.argument("source", type=click.Path(path_type=Path))
@option("-o", "--output", vi="Tệp PDF kết quả.", en="PDF to write.", type=click.Path(path_type=Path), required=True)
def join(source: Path, output: Path) -> None:
    """See the help text above."""
    sheets = join_sheets(source, output)
    for number, sheet in enumerate(sheets, start=1):
        if len(sheet.page_numbers) > 1:
            parts = " + ".join(map(str, sheet.page_numbers))
            click.echo(tr(f"trang {number}: ghép từ trang {parts}", f"page {number}: joined from pages {parts}"))
    joined = sum(len(sheet.page_numbers) > 1 for sheet in sheets)
    click.echo(
        tr(
            f"{len(sheets)} trang, {joined} tờ đã ghép → {output}",
            f"{len(sheets)} pages, {joined} sheets joined → {output}",
        )
    )
