"""The repository keeps its own promises: layers, dependencies, package, scripts, sizes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = sorted([*ROOT.glob("companion/**/*.py"), *ROOT.glob("ui/**/*.py")])
OURS = sorted([*SHIPPED, *ROOT.glob("tools/**/*.py"), *ROOT.glob("bench/**/*.py")])
SCRIPTS = ["scripts/setup.sh", "scripts/demo", "scripts/test", ".ci/run"]

MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_FILE = 400

IMPORT_ALL_BUT = """
import importlib, pkgutil, sys
for absent in sys.argv[2:]:
    sys.modules[absent] = None  # importing it raises ImportError
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_the_core_can_be_imported_without_qt_vosk_and_a_sound_library() -> None:
    absent = ["ui", "PySide6", "shiboken6", "vosk", "sounddevice"]
    command = [sys.executable, "-W", "error", "-c", IMPORT_ALL_BUT, "companion", *absent]
    imported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert imported.returncode == 0, imported.stderr


def imports(file: Path) -> Iterator[str]:
    """The top-level names that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name.partition(".")[0] for alias in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in requirements}


def test_declared_dependencies_are_those_that_are_imported() -> None:
    distributions = packages_distributions()
    imported = {name for file in SHIPPED for name in imports(file)}
    imported -= {*sys.stdlib_module_names, "companion", "ui", "shiboken6"}
    # What is for another system is not installed here, and is called as it is imported.
    used = {normal(distributions.get(name, [name])[0]) for name in imported}
    optional = PROJECT["optional-dependencies"]
    declared = names(PROJECT["dependencies"] + optional["desktop"] + optional["encryption"])
    assert used == declared


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as users get it, unpacked."""
    directory = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(directory), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        archive.extractall(directory / "unpacked")
    return directory / "unpacked"


def test_the_wheel_brings_assets_manifest_licence_and_both_programs(wheel: Path) -> None:
    bundled = wheel / "companion" / "bundled"
    assets = {file.relative_to(ROOT) for file in ROOT.glob("assets/**/*") if file.is_file()}
    shipped = {file.relative_to(bundled) for file in bundled.rglob("*") if file.is_file()}
    assert shipped == {*assets, Path("models/MANIFEST.toml")}
    (info,) = wheel.glob("*.dist-info")
    assert (info / "licenses" / "LICENSE").is_file()
    entry_points = (info / "entry_points.txt").read_text(encoding="utf-8")
    assert "companion = companion.cli:main" in entry_points
    assert "companion-desktop = ui.__main__:main" in entry_points
    assert {path.name for path in wheel.iterdir()} == {"companion", "ui", info.name}


def test_the_installed_program_finds_what_came_with_it(wheel: Path) -> None:
    code = "from companion import paths; print(paths.assets()); print(paths.manifest())"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {code}"]
    asked = subprocess.run(command, cwd=wheel, capture_output=True, text=True, timeout=60)
    assert asked.returncode == 0, asked.stderr
    found = [Path(line) for line in asked.stdout.splitlines()]
    assert all(path.exists() and wheel in path.parents for path in found), found


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_clean_shell(script: str) -> None:
    command = [str(Path(sys.executable).with_name("shellcheck")), "-x", script]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stdout


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Each function with the number of its lines, docstring and all."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{file.relative_to(ROOT)}:{node.lineno} {node.name}", lines


def test_functions_and_files_stay_small() -> None:
    lengths = {str(f.relative_to(ROOT)): len(f.read_text().splitlines()) for f in OURS}
    too_long = [name for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE]
    too_long += [
        name for file in OURS for name, lines in functions(file) if lines > MOST_LINES_OF_A_FUNCTION
    ]
    assert too_long == []
