"""Training the line network (extra ``train``): drawn lines, labelled lines, fitting, evaluation, export.

The names below load nothing heavy; PyTorch and ONNX are imported when `run_recipe` runs.
"""

from casedocs.ocr.training.recipe import Outcome, Recipe, run_recipe

__all__ = ["Outcome", "Recipe", "run_recipe"]
