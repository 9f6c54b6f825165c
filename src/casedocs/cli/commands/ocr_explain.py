"""``casedocs ocr explain``: a picture of what was read on a page."""

from pathlib import Path

import click

from casedocs.cli.language import tr
from casedocs.cli.options import option
from casedocs.ocr.engines.registry import AUTO
from casedocs.ocr.explain import explain_page
from casedocs.ocr.quality import review_of

__all__ = ["explain"]

_HELP = tr(
    "Vẽ những gì đọc được trên một trang: khối chữ theo thứ tự (xanh dương), từ chắc chắn (xanh lá), "
    "cần xem lại (cam), nghi ngờ (đỏ), viết tay (tím); dòng cần người xem có gạch chân đỏ.",
    "Draw what was read on a page: blocks in their order (blue), words that are sure (green), to be looked at "
    "(amber), doubtful (red), handwritten (violet); lines that need a person are underlined in red.",
)


@click.command(help=_HELP)
@click.argument("source", type=click.Path(path_type=Path))
@option("-p", "--page", vi="Số trang.", en="Page number.", type=click.IntRange(1), default=1, show_default=True)
@option(
    "-o",
    "--output",
    vi="Tệp PNG (mặc định: TÊN.explained.png ở thư mục hiện tại).",
    en="PNG file (default: NAME.explained.png in the current folder).",
    type=click.Path(path_type=Path),
)
@option("--engine", vi="Bộ nhận dạng.", en="Engine.", default=AUTO, show_default=True)
def explain(source: Path, page: int, output: Path | None, engine: str) -> None:
    """See the help text above."""
    output = output or Path(f"{source.name}.explained.png")
    read = explain_page(source, page, output, engine=engine)
    doubtful = [word.text for word in read.words if word.confidence is not None and word.confidence < 0.6]
    review = review_of(read)
    words = sum(1 for _ in read.words)
    click.echo(
        tr(
            f"Trang {page}: {words} từ, {len(doubtful)} từ nghi ngờ, {review.lines} dòng cần người xem "
            f"({review.share:.0%}), nguồn {read.origin.value} → {output}",
            f"page {page}: {words} words, {len(doubtful)} doubtful, {review.lines} lines need a person "
            f"({review.share:.0%}), origin {read.origin.value} → {output}",
        )
    )
