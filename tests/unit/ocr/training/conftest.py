"""What needs PyTorch and ONNX (extra ``train``) is collected only where they are installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") and find_spec("onnx") else ["test_export.py", "test_fit.py", "test_recipe.py"]
