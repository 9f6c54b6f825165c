"""``casedocs mindmap render``, ``present`` and ``film``."""

from pathlib import Path

import click

from casedocs._files import atomic_write
from casedocs.cli.commands.mindmap_shared import (
    FILE,
    load_map,
    output_option,
    password_option,
    pick_sheet,
    sheet_option,
)
from casedocs.cli.language import current_language, tr
from casedocs.errors import UsageError

__all__ = ["COMMANDS"]


@click.command(help=tr("Vẽ sơ đồ ra SVG, PNG hoặc PDF.", "Draw a map as SVG, PNG or PDF."))
@click.argument("source", type=FILE)
@output_option
@click.option("--layout", type=click.Choice(["map", "logic", "tree", "org", "timeline", "fishbone"]))
@click.option("--depth", type=click.IntRange(0), help=tr("Số cấp.", "Levels."))
@click.option("--scale", type=float, default=2.0, help=tr("Độ phóng của PNG.", "Scale of PNG."))
@click.option(
    "--paper", type=click.Choice(["fit", "a4", "a3", "a0"]), default="fit", help=tr("Khổ giấy PDF.", "Paper.")
)
@click.option("--tiles", is_flag=True, help=tr("Chia thành nhiều tờ để dán.", "Cut into sheets to glue."))
@sheet_option
@password_option
def render(  # noqa: PLR0917  one for each option
    source: Path,
    target: Path,
    layout: str | None,
    depth: int | None,
    scale: float,
    paper: str,
    tiles: bool,
    number: int | None,
    password: str,
) -> None:
    """Writes a picture; the suffix of the target says which kind."""
    from casedocs.mindmap.layout import Arrangement
    from casedocs.mindmap.render.pdf import Paper, PrintOptions, to_pdf
    from casedocs.mindmap.render.png import to_png
    from casedocs.mindmap.render.scene import RenderOptions, draw
    from casedocs.mindmap.render.svg import to_svg

    options = RenderOptions(arrangement=Arrangement(layout) if layout else None, depth=depth)
    drawing = draw(pick_sheet(load_map(source, password), number), options)
    suffix = target.suffix.lower()
    if suffix == ".svg":
        atomic_write(target, to_svg(drawing).encode("utf-8"))
    elif suffix == ".png":
        atomic_write(target, to_png(drawing, scale=scale))
    elif suffix == ".pdf":
        atomic_write(target, to_pdf(drawing, options=PrintOptions(paper=Paper(paper), tiles=tiles)))
    else:
        raise UsageError(tr("tệp kết quả phải là .svg, .png hoặc .pdf", "the result must be .svg, .png or .pdf"))
    if drawing.missing:
        signs = " ".join(sorted(drawing.missing))
        click.echo(tr(f"Phông chữ không có: {signs}", f"The font lacks: {signs}"), err=True)


@click.command(help=tr("Tạo một tệp HTML để trình chiếu, không cần mạng.", "Make one offline HTML page to present."))
@click.argument("source", type=FILE)
@output_option
@click.option("--depth", type=click.IntRange(1), default=2, help=tr("Số cấp mở sẵn.", "Levels open at first."))
@password_option
def present(source: Path, target: Path, depth: int, password: str) -> None:
    """Writes the page."""
    from casedocs.mindmap.viewer.html import HtmlOptions, Language, render_html

    options = HtmlOptions(language=Language(current_language().value), depth=depth)
    atomic_write(target, render_html(load_map(source, password), options=options).encode("utf-8"))


@click.command(help=tr("Tạo phim MP4 chiếu từng bước, có phụ đề.", "Make an MP4 film of the steps with captions."))
@click.argument("source", type=FILE)
@output_option
@click.option("--depth", type=click.IntRange(0), help=tr("Số cấp.", "Levels."))
@click.option("--seconds", type=float, default=2.5, help=tr("Ít nhất mấy giây một bước.", "Least seconds of a step."))
@sheet_option
@password_option
def film(source: Path, target: Path, depth: int | None, seconds: float, number: int | None, password: str) -> None:
    """Writes the film."""
    from casedocs.mindmap.film import FilmOptions, render_film

    sheet = pick_sheet(load_map(source, password), number)
    report = render_film(sheet, target, options=FilmOptions(depth=depth, seconds=seconds))
    click.echo(
        tr(
            f"{len(report.steps)} bước, {report.frames} khung hình.",
            f"{len(report.steps)} steps, {report.frames} frames.",
        )
    )


COMMANDS = (render, present, film)
