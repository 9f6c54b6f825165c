"""What is not print: uneven paper, print shining through from the back, black scanner borders."""

from typing import TYPE_CHECKING

from casedocs.geometry import Affine
from casedocs.ocr._ink import checked_grey, contrast_of, cv2_module, ink_of, paper_of, reduce_page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["border_mask", "flatten_paper", "remove_borders", "remove_show_through", "whitened"]

_BLACK = 90  # grey level below which a border is black
_MOST = 0.5  # share of the page from which black is not a border but the page itself
_THINNEST = 3  # blocks of eight working pixels (about 4 mm) a border is thick at least


def flatten_paper(grey: "Grey") -> "tuple[Grey, Affine]":
    """The page with its paper made white everywhere: grey backgrounds, shadows of folds, yellowed edges.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    cell = max(8, max(grey.shape) // 220)
    return cv2_module().divide(grey, paper_of(grey, cell), scale=255), Affine()


def remove_show_through(grey: "Grey") -> "tuple[Grey, Affine]":
    """The page with everything white that is neither ink nor next to ink.

    Print of the back, stains and paper grain are lighter than a third of the contrast of the print in front; see
    `flatten_paper` for pages that are grey all over.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    import numpy as np

    grey = checked_grey(grey)
    cv2 = cv2_module()
    near = cv2.dilate(ink_of(contrast_of(grey)), np.ones((3, 3), np.uint8))
    return cv2.bitwise_or(grey, cv2.bitwise_not(near)), Affine()


def remove_borders(grey: "Grey") -> "tuple[Grey, Affine]":
    """The page with the black areas painted white that reach in from its edges, as scanners leave around the paper.

    Only areas at least about 4 mm thick count; a line of print that runs off the page stays.

    Raises:
        UsageError: If `grey` is no grey page.
        LimitExceededError: If it is too large.
    """
    grey = checked_grey(grey)
    mask = border_mask(reduce_page(grey)[0])
    return (grey if mask is None else whitened(grey, mask)), Affine()


def border_mask(small: "Grey") -> "Grey | None":
    """The black areas that reach in from the edges, 255 in blocks of eight working pixels; None where there are none.

    Args:
        small: The page, reduced by `reduce_page`.
    """
    import numpy as np

    cv2 = cv2_module()
    blocks = cv2.resize(small, (small.shape[1] // 8, small.shape[0] // 8), interpolation=cv2.INTER_AREA)
    black = (blocks < _BLACK).astype(np.uint8)
    # The world outside the page is black: borders thinner than asked for are then still opened away from inside.
    framed = cv2.copyMakeBorder(black, _THINNEST, _THINNEST, _THINNEST, _THINNEST, cv2.BORDER_REPLICATE)
    thick = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((_THINNEST, _THINNEST), np.uint8))
    thick = thick[_THINNEST:-_THINNEST, _THINNEST:-_THINNEST]
    count, labels = cv2.connectedComponents(np.ascontiguousarray(thick))
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    reaching = np.setdiff1d(np.unique(edge), [0])
    if count < 2 or len(reaching) == 0:
        return None
    mask = np.isin(labels, reaching).astype(np.uint8) * 255
    if mask.mean() > 255 * _MOST:
        return None
    return cv2.dilate(mask, np.ones((3, 3), np.uint8))  # type: ignore[no-any-return]  # OpenCV says nothing of types


def whitened(grey: "Grey", mask: "Grey") -> "Grey":
    """The page with everything white that the mask, of whatever size, covers."""
    cv2 = cv2_module()
    whole = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return cv2.bitwise_or(grey, whole)  # type: ignore[no-any-return]  # OpenCV says nothing of types
