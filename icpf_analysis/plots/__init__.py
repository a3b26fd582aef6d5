"""Numbers become pictures: notebook ``NN-x`` has the module ``x``, each table above its drawing.

``icpf.plots.draw_rates(frame)`` draws at once; so does every other drawing, in its own figure.
"""

from importlib import import_module
from typing import Any

_MODULES = ("archive", "corpus", "explore", "shift", "speakers", "style", "terms", "topics")


def __getattr__(name: str) -> Any:
    """Import a module when it is first named, or find the one that a drawing is in."""
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    for module in _MODULES if name.startswith("draw_") or name == "use_style" else ():
        found = import_module(f"{__name__}.{module}")
        if hasattr(found, name):
            return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Modules and drawings."""
    there = (name for module in _MODULES for name in dir(import_module(f"{__name__}.{module}")))
    return sorted({*_MODULES, "use_style", *(name for name in there if name.startswith("draw_"))})
