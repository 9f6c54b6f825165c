"""``casedocs classify``: what kind of document each file is; the catalogue; training."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casedocs.cli.commands.classify_train import train
from casedocs.cli.language import Language, current_language, tr
from casedocs.cli.messages import describe
from casedocs.cli.options import option
from casedocs.errors import CasedocsError

if TYPE_CHECKING:
    from casedocs.classify import Catalogue, Classification, Classifier

__all__ = ["catalogue_of", "classifier_of", "command", "domain_name", "family_name"]

_FILE = click.Path(path_type=Path, dir_okay=False)
_DOMAINS = {
    "criminal": ("hình sự", "criminal"),
    "civil": ("dân sự", "civil"),
    "administrative": ("tố tụng hành chính", "administrative litigation"),
    "admin": ("hành chính nội bộ", "office work"),
    "any": ("chung", "any"),
}


class _FilesByDefault(click.Group):
    """``classify a.pdf`` means ``classify files a.pdf``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["files", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_FilesByDefault,
    help=tr(
        "Nhận biết loại văn bản: casedocs classify TỆP…; danh mục: kinds; dạy thêm: train.",
        "Tell the kind of documents: casedocs classify FILE…; the catalogue: kinds; teaching: train.",
    ),
)
def command() -> None:
    """The group of the classification commands."""


command.add_command(train)


def classifier_of(catalogue: Path | None, model: Path | None) -> "Classifier":
    """The classifier with an office's own kinds and model, where given."""
    from casedocs.classify import Classifier, LinearModel, builtin_classifier

    if catalogue is None and model is None:
        return builtin_classifier()
    return Classifier(catalogue_of(catalogue), None if model is None else LinearModel.load(model))


def catalogue_of(catalogue: Path | None) -> "Catalogue":
    """The catalogue that is shipped, with an office's own kinds where given."""
    from casedocs.classify import builtin_catalogue

    return builtin_catalogue() if catalogue is None else builtin_catalogue().extended(catalogue)


@command.command(help=tr("Cho biết loại của từng tệp hoặc thư mục.", "Say what each file or folder holds."))
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--json", "as_json", is_flag=True, vi="In JSON, mỗi tệp một dòng.", en="Print JSON, a line for each file.")
@option("--catalogue", type=_FILE, vi="Tệp TOML loại văn bản của đơn vị.", en="TOML file with kinds of your own.")
@option("--model", type=_FILE, vi="Mô hình do classify train tạo ra.", en="A model made by classify train.")
@option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.9,
    show_default=True,
    vi="Độ tin cậy thấp nhất để trả lời.",
    en="Least confidence of an answer.",
)
@option("--why", is_flag=True, vi="In lý do.", en="Print the reasons.")
@click.pass_context
def files(
    context: click.Context,
    *,
    sources: tuple[Path, ...],
    as_json: bool,
    catalogue: Path | None,
    model: Path | None,
    threshold: float,
    why: bool,
) -> None:
    """Classifies files; exits with 3 when one of them could not be read."""
    from casedocs.classify import ClassifyOptions, predict
    from casedocs.classify.records import classification_to_record
    from casedocs.dossier.reading import find_sources, read_document

    used = classifier_of(catalogue, model)
    options = ClassifyOptions(threshold=threshold, coarse_threshold=threshold)
    rows: list[tuple[Path, Classification]] = []
    failed = False
    for path in find_sources(sources):
        try:
            found = predict(read_document(path), classifier=used, options=options)
        except CasedocsError as error:
            failed = True
            click.echo(f"{path}: {describe(error)}", err=True)
            continue
        if as_json:
            click.echo(json.dumps({"source": str(path), **classification_to_record(found)}, ensure_ascii=False))
        rows.append((path, found))
    if not as_json:
        _print(rows, why=why)
    if failed:
        context.exit(3)


def family_name(name: str | None) -> str:
    """A family in Vietnamese, as papers call it."""
    from casedocs.classify import FAMILIES

    return FAMILIES.get(name or "", tr("không rõ", "not known"))


def domain_name(name: str | None) -> str:
    """A domain in the language of messages."""
    return tr(*_DOMAINS[name]) if name in _DOMAINS else tr("không rõ", "not known")


def _print(rows: list[tuple[Path, "Classification"]], *, why: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_lines=why)
    for heading in (tr("Tệp", "File"), tr("Loại", "Kind"), tr("Nhóm", "Family"), tr("Lĩnh vực", "Domain")):
        table.add_column(heading, overflow="fold")
    table.add_column(tr("Tin cậy", "Confidence"), justify="right", no_wrap=True)
    for path, found in rows:
        kind = found.kind.name if found.kind else "\n".join(_doubt(found))
        if why:
            kind = "\n".join([kind, *(f"· {line}" for line in _reasons(found))])
        cells = (path.name, kind, family_name(found.family.name), domain_name(found.domain.name))
        table.add_row(*cells, f"{found.confidence:.0%}")
    width = None if sys.stdout.isatty() else 140
    Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)


def _doubt(found: "Classification") -> Iterator[str]:
    yield tr("không rõ; có thể là:", "not known; maybe:")
    for candidate in found.candidates[:3]:
        yield f"  {candidate.kind.name} ({candidate.confidence:.0%})"


def _reasons(found: "Classification") -> Iterator[str]:
    for reason in found.reasons:
        sign = "+" if reason.weight > 0 else "−"
        yield f"{sign} {reason.vi if current_language() is Language.VI else reason.en}"


@command.command(help=tr("Tra danh mục loại văn bản.", "Look into the catalogue of kinds."))
@click.argument("words", nargs=-1)
@option("--family", vi="Nhóm, ví dụ quyet_dinh.", en="Family, such as quyet_dinh.")
@option("--domain", vi="Lĩnh vực, ví dụ criminal.", en="Domain, such as criminal.")
@option("--stage", vi="Giai đoạn, ví dụ dieu_tra.", en="Stage, such as dieu_tra.")
@option("--issuer", vi="Nơi ban hành, ví dụ vks.", en="Issuer, such as vks.")
@option("--form", vi="Mẫu số, ví dụ 156/HS.", en="Form number, such as 156/HS.")
@option("--catalogue", type=_FILE, vi="Tệp TOML loại văn bản của đơn vị.", en="TOML file with kinds of your own.")
@option("--json", "as_json", is_flag=True, vi="In JSON.", en="Print JSON.")
def kinds(*, words: tuple[str, ...], catalogue: Path | None, as_json: bool, **wanted: str | None) -> None:
    """Lists kinds; the words must all occur in the name, accents or not."""
    from casedocs.classify.records import kind_to_record
    from casedocs.text.folding import fold

    known = catalogue_of(catalogue)
    text = [fold(word) for word in words]
    found = [kind for kind in known.find(**wanted) if all(word in fold(f"{kind.id} {kind.name}") for word in text)]
    if as_json:
        click.echo(json.dumps([kind_to_record(kind) for kind in found], ensure_ascii=False))
        return
    for kind in found:
        forms = ", ".join(f"{form.form_set} {form.number}".strip() for form in kind.forms)
        click.echo(f"{kind.id}\t{kind.name}\t{kind.family}\t{','.join(kind.domains)}\t{forms}")
