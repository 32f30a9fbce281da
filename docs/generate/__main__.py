"""Writes what is generated: `python -m docs.generate`, or `make docs`."""

from docs.generate import GENERATED, ROOT

for name, generate in GENERATED.items():
    (ROOT / name).write_text(generate(), encoding="utf-8")
