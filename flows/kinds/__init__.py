"""The question kinds: every file in this folder is one, named after its word in YAML."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from flows.kind import Kind


def _find() -> dict[str, Kind]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return {module.KIND.name: module.KIND for module in modules}


KINDS: dict[str, Kind] = _find()
"""Every kind by name."""
