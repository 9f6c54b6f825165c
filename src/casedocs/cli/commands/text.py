"""``casedocs text``: normal form, old encodings, tone style, restoration of diacritics."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

import click

from casedocs.cli.commands.text_files import Output, output_options, process
from casedocs.cli.commands.text_find import find
from casedocs.cli.commands.text_sources import Source, Targets, each, read_source, sources, with_sources
from casedocs.cli.language import tr
from casedocs.errors import UsageError
from casedocs.text.changes import AlignedText, Change
from casedocs.text.codecs import Encoding
from casedocs.text.options import DashPolicy, NormalizeOptions, QuotePolicy, YiPolicy
from casedocs.text.syllable import ToneStyle

__all__ = ["command"]

_FILES = frozenset({".docx", ".doc", ".rtf", ".odt", ".pdf"})
_TEXTS = frozenset({".txt", ".md", ".csv", ".tsv", ".srt"})
_OLD = [encoding.value for encoding in Encoding if encoding is not Encoding.UNICODE]


class _OutputArguments(TypedDict):
    diff: bool
    explain: bool
    as_json: bool
    in_place: bool
    folder: Path | None


def _finish(code: int) -> None:
    if code:
        click.get_current_context().exit(code)


@click.group(help=tr("Chuẩn hóa và chuyển mã văn bản tiếng Việt.", "Normal form and encodings of Vietnamese text."))
def command() -> None:
    """The group; each command below reads files, folders or standard input."""


command.add_command(find)


@command.command(help=tr("Đưa văn bản về dạng chuẩn.", "Bring text to its normal form."))
@with_sources
@click.option("--tone", type=click.Choice([s.value for s in ToneStyle]), help=tr("Kiểu đặt dấu.", "Tone style."))
@click.option("--dashes", type=click.Choice([p.value for p in DashPolicy]), default=DashPolicy.HYPHENS.value)
@click.option("--quotes", type=click.Choice([p.value for p in QuotePolicy]), default=QuotePolicy.KEEP.value)
@click.option("--y-i", type=click.Choice([p.value for p in YiPolicy]), default=YiPolicy.KEEP.value)
@click.option("--scan", is_flag=True, help=tr("Văn bản quét: nối dòng, rút dòng chấm.", "Scans: join lines, leaders."))
@output_options
def normalize(
    paths: tuple[Path, ...], tone: str | None, dashes: str, quotes: str, y_i: str, *, scan: bool,
    **output: Unpack[_OutputArguments],
) -> None:  # fmt: skip
    """Normal form; options as in `NormalizeOptions`."""
    from casedocs.text.pipeline import normalize_aligned

    options = NormalizeOptions(
        tone_style=ToneStyle(tone) if tone else None,
        dashes=DashPolicy(dashes),
        quotes=QuotePolicy(quotes),
        y_i=YiPolicy(y_i),
        join_lines=scan,
        leaders=scan,
    )
    explain = output["explain"]
    _finish(
        process(
            sources(paths), lambda text: normalize_aligned(text, options=options, explain=explain), Output(**output)
        )
    )


@command.command(help=tr("Đổi kiểu đặt dấu: hòa (old) hoặc hoà (new).", "Tone style: hòa (old) or hoà (new)."))
@with_sources
@click.option("--style", type=click.Choice([s.value for s in ToneStyle]), default=ToneStyle.OLD.value)
@output_options
def tone(paths: tuple[Path, ...], style: str, **output: Unpack[_OutputArguments]) -> None:
    """Moves tone marks and does nothing else."""
    from casedocs.text.changes import apply_edits, offsets_of
    from casedocs.text.tones import restyled_tones

    def change(text: str) -> AlignedText:
        from casedocs.spans import Span

        edits = list(restyled_tones(text, ToneStyle(style)))
        changes = tuple(Change(Span(start, end), text[start:end], new, "tones") for start, end, new in edits)
        return AlignedText(apply_edits(text, edits), offsets_of(text, edits), changes)

    _finish(process(sources(paths), change, Output(**output)))


@command.command(help=tr("Nhận biết bảng mã cũ.", "Tell the old encoding."))
@with_sources
@click.option("--json", "as_json", is_flag=True, help=tr("Kết quả dạng JSON.", "Results as JSON."))
def detect(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """One line a file: encoding, confidence, reasons; blocks with JSON."""
    from casedocs.text.detect import detect_blocks, detect_encoding

    for source in sources(paths):
        path = source.path
        text = read_source(path)
        found = detect_encoding(text)
        record: dict[str, object] = {
            "source": str(path or "-"),
            "encoding": found.encoding.value,
            "confidence": found.confidence,
            "reasons": list(found.reasons),
        }
        if not as_json:
            click.echo(f"{path or '-'}: {found.encoding.value} ({found.confidence:.2f})")
            for reason in found.reasons:
                click.echo(f"  {reason}")
            continue
        record["blocks"] = [
            {"start": b.span.start, "end": b.span.end, "encoding": b.detection.encoding.value}
            for b in detect_blocks(text)
        ]
        click.echo(json.dumps(record, ensure_ascii=False))


@command.command(
    help=tr(
        "Chuyển bảng mã cũ sang Unicode; .docx, .doc, .rtf, .pdf cần --output.",
        "Old encodings to Unicode; .docx, .doc, .rtf, .pdf need --output.",
    )
)
@with_sources
@click.option("--from", "told", type=click.Choice(_OLD), help=tr("Bảng mã, nếu biết.", "The encoding, where known."))
@output_options
def decode(paths: tuple[Path, ...], told: str | None, **output: Unpack[_OutputArguments]) -> None:
    """Text as the other commands; Word and PDF files are converted into the target folder."""
    from casedocs.text.legacy import decode_legacy_aligned

    found = list(sources(paths, _FILES | _TEXTS))
    files = [source for source in found if source.path is not None and source.path.suffix.lower() in _FILES]
    targets = None if output["folder"] is None else Targets(output["folder"])
    encoding = Encoding(told) if told else None
    change = partial(decode_legacy_aligned, encoding=encoding, explain=output["explain"])
    failed = each(files, partial(_convert, targets=targets))
    rest = [source for source in found if source not in files]
    _finish(process(rest, change, Output(**output), targets) or failed)


def _convert(source: Source, targets: Targets | None) -> None:
    from casedocs.text.files.convert import convert_file

    path = source.path
    assert path is not None  # noqa: S101  standard input is no Word file
    if targets is None:
        raise UsageError(f"{path.name} is converted into a folder", hint="name it with --output")
    target = targets.of(source, ".txt" if path.suffix.lower() == ".pdf" else ".docx")
    report = convert_file(path, target)
    counts = ", ".join(f"{encoding.value} {count}" for encoding, count in report.pieces.items())
    click.echo(f"{path} → {target}: {counts}")
    for piece in report.unsure:
        click.echo(tr(f"  không chắc: {piece}", f"  unsure: {piece}"), err=True)


@command.command(help=tr("Chuyển sang bảng mã cũ.", "To an old encoding."))
@with_sources
@click.option("--to", "encoding", type=click.Choice(_OLD), required=True, help=tr("Bảng mã đích.", "The encoding."))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help=tr("Thư mục đích.", "Target folder."))
def encode(paths: tuple[Path, ...], encoding: str, folder: Path | None) -> None:
    """Bytes to standard output or into a folder."""
    from casedocs._files import atomic_write
    from casedocs.text.legacy import decode_legacy, encode_legacy

    targets = None if folder is None else Targets(folder)

    def write(source: Source) -> None:
        data = encode_legacy(decode_legacy(read_source(source.path)), Encoding(encoding))
        if targets is None or source.path is None:
            sys.stdout.buffer.write(data)
        else:
            atomic_write(targets.of(source), data)

    _finish(each(sources(paths), write))


@command.command(help=tr("Thêm dấu cho văn bản không dấu.", "Put diacritics on text without them."))
@with_sources
@output_options
def restore(paths: tuple[Path, ...], **output: Unpack[_OutputArguments]) -> None:
    """Diacritics by context; every word that was changed is listed with ``--explain``."""
    from casedocs.text.restore import restore_diacritics_aligned

    _finish(process(sources(paths), restore_diacritics_aligned, Output(**output)))
