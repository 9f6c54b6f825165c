"""``casedocs mindmap render``, ``present`` and ``film``."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from casedocs.cli.commands.mindmap_shared import (
    FILE,
    json_option,
    load_map,
    output_option,
    password_option,
    pick_sheet,
    print_json,
    sheet_option,
)
from casedocs.cli.language import current_language, tr
from casedocs.errors import UsageError
from casedocs.mindmap.render.options import RenderReport

__all__ = ["COMMANDS"]


_LAYOUTS = [
    "auto", "map", "logic-right", "logic-left", "tree", "org-chart", "timeline", "timeline-vertical", "fishbone",
]  # fmt: skip


@click.command(help=tr("Vẽ sơ đồ ra SVG, PNG hoặc PDF.", "Draw a map as SVG, PNG or PDF."))
@click.argument("source", type=FILE)
@output_option
@click.option("--layout", type=click.Choice(_LAYOUTS), default="auto", help=tr("Kiểu sơ đồ.", "Shape of the map."))
@click.option("--depth", type=click.IntRange(0), help=tr("Số cấp.", "Levels."))
@click.option("--scale", type=float, default=2.0, help=tr("Độ phóng của PNG.", "Scale of PNG."))
@click.option(
    "--paper",
    type=click.Choice(["map", "A4", "A3", "A2", "A1", "A0"], case_sensitive=False),
    default="A3",
    help=tr("Khổ giấy PDF.", "Paper."),
)
@click.option("--tiles", is_flag=True, help=tr("Chia thành nhiều tờ để dán.", "Cut into sheets to glue."))
@click.option("--dark", is_flag=True, help=tr("Nền tối.", "Dark colours."))
@sheet_option
@password_option
@json_option
def render(  # noqa: PLR0917  one for each option
    source: Path,
    target: Path,
    layout: str,
    depth: int | None,
    scale: float,
    paper: str,
    tiles: bool,
    dark: bool,
    number: int | None,
    password: str,
    as_json: bool,
) -> None:
    """Writes a picture; the suffix of the target says which kind."""
    from casedocs.mindmap.layout.options import LayoutOptions, Structure
    from casedocs.mindmap.render.options import Paper, PdfOptions, PngOptions, SvgOptions, Theme
    from casedocs.mindmap.render.pictures import render_pdf, render_png, render_svg

    mind_map = load_map(source, password)
    mind_map.sheets = [pick_sheet(mind_map, number)] if number is not None else mind_map.sheets
    shape = LayoutOptions(structure=Structure(layout), max_depth=depth)
    theme = Theme.DARK if dark else Theme.LIGHT
    suffix = target.suffix.lower()
    if suffix == ".svg":
        report = render_svg(mind_map, target, options=SvgOptions(layout=shape, theme=theme))
    elif suffix == ".png":
        report = render_png(mind_map, target, options=PngOptions(layout=shape, theme=theme, scale=scale))
    elif suffix == ".pdf":
        name = next(one for one in Paper if one.value.lower() == paper.lower())
        options = PdfOptions(layout=shape, theme=theme, paper=name, min_scale=1.0 if tiles else 0.0)
        report = render_pdf(mind_map, target, options=options)
    else:
        raise UsageError(tr("tệp kết quả phải là .svg, .png hoặc .pdf", "the result must be .svg, .png or .pdf"))
    _tell(report, target, as_json=as_json)


def _tell(report: RenderReport, target: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({"target": str(target), **asdict(report)})
        return
    _tell_missing(report.missing_letters)


def _tell_missing(letters: Iterable[str]) -> None:
    signs = " ".join(sorted(letters))
    if signs:
        click.echo(tr(f"Phông chữ không có: {signs}", f"The font lacks: {signs}"), err=True)


@click.command(help=tr("Tạo một tệp HTML để trình chiếu, không cần mạng.", "Make one offline HTML page to present."))
@click.argument("source", type=FILE)
@output_option
@click.option("--no-notes", is_flag=True, help=tr("Bỏ ghi chú.", "Leave the notes out."))
@sheet_option
@password_option
@json_option
def present(source: Path, target: Path, no_notes: bool, number: int | None, password: str, as_json: bool) -> None:
    """Writes the page."""
    from casedocs.mindmap.viewer import HtmlOptions, ViewerLanguage, render_html

    mind_map = load_map(source, password)
    mind_map.sheets = [pick_sheet(mind_map, number)] if number is not None else mind_map.sheets
    options = HtmlOptions(language=ViewerLanguage(current_language().value), notes=not no_notes)
    _tell(render_html(mind_map, target, options=options), target, as_json=as_json)


@click.command(help=tr("Tạo phim MP4 chiếu từng bước, có phụ đề.", "Make an MP4 film of the steps with captions."))
@click.argument("source", type=FILE)
@output_option
@click.option("--depth", type=click.IntRange(0), help=tr("Số cấp.", "Levels."))
@click.option("--seconds", type=float, default=2.5, help=tr("Ít nhất mấy giây một bước.", "Least seconds of a step."))
@sheet_option
@password_option
@json_option
def film(  # noqa: PLR0917  one for each option
    source: Path,
    target: Path,
    depth: int | None,
    seconds: float,
    number: int | None,
    password: str,
    as_json: bool,
) -> None:
    """Writes the film."""
    from casedocs.mindmap.film import FilmOptions, render_film

    sheet = pick_sheet(load_map(source, password), number)
    report = render_film(sheet, target, options=FilmOptions(depth=depth, seconds=seconds))
    if as_json:
        print_json({"target": str(target), **asdict(report), "missing": sorted(report.missing)})
        return
    click.echo(
        tr(
            f"{len(report.steps)} bước, {report.frames} khung hình.",
            f"{len(report.steps)} steps, {report.frames} frames.",
        )
    )


COMMANDS = (render, present, film)
