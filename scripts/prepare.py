"""Run several flask commands in one process: loading the application takes longer than they do."""

from __future__ import annotations

import sys

import click
from flask.cli import ScriptInfo

from wsgi import app


def main(commands: list[str]) -> None:
    """Run each command, written as one argument; the first that fails ends it all."""
    info = ScriptInfo(create_app=lambda: app)
    for command in commands:
        try:
            app.cli.main(command.split(), prog_name="flask", obj=info, standalone_mode=False)
        except click.ClickException as error:
            sys.exit(f"flask {command}: {error.format_message()}")


if __name__ == "__main__":
    main(sys.argv[1:])
