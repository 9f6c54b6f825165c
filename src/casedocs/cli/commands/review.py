"""``casedocs review``: the review page, and what becomes of its corrections files."""

from pathlib import Path

import click

from casedocs._files import atomic_write
from casedocs.cli.commands._extract_shared import engine_option, kept_corrections, read_all, sources_argument
from casedocs.cli.language import Language, current_language, tr
from casedocs.errors import UsageError

__all__ = ["command"]


@click.group(help=tr("Rà soát kết quả nhận dạng và trích xuất.", "Review what was recognised and extracted."))
def command() -> None:
    """The group; its help is given above in the reader's language."""


@command.command(
    help=tr(
        "Tạo trang rà soát: một tệp HTML mở bằng trình duyệt, không cần mạng, chỉ dùng bàn phím.",
        "Make the review page: one HTML file for a browser, without a network, keyboard only.",
    )
)
@sources_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=tr("Tệp HTML, hoặc thư mục.", "The HTML file, or a folder.")
)
@click.option(
    "--words-below",
    type=click.FloatRange(0, 1),
    default=0.85,
    show_default=True,
    help=tr("Liệt kê từ dưới mức này.", "List words below this confidence."),
)
@kept_corrections
@engine_option
def page(
    sources: tuple[str, ...], *, output: Path | None, words_below: float, corrections: Path | None, engine: str
) -> None:
    """Writes review pages; the help is given above in the reader's language."""
    from casedocs.dossier.reviewing import write_review
    from casedocs.extract.review import ReviewOptions

    if "-" in sources:
        raise UsageError("a review page needs files", hint="name PDF files, images or folders")
    options = ReviewOptions(vi=current_language() is Language.VI, words_below=words_below)
    single = len(sources) == 1 and not Path(sources[0]).is_dir() and not (output is not None and output.is_dir())
    for path, document, extraction in read_all(sources, engine, corrections):
        if path is None:
            continue
        name = f"{path.stem}.review.html"
        target = (output or path.with_name(name)) if single else (output or path.parent) / name
        count = write_review(path, document, extraction, target, options=options)
        click.echo(tr(f"{target}: {count} mục", f"{target}: {count} items"))


@command.command(
    name="words",
    help=tr(
        "Gom các chữ đã sửa trong nhiều tệp sửa thành danh sách từ của đơn vị (TSV: sai, đúng, số lần).",
        "Collect the corrected words of corrections files as the office's word list (TSV: misread, right, times).",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=tr("Ghi vào tệp này.", "Write to this file."))
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help=tr("Bỏ cặp gặp ít hơn.", "Leave out rarer pairs."),
)
def words(files: tuple[Path, ...], *, output: Path | None, least: int) -> None:
    """Collects words; the help is given above in the reader's language."""
    from casedocs.dossier.reviewing import read_corrections
    from casedocs.extract.correcting import word_list

    rows = word_list([read_corrections(path) for path in files], least=least)
    text = "".join(f"{old}\t{new}\t{count}\n" for old, new, count in rows)
    if output is None:
        click.echo(text, nl=False)
    else:
        atomic_write(output, text.encode("utf-8"))
        click.echo(tr(f"{output}: {len(rows)} cặp từ", f"{output}: {len(rows)} pairs"))


@command.command(
    help=tr(
        "Thử đặt một tệp sửa lên bản nhận dạng mới: báo chỗ áp được và chỗ vướng.",
        "Try a corrections file on a new recognition: what fits, what does not.",
    )
)
@click.argument("corrections", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@engine_option
def apply(corrections: Path, source: Path, *, engine: str) -> None:
    """Tries corrections; the help is given above in the reader's language."""
    from casedocs.dossier.reading import read_document
    from casedocs.dossier.reviewing import apply_file, read_corrections

    layer = read_corrections(corrections)
    _, conflicts = apply_file(corrections, read_document(source, engine=engine), source)
    placed = len(layer.words) - len(conflicts)
    click.echo(
        tr(f"{placed} chữ áp được, {len(conflicts)} chỗ vướng", f"{placed} words placed, {len(conflicts)} conflicts")
    )
    for one in conflicts:
        click.echo("  " + (one.vi if current_language() is Language.VI else one.en))
