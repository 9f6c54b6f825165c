"""The use cases: a map as SVG, PNG or PDF."""

from functools import partial
from math import sqrt
from pathlib import Path

from casedocs._files import atomic_write
from casedocs.errors import UsageError
from casedocs.mindmap._fonts import FontSet, load_fonts
from casedocs.mindmap.layout import Layout, LayoutOptions, arrange
from casedocs.mindmap.model import MindMap, Sheet
from casedocs.mindmap.render._images import jpeg_of, page_images, png_of
from casedocs.mindmap.render._pdf_draw import PdfDrawing
from casedocs.mindmap.render._pdf_links import add_links
from casedocs.mindmap.render.options import Paper, PdfOptions, PngOptions, RenderReport, SvgOptions, Theme
from casedocs.mindmap.render.paint import paint
from casedocs.mindmap.render.scene import Item, Scene
from casedocs.mindmap.render.svg import svg_text
from casedocs.mindmap.render.theme import palette
from casedocs.mindmap.render.tiles import Tiling, marks, tile

__all__ = ["drawn", "render_pdf", "render_png", "render_svg", "sheet_of"]


def sheet_of(mind_map: MindMap, sheet_id: str) -> Sheet:
    """The sheet with this id; an empty id means the active one.

    Raises:
        UsageError: If there is none.
    """
    if not sheet_id:
        return mind_map.active_sheet
    found = next((sheet for sheet in mind_map.sheets if sheet.id == sheet_id), None)
    if found is None:
        raise UsageError(f"the map has no sheet {sheet_id!r}", hint="leave sheet_id empty for the first one")
    return found


def drawn(
    mind_map: MindMap, sheet: Sheet, options: LayoutOptions, theme: Theme, fonts: FontSet
) -> tuple[Layout, Scene]:
    """A sheet laid out and painted."""
    layout = arrange(sheet, options=options, fonts=fonts)
    title = sheet.root.title or sheet.title
    return layout, paint(layout, title, fonts, palette(theme), partial(jpeg_of, mind_map))


def _items(scene: Scene) -> list[Item]:
    return [item for group in scene.groups for item in group.items]


def _report(layouts: list[Layout], scenes: list[Scene], pages: int, fonts: FontSet) -> RenderReport:
    missing = fonts.missing("".join(scene.text() for scene in scenes))
    topics, cut = sum(len(layout.topics) for layout in layouts), sum(layout.cut for layout in layouts)
    return RenderReport(pages=pages, topics=topics, left_out=cut, missing_letters=tuple(missing))


def render_svg(mind_map: MindMap, target: str | Path, *, options: SvgOptions | None = None) -> RenderReport:
    """Writes one sheet as SVG: text as text, fonts and pictures inside, nothing outside referred to.

    Raises:
        UsageError: If there is no such sheet.
        LimitExceededError: If it has too many topics.
        OutputError: If the file cannot be written.
        MissingExtraError: If the fonts are not installed.
    """
    options = options or SvgOptions()
    fonts = load_fonts(options.layout.fonts)
    layout, scene = drawn(mind_map, sheet_of(mind_map, options.sheet_id), options.layout, options.theme, fonts)
    atomic_write(Path(target), svg_text(scene, fonts, embed_fonts=options.embed_fonts).encode("utf-8"))
    return _report([layout], [scene], 1, fonts)


def render_png(mind_map: MindMap, target: str | Path, *, options: PngOptions | None = None) -> RenderReport:
    """Writes one sheet as PNG; the drawing is the PDF's, so both look the same.

    Raises:
        UsageError: If there is no such sheet.
        LimitExceededError: If it has too many topics.
        OutputError: If the file cannot be written.
        MissingExtraError: If the fonts are not installed.
    """
    options = options or PngOptions()
    fonts = load_fonts(options.layout.fonts)
    layout, scene = drawn(mind_map, sheet_of(mind_map, options.sheet_id), options.layout, options.theme, fonts)
    tiling = tile(scene.width, scene.height, PdfOptions(paper=Paper.MAP))
    drawing = PdfDrawing(fonts, scene.text(), scene.title)
    form = drawing.form(_items(scene), scene.width, scene.height)
    only = tiling.tiles[0]
    drawing.page(tiling.page, [(form, (tiling.scale, *only.origin), only.window)], background=scene.background)
    fitting = sqrt(0.99 * options.max_pixels / (tiling.page[0] * tiling.page[1]))
    image = next(
        page_images(drawing.data(compress=False), min(options.scale / tiling.scale, fitting), options.max_pixels)
    )
    atomic_write(Path(target), png_of(image))
    return _report([layout], [scene], 1, fonts)


def render_pdf(mind_map: MindMap, target: str | Path, *, options: PdfOptions | None = None) -> RenderReport:
    """Writes all sheets as PDF, each on one page or tiled over several; text can be searched and copied.

    Raises:
        UsageError: If the map has no sheet.
        LimitExceededError: If it has too many topics or takes too many pages.
        OutputError: If the file cannot be written.
        MissingExtraError: If the fonts are not installed.
    """
    options = options or PdfOptions()
    fonts = load_fonts(options.layout.fonts)
    if not mind_map.sheets:
        raise UsageError("the map has no sheet", hint="append a Sheet to map.sheets")
    pairs = [drawn(mind_map, sheet, options.layout, options.theme, fonts) for sheet in mind_map.sheets]
    scenes = [scene for _, scene in pairs]
    letters = "".join(scene.text() + scene.title for scene in scenes) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/·"
    drawing = PdfDrawing(fonts, letters, scenes[0].title)
    pages, starts, shown = 0, list[tuple[str, int]](), list[tuple[Scene, Tiling, int]]()
    for scene in scenes:
        tiling = tile(scene.width, scene.height, options)
        form = drawing.form(_items(scene), scene.width, scene.height)
        starts.append((scene.title or str(pages + 1), pages))
        background = "" if options.theme is Theme.LIGHT else scene.background
        for one in tiling.tiles:
            over = marks(tiling, one, scene.title, palette(options.theme).soft)
            drawing.page(tiling.page, [(form, (tiling.scale, *one.origin), one.window)], over, background)
        shown.append((scene, tiling, pages))
        pages += len(tiling.tiles)
    add_links(drawing, shown)
    drawing.outline(starts)
    atomic_write(Path(target), drawing.data())
    return _report([layout for layout, _ in pairs], scenes, pages, fonts)
