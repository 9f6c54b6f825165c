"""Synthetic stress sets with exact truth: ``python -m benchmarks.ocr_stress TARGET`` draws them.

Each set strains one thing: photocopies, fax, coarse scans, seals over print, dotted forms, tables, small italics,
capitals, skew, pages on their side. Texts are invented here from patterns of our own with names, dates, document
numbers and amounts; no training text comes from them. Fonts must prove that they have every Vietnamese letter. The
same seed draws the same pages. Pages are ``<set>_<number>.<suffix>`` with ``.gt.txt`` beside them.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageFont

from casedocs.ocr.training.fonts import PROOF
from tests import ocr_pages as pages
from tests.ocr_pages import DrawnPage, Pen

__all__ = ["SETS", "draw_sets"]

Grey = NDArray[np.uint8]
SEED = 20_261_124
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Võ")
_MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Ngọc", "Thanh", "Quốc", "Minh", "Xuân", "Kim")
_GIVEN = (
    "Bảo",
    "Chiến",
    "Diệu",
    "Giang",
    "Hạnh",
    "Khánh",
    "Liễu",
    "Mẫn",
    "Nghĩa",
    "Oanh",
    "Phượng",
    "Quý",
    "Thủy",
    "Vững",
)
_PLACES = (
    "xã Phú Mẫu",
    "phường Bình Thử",
    "thị trấn Lúa Vàng",
    "xã Đại Ngãi Giả",
    "ấp Hòa Thử",
    "huyện Cây Dừa",
    "tỉnh Ví Dụ",
)
_THINGS = (
    "một xe mô tô",
    "hai điện thoại di động",
    "một sổ ghi chép",
    "ba bao phân bón",
    "một máy bơm nước",
    "nhiều giấy tờ",
)
_DEEDS = (
    "bỏ đi khỏi nơi cư trú",
    "khai nhận toàn bộ sự việc",
    "từ chối ký vào biên bản",
    "tự nguyện giao nộp",
    "xin vắng mặt",
)
_PATTERNS = (
    "Khoảng {hour} giờ {minute} phút ngày {date}, {name} điều khiển xe biển số {plate} đi từ {place} về {place}.",
    "Căn cứ Quyết định số {number} ngày {date} của đơn vị về việc phân công người giải quyết nguồn tin.",
    "Ông {name}, sinh ngày {date}, số định danh {id}, cư trú tại {place}, {place}, đã {deed}.",
    "Tổng giá trị tài sản theo kết luận định giá là {amount} đồng, gồm {thing} và {thing}.",
    "Người làm chứng trình bày: chiều hôm đó trời mưa nhỏ, tôi đứng trước cửa nhà nên nhìn thấy rõ mặt người này.",
    "Bà {name} yêu cầu được bồi thường {amount} đồng tiền thuốc và {amount} đồng tiền công lao động bị mất.",
    "Hai bên thỏa thuận giao nhận {thing} tại {place} trước ngày {date}, có chữ ký của người chứng kiến.",
    "Quá trình xác minh, {name} vẫn {deed}; việc này được ghi lại tại bút lục số {page} đến bút lục số {page}.",
    "Số tiền thu giữ được niêm phong, gửi vào tài khoản {account} theo phiếu nhập kho số {number}.",
    "Đề nghị cơ quan chuyên môn trả lời bằng văn bản trước ngày {date} để kịp thời hạn giải quyết vụ việc.",
)


def invented(source: random.Random) -> str:
    """A sentence."""

    def date() -> str:
        return f"{source.randint(1, 28):02d}/{source.randint(1, 12):02d}/{source.randint(1975, 2026)}"

    def name() -> str:
        return f"{source.choice(_FAMILY)} {source.choice(_MIDDLE)} {source.choice(_GIVEN)}"

    def number() -> str:
        kind, office = source.choice(("QĐ", "KL", "BB", "TB")), source.choice(("KV3", "-P1", "KV12"))
        return f"{source.randint(1, 999):02d}/{kind}-VKS{office}"

    slots: dict[str, Callable[[], str]] = {
        "hour": lambda: f"{source.randint(0, 23):02d}",
        "minute": lambda: f"{source.randint(0, 59):02d}",
        "date": date,
        "name": name,
        "plate": lambda: (
            f"{source.randint(11, 99)}-{source.choice('ABCDH')}{source.randint(1, 9)} {source.randint(10000, 99999)}"
        ),
        "place": lambda: source.choice(_PLACES),
        "number": number,
        "id": lambda: f"0{source.randint(10**10, 10**11 - 1)}",
        "deed": lambda: source.choice(_DEEDS),
        "thing": lambda: source.choice(_THINGS),
        "amount": lambda: f"{source.randint(1, 999)}.{source.randint(0, 999):03d}.000",
        "page": lambda: str(source.randint(1, 480)),
        "account": lambda: str(source.randint(10**9, 10**13)),
    }
    parts = source.choice(_PATTERNS).split("{")
    return parts[0] + "".join(slots[part.split("}")[0]]() + part.split("}")[1] for part in parts[1:])


def _paragraphs(pen: Pen, base: float, *, points: float = 13, italic: bool = False, capitals: bool = False) -> None:
    width, height = pen.page.image.size
    while base < height - 110 * pen.scale:
        text = invented(pen.random) + " " + invented(pen.random)
        base = pen.paragraph(
            text.upper() if capitals else text, 0.14 * width, 0.93 * width, base, points, italic=italic
        )
        base += 5 * pen.scale


def _text(dpi: int, seed: int, **style: object) -> DrawnPage:
    pen = Pen(dpi, face=("times", "serif", "sans")[seed % 3], seed=SEED + seed)
    start = pages.header(pen, 60 * pen.scale) if not style else 70 * pen.scale
    _paragraphs(pen, start + 10 * pen.scale, **style)  # type: ignore[arg-type]  # keywords of the function above
    return pen.page


def _form(dpi: int, seed: int) -> DrawnPage:
    """Labels and answers over dotted leaders, two fields on some rows."""
    pen = Pen(dpi, face=("times", "serif", "sans")[seed % 3], seed=SEED + seed)
    width = pen.page.image.width
    left, right = 0.14 * width, 0.93 * width
    base = pages.header(pen, 60 * pen.scale) + 10 * pen.scale
    pen.centered("BIÊN BẢN GHI LỜI KHAI", (left + right) / 2, base, 14, bold=True)
    base += 34 * pen.scale
    font = pages.load_font(pen.face, 13 * pen.scale)
    labels = ("Họ và tên", "Tên gọi khác", "Sinh ngày", "Nơi sinh", "Nghề nghiệp", "Chỗ ở hiện nay", "Số điện thoại")
    for number in range(20):
        ends = (0.55 * width, right) if number % 3 == 0 else (right,)
        at = left
        for end in ends:
            answer = " ".join(invented(pen.random).split()[2:5])
            line = pen.write(f"{pen.random.choice(labels)}: {answer}", at, base, 13)
            space = pen.width_of(" ", 13)
            dots = "." * max(0, int((end - line.box.right - 2 * space) / pen.width_of(".", 13)))
            pen.draw.text((line.box.right + space, base), dots, font=font, fill="black", anchor="ls")
            at = end + space
        base += 25 * pen.scale
    return pen.page


def _table(dpi: int, seed: int) -> DrawnPage:
    return pages.table_page(dpi, face=("times", "serif", "sans")[seed % 3], seed=SEED + seed, landscape=seed % 2 == 1)


def _sealed(dpi: int, seed: int) -> DrawnPage:
    page = _text(dpi, seed)
    for x, y in ((0.3, 0.4), (0.65, 0.7)):
        pages.add_seal(page, x * page.image.width, y * page.image.height)
    return page


def _as_drawn(image: Image.Image, seed: int) -> Image.Image:
    del seed
    return image


def _office(image: Image.Image, seed: int) -> Image.Image:
    """What an office scanner in good order does."""
    source = np.random.default_rng(seed)
    blurred = image.filter(ImageFilter.GaussianBlur(0.5))
    pixels = np.asarray(blurred, np.float32) * (243 - 32) / 255 + 32
    return Image.fromarray(np.clip(pixels + source.normal(0, 4, pixels.shape), 0, 255).astype(np.uint8))


def _photocopy(image: Image.Image, seed: int) -> Image.Image:
    """A copy of a copy: harsh contrast, thickened or broken strokes, specks, a shadow along the edge."""
    source = np.random.default_rng(seed)
    grey = np.asarray(image.convert("L").filter(ImageFilter.GaussianBlur(1.6)), np.float32)
    grey += source.normal(0, 26, grey.shape)
    harsh = np.clip((grey - (120 + 30 * (seed % 2))) * 3.0 + 128, 0, 255)
    specks = source.random(harsh.shape) < 0.0004
    harsh[specks] = 20
    harsh[:, : harsh.shape[1] // 60] *= 0.45
    return Image.fromarray(harsh.astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))


def _fax(image: Image.Image, seed: int) -> Image.Image:
    """204 × 196 dots an inch, black and white."""
    del seed
    size = round(image.width * 204 / 300), round(image.height * 196 / 300)
    small = image.convert("L").resize(size, Image.Resampling.BOX)
    return small.point(lambda value: 255 if value > 150 else 0).convert("1")


def _tilted(degrees: float) -> Callable[[Image.Image, int], Image.Image]:
    def tilt(image: Image.Image, seed: int) -> Image.Image:
        turned = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
        return _office(turned, seed)

    return tilt


def _lying(image: Image.Image, seed: int) -> Image.Image:
    way = Image.Transpose.ROTATE_90 if seed % 2 else Image.Transpose.ROTATE_270
    return _office(image, seed).transpose(way)


# Set → how a page is drawn, at which resolution, what happens to it.
_Recipe = tuple[Callable[[int, int], DrawnPage], int, Callable[[Image.Image, int], Image.Image]]
SETS: dict[str, _Recipe] = {
    "clean": (_text, 300, _as_drawn),
    "photocopy": (_text, 300, _photocopy),
    "fax 204x196": (_text, 300, _fax),
    "100 dpi": (_text, 100, _office),
    "150 dpi": (_text, 150, _office),
    "200 dpi": (_text, 200, _office),
    "seal over text": (_sealed, 300, _office),
    "dotted forms": (_form, 300, _office),
    "table": (_table, 200, _office),
    "small italic": (lambda dpi, seed: _text(dpi, seed, points=8.5, italic=True), 300, _office),
    "capitals": (lambda dpi, seed: _text(dpi, seed, capitals=True), 300, _office),
    "skew +3": (_text, 300, _tilted(-3.0)),
    "skew -3": (_text, 300, _tilted(3.0)),
    "turned 90": (_text, 300, _lying),
}


def _prove_fonts() -> None:
    """Stops where a font lacks a letter and would draw boxes."""
    from fontTools.ttLib import TTFont

    for face in ("times", "serif", "sans"):
        for bold in (False, True):
            for italic in (False, True):
                path, _ = pages.font_file(face, bold=bold, italic=italic)
                ImageFont.truetype(path, 12)
                with TTFont(path, lazy=True) as font:
                    lacking = {letter for letter in PROOF if ord(letter) not in font.getBestCmap()}
                if lacking:
                    raise SystemExit(f"{path} lacks {sorted(lacking)}")


def draw_sets(target: Path, count: int) -> None:
    """Draws `count` pages of each set into a folder."""
    _prove_fonts()
    target.mkdir(parents=True, exist_ok=True)
    for group, (draw, dpi, spoil) in SETS.items():
        for number in range(count):
            page = draw(dpi, number)
            image = spoil(page.image, number)
            name = f"{group}_{number + 1}"
            if image.mode == "1":
                image.save(target / f"{name}.tif", compression="group4", dpi=(204, 196))
            else:
                image.save(target / f"{name}.jpg", quality=80, dpi=(dpi, dpi))
            truth = "\n".join(line.text for line in page.lines)
            (target / f"{name}.gt.txt").write_text(truth, encoding="utf-8")


def main() -> None:
    """Draws the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    parser.add_argument("--pages", type=int, default=3, help="of each set")
    given = parser.parse_args()
    draw_sets(given.target, given.pages)


if __name__ == "__main__":
    main()
