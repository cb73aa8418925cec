"""Asks the field’s checker about an OC3 file: runs in an environment of its own, prints JSON."""

import json
import logging
import sys

import pandas as pd
from lac_validator.rules.lac2026_27 import registry

logging.disable(logging.CRITICAL)
METADATA = {"collection_start": "01/04/2026", "collection_end": "31/03/2027"}


def main() -> None:
    """Print, for each rule that was named, the children it speaks about."""
    file, *rules = sys.argv[1:]
    table = pd.read_csv(file, dtype=str)
    found = {}
    for rule in rules:
        frames = {
            "OC3": table.copy(),
            "Header": table[["CHILD", "DOB"]].copy(),
            "metadata": METADATA,
        }
        spoken = registry[rule].func(frames).get("OC3", [])
        found[rule] = table.loc[spoken, "CHILD"].tolist()
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
