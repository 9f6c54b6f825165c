"""``casedocs ocr``: recognition, and training of the recogniser."""

from pathlib import Path

import click

from casedocs.cli.commands.ocr_explain import explain
from casedocs.cli.commands.ocr_join import join
from casedocs.cli.language import tr
from casedocs.ocr.training import Outcome, Recipe, run_recipe

__all__ = ["ocr"]

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(
    help=tr("Nhận dạng chữ trên bản quét.", "Recognise text on scans."),
    invoke_without_command=True,
    no_args_is_help=True,
)
@click.option(
    "--explain",
    "explained",
    metavar="PAGE",
    type=click.Path(path_type=Path),
    help=tr("Như lệnh explain, cho trang đầu của tệp PAGE.", "As explain, for the first page of the file PAGE."),
)
@click.pass_context
def ocr(context: click.Context, explained: Path | None) -> None:
    """The group of the recognition commands."""
    if explained is None:
        return
    if context.invoked_subcommand is not None:
        raise click.UsageError(tr("--explain không đi cùng lệnh khác", "--explain takes no other command"))
    context.invoke(explain, source=explained)


ocr.add_command(explain)
ocr.add_command(join)


@ocr.command(
    help=tr(
        "Huấn luyện bộ nhận dạng bằng các dòng chữ đã có lời (a.png và a.txt) hoặc từ văn bản và phông chữ.",
        "Train the recogniser on labelled lines (a.png with a.txt), or on texts and fonts.",
    )
)
@click.option("--lines", type=_FOLDER, help=tr("Thư mục các dòng chữ đã có lời.", "Folder of labelled lines."))
@click.option("--texts", type=_FOLDER, help=tr("Thư mục văn bản UTF-8.", "Folder of UTF-8 texts."))
@click.option(
    "--fonts",
    type=_FOLDER,
    multiple=True,
    help=tr("Thư mục phông chữ (lặp lại được).", "Folder of fonts (repeatable)."),
)
@click.option(
    "--held-out", type=_FOLDER, help=tr("Văn bản không được dùng để huấn luyện.", "Texts that training must not see.")
)
@click.option(
    "--initial",
    type=click.Path(path_type=Path, dir_okay=False),
    help=tr(
        "Trọng số ban đầu (.onnx, hoặc checkpoint.pt của lần chạy khác).",
        "First weights (.onnx, or checkpoint.pt of another run).",
    ),
)
@click.option("--fresh", is_flag=True, help=tr("Bắt đầu từ số ngẫu nhiên.", "Start from chance."))
@click.option(
    "--teacher",
    type=click.Path(path_type=Path, dir_okay=False),
    help=tr("Trọng số của mạng thầy (.onnx).", "Weights to learn from (.onnx)."),
)
@click.option(
    "--batch",
    "lines_a_step",
    type=click.IntRange(1),
    default=24,
    show_default=True,
    help=tr("Số dòng mỗi bước.", "Lines in a step."),
)
@click.option(
    "--passes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help=tr("Số lần dùng mỗi dòng vẽ.", "How often each drawn line is used."),
)
@click.option(
    "--pens",
    type=_FOLDER,
    multiple=True,
    help=tr("Thư mục phông chữ viết tay (lặp lại được).", "Folder of script fonts (repeatable)."),
)
@click.option("--output", type=_FOLDER, required=True, help=tr("Thư mục kết quả.", "Folder for the result."))
@click.option("--steps", type=click.IntRange(1), default=600, show_default=True, help=tr("Số bước.", "Steps."))
@click.option(
    "--decay",
    type=click.IntRange(0),
    default=300,
    show_default=True,
    help=tr("Số bước giảm dần cuối.", "Last steps of falling rate."),
)
@click.option(
    "--rate",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=3e-4,
    show_default=True,
    help=tr("Tốc độ học.", "Learning rate."),
)
@click.option("--seed", type=int, default=1, show_default=True, help=tr("Hạt ngẫu nhiên.", "Random seed."))
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True, help=tr("Số luồng.", "Threads."))
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help=tr("Số tiến trình vẽ dòng.", "Processes that draw lines."),
)
@click.option("--bfloat16", is_flag=True, help=tr("Tính bằng số thực 16 bit.", "Compute in 16-bit floats."))
def train(
    *,
    lines: Path | None,
    texts: Path | None,
    fonts: tuple[Path, ...],
    held_out: Path | None,
    pens: tuple[Path, ...],
    initial: Path | None,
    fresh: bool,
    teacher: Path | None,
    lines_a_step: int,
    output: Path,
    bfloat16: bool,
    **fit: float,
) -> None:
    """Trains and says what came of it."""
    from casedocs._extras import require

    require("torch", extra="train")
    from casedocs.ocr.training.fit import FitOptions

    recipe = Recipe(
        lines=lines,
        texts=texts,
        fonts=fonts,
        held_out=held_out,
        pens=pens,
        initial=initial,
        fresh=fresh,
        teacher=teacher,
    )
    rate = fit.pop("rate")
    options = FitOptions(
        rate=rate, bfloat16=bfloat16, lines=lines_a_step, **{name: int(value) for name, value in fit.items()}
    )
    _report(run_recipe(recipe, output, options=options, on_event=_progress))


def _progress(event: dict[str, float]) -> None:
    step, loss, seconds = int(event["step"]), event["loss"], event["seconds"]
    message = tr(
        f"bước {step}: mất mát {loss:.4f}, {seconds:.0f} giây", f"step {step}: loss {loss:.4f}, {seconds:.0f} s"
    )
    click.echo(message, err=True)


def _report(outcome: Outcome) -> None:
    names = {"drawn": tr("dòng vẽ", "drawn lines"), "labelled": tr("dòng có lời", "labelled lines")}
    for name, after in outcome.after.items():
        before = outcome.before.get(name)
        was = "" if before is None else f"{before.cer:.2%} → "
        errors = tr("ký tự sai", "characters wrong")
        words = tr("từ sai", "words wrong")
        click.echo(f"{names[name]} ({after.lines}): {errors} {was}{after.cer:.2%}, {words} {after.wer:.2%}")
    click.echo(tr(f"Đã ghi {outcome.weights}", f"Wrote {outcome.weights}"))
