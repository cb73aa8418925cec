"""python -m matching: the engine on files, one command for each question."""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from matching.commands.inputs import RefusedError
from matching.records import BadLineError

COMMANDS = Path(__file__).with_name("commands")
NOT_COMMANDS = frozenset({"__init__", "inputs"})

REFUSED = 2


def commands() -> dict[str, ModuleType]:
    """Every command by its name; each has `add_arguments(parser)` and `run(args)`."""
    names = sorted(path.stem for path in COMMANDS.glob("*.py") if path.stem not in NOT_COMMANDS)
    return {name: importlib.import_module(f"matching.commands.{name}") for name in names}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 when what it was given cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m matching", description=__doc__)
    kinds = parser.add_subparsers(dest="command", required=True, metavar="command")
    found = commands()
    for name, module in found.items():
        words = (module.__doc__ or name).strip().splitlines()[0]
        module.add_arguments(kinds.add_parser(name, help=words, description=words))
    asked = parser.parse_args(arguments)
    try:
        return int(found[asked.command].run(asked))
    except (BadLineError, RefusedError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    # A run makes a great many small records and ends: looking for circles in them is waste.
    gc.disable()
    sys.exit(main())
