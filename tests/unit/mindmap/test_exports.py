import subprocess
import sys

from casedocs import mindmap


def test_every_name_is_there_whatever_was_imported_before() -> None:
    code = (
        "import pkgutil, importlib, casedocs.mindmap as m\n"
        "for info in pkgutil.walk_packages(m.__path__, 'casedocs.mindmap.'): importlib.import_module(info.name)\n"
        "import types\n"
        "assert not [n for n in m.__all__ if isinstance(getattr(m, n), types.ModuleType)]\n"
        "assert callable(m.diff) and callable(m.merge) and callable(m.render_html)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert dir(mindmap) == sorted(mindmap.__all__)
