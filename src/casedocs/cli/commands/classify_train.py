"""``casedocs classify train``: a model out of an office's own folders."""

from pathlib import Path

import click

from casedocs.cli.language import tr
from casedocs.cli.messages import describe
from casedocs.cli.options import option
from casedocs.errors import CasedocsError

__all__ = ["train"]


@click.command(
    help=tr(
        "Dạy mô hình từ thư mục của đơn vị: mỗi loại một thư mục con, tên là mã loại (xem classify kinds).",
        "Teach a model from your own folder: a sub-folder for each kind, named by its id (see classify kinds).",
    )
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    vi="Tệp mô hình (.json, hoặc .json.z nén).",
    en="The model file (.json, or .json.z compressed).",
)
@option("--alone", is_flag=True, vi="Không giữ mô hình có sẵn.", en="Leave the shipped model out.")
@option(
    "--catalogue",
    type=click.Path(path_type=Path, dir_okay=False),
    vi="Tệp TOML loại văn bản của đơn vị.",
    en="TOML file with kinds of your own.",
)
def train(*, folder: Path, output: Path, alone: bool, catalogue: Path | None) -> None:
    """Reads every file below the sub-folders and writes a model."""
    from casedocs.classify.model import text_of, words_of
    from casedocs.classify.prediction import builtin_model
    from casedocs.classify.training import extend_model, fit_words
    from casedocs.dossier.reading import find_sources, read_document

    documents: list[tuple[str, list[str]]] = []
    for label in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        for path in find_sources([label]):
            try:
                page = next(iter(read_document(path).pages), None)
            except CasedocsError as error:
                click.echo(f"{path}: {describe(error)}", err=True)
                continue
            if page is not None:
                documents.append((label.name, words_of(text_of(page))))
    base = None if alone else builtin_model()
    model = fit_words(
        documents,
        note=f"casedocs classify train, {len(documents)} documents",
        background=None if base is None else base.background,
    )
    if base is not None:
        model = extend_model(base, model)
    model.save(output)
    labels = {label for label, _ in documents}
    _warn_unknown(labels, catalogue)
    click.echo(
        tr(
            f"Đã học {len(documents)} tài liệu của {len(labels)} loại; ghi {output}",
            f"Learned {len(documents)} documents of {len(labels)} kinds; wrote {output}",
        )
    )


def _warn_unknown(labels: set[str], catalogue: Path | None) -> None:
    """Tells of folders that are named after no kind: what was learned from them can never be an answer."""
    from casedocs.cli.commands.classify import catalogue_of

    known = catalogue_of(catalogue)
    unknown = ", ".join(sorted(label for label in labels if label not in known))
    if unknown:
        click.echo(
            tr(
                f"Chú ý: danh mục không có loại: {unknown}. Thêm vào tệp TOML của đơn vị (--catalogue), "
                "nếu không sẽ không bao giờ được trả lời.",
                f"Note: the catalogue has no kind: {unknown}. Add it to a TOML file of your own (--catalogue), "
                "else it is never answered.",
            ),
            err=True,
        )
