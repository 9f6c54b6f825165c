"""What a picture of a page says about itself before anything is recognised."""

from casedocs.ocr.picture import Picture

__all__ = ["is_blank"]

_LOOK_DPI = 75.0
_MARGIN = 0.025
_DARKER = 40.0
_SPECKS = 12


def is_blank(picture: Picture) -> bool:
    """Whether there is nothing on the page but paper.

    The page is looked at with 75 dots per inch, where dust and paper grain average out, without a margin of 2.5 %
    (shadows of the lid). It is blank when less than a dozen dots are clearly darker than the paper: a lone page
    number has more.
    """
    import numpy as np

    step = max(1, round(picture.dpi / _LOOK_DPI))
    pixels = picture.pixels
    grey = pixels if pixels.ndim == 2 else pixels.min(axis=2)
    height, width = (grey.shape[0] // step) * step, (grey.shape[1] // step) * step
    if height == 0 or width == 0:
        return True
    small = grey[:height, :width].reshape(height // step, step, width // step, step).mean(axis=(1, 3))
    rows, columns = (round(size * _MARGIN) for size in small.shape)
    inner = small[rows : small.shape[0] - rows, columns : small.shape[1] - columns]
    paper = float(np.percentile(inner, 75))
    return int((inner < paper - _DARKER).sum()) < _SPECKS
