"""Tests of modules that are loaded when something of them is used, and of WeasyPrint with such modules."""

from __future__ import annotations

import importlib
import subprocess
import sys
from functools import partial

import pytest

from briefings.outputs.late_modules import LateModule, late_modules
from briefings.project import package_data_folder

FONT = package_data_folder() / "templates/fonts/NotoSerif-Regular.ttf"
LOAD = f"""
import sys
from pathlib import Path
from briefings.outputs import typesetter
typesetter.warm_up(Path({str(FONT)!r}).read_bytes())
from weasyprint.pdf import fonts
late = ["fontTools.subset", "fontTools.varLib.instancer"]
"""


def run(script: str) -> str:
    """Run a script in a new process after a page was typeset, and return what it prints."""
    done = subprocess.run([sys.executable, "-c", LOAD + script], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module that is not loaded."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    return "colorsys"


def test_a_module_is_loaded_when_it_is_used(unloaded: str) -> None:
    """Its stand-in serves whoever imported it, and nobody else."""
    late = LateModule(partial(importlib.import_module, unloaded), ("hls_to_rgb",))
    with late_modules({unloaded: late}):
        stand_in = importlib.import_module(unloaded)
        function = vars(stand_in)["hls_to_rgb"]
    assert unloaded not in sys.modules
    assert stand_in.rgb_to_hls(1.0, 1.0, 1.0) == (0.0, 1.0, 0.0)
    loaded = importlib.import_module(unloaded)
    assert loaded is not stand_in
    assert function(0.0, 1.0, 0.0) == loaded.hls_to_rgb(0.0, 1.0, 0.0)
    with pytest.raises(AttributeError):
        _ = stand_in.nothing


def test_a_loaded_module_stays(unloaded: str) -> None:
    """What is loaded already gets no stand-in, and what replaces a stand-in is kept."""
    loaded = importlib.import_module(unloaded)
    with late_modules({unloaded: LateModule(lambda: loaded)}):
        assert importlib.import_module(unloaded) is loaded
    assert sys.modules[unloaded] is loaded


def test_a_note_needs_no_late_module() -> None:
    """A page in a bundled font is typeset without the modules that take long to import."""
    assert run("print([name for name in late if name in sys.modules])") == "[]"


def test_weasyprint_without_harfbuzz() -> None:
    """Where HarfBuzz can't make subsets of fonts, WeasyPrint does it with the modules themselves."""
    script = """
import weasyprint
fonts.harfbuzz_subset = None
pdf = weasyprint.HTML(string="<p>Lamps").write_pdf()
print(pdf[:5], late[0] in sys.modules, fonts.subset.Options().__class__.__module__)
"""
    assert run(script) == "b'%PDF-' True fontTools.subset"


def test_weasyprint_with_variable_fonts() -> None:
    """What makes a font of a variable one is loaded when WeasyPrint calls it."""
    script = """
try:
    fonts.instantiateVariableFont({}, {})
except Exception as error:
    print(type(error).__name__, late[1] in sys.modules)
"""
    assert run(script).endswith(" True")
