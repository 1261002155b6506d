"""A package of a test's own, whose scripts are put together."""

from pathlib import Path

from twowaves.widgets.kit import frontend


def use(files, folder, monkeypatch):
    """Have the front end's scripts read from a folder that holds these files, by their paths."""
    for name, text in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(frontend, "PACKAGE", Path(folder))
    for remembered in ("_read", "_places", "script"):
        fresh = getattr(frontend, remembered).__wrapped__
        monkeypatch.setattr(frontend, remembered, fresh)
