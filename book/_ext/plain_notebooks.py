"""The notebooks that are handed out: chapters in plain Markdown, exercises as those to fill in.

A chapter is written for the book, in marks that JupyterLab, Colab and others show raw, and with the
answers to its questions. The download button, JupyterLab and Binder give out what is made here:
the same cells of code with the same outputs, and prose as `plain_markdown` makes it.
"""

from __future__ import annotations

import json
import re
import string
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pybtex.backends.markdown import Backend
from pybtex.database import parse_file
from pybtex.plugin import find_plugin

from exercise_pages import with_addresses
from left_out import title_of
from plain_markdown import Place, Plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pybtex.database import BibliographyData, Entry
    from sphinx.application import Sphinx

CHAPTERS = "notebooks"
EXERCISES = "notebooks/exercises"
SCAFFOLDS = "notebooks/scaffolds"
BIBLIOGRAPHY = "book/references.bib"
LAB = "_build/lab"  # where JupyterLab and Binder find them: see tools/hand_out.py
_LAUNCHED = re.compile(r"(/v2/[^?]*\?urlpath=lab/tree/)notebooks/(scaffolds/)?")


class _Markdown(Backend):  # type: ignore[misc] # pybtex has no types
    """Sources in Markdown, with only those marks masked that would mean something."""

    def format_str(self, text: str) -> str:
        return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)


class HandedOut:
    """Every notebook that is handed out, by the page that it belongs to.

    Parameters
    ----------
    root : Path
        The checkout.
    published : iterable of str
        The pages that the book has.
    site : str
        The address where the book is published; empty where it is not known.
    together : bool
        Whether the notebooks lie in one folder, and may link to one another.
    """

    def __init__(
        self, root: Path, published: Iterable[str], site: str = "", *, together: bool = False
    ) -> None:
        self.root = root
        published = frozenset(published)
        self.names = sorted(name for name in published if name.startswith(f"{CHAPTERS}/"))
        beside = frozenset(self.names if together else ())
        self.place = Place(site, beside, self._titles(), published)

    def _titles(self) -> dict[str, str]:
        """Return the title of every page, of those too that a fork leaves out."""
        found = (path for folder in ("book", CHAPTERS, EXERCISES)
                 for path in sorted((self.root / folder).glob("*.*"))
                 if path.suffix in {".md", ".ipynb"})  # fmt: skip
        return {
            path.relative_to(self.root).with_suffix("").as_posix(): title_of(path) for path in found
        }

    @cached_property
    def sources(self) -> BibliographyData:
        """What the book cites."""
        return parse_file(self.root / BIBLIOGRAPHY)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each page's name, and the text of the notebook that is handed out for it."""
        for name in self.names:
            yield name, self.text(name)

    def text(self, name: str) -> str:
        """Return the text of the notebook that is handed out for a page."""
        if name.startswith(f"{EXERCISES}/"):
            scaffold = name.replace(EXERCISES, SCAFFOLDS)
            return (self.root / f"{scaffold}.ipynb").read_text(encoding="utf-8")
        return self.chapter(name, (self.root / f"{name}.ipynb").read_text(encoding="utf-8"))

    def chapter(self, name: str, text: str) -> str:
        """Return a chapter's notebook with plain prose and what it cites at its end."""
        notebook: dict[str, Any] = json.loads(text)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        labels = self._labels("\n".join("".join(cell["source"]) for cell in cells))
        plain = Plain(name, self.place, labels.__getitem__)
        for cell in cells:
            cell["source"] = plain.markdown("".join(cell["source"])).splitlines(keepends=True)
        if plain.cited:
            notebook["cells"].append(self._references(plain.cited, labels))
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"

    def _labels(self, prose: str) -> dict[str, tuple[str, str]]:
        """Return names and year of what a text cites; a letter tells two of one year apart."""
        keys = {key.strip() for group in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", prose)
                for key in group.split(",")}  # fmt: skip
        unknown = sorted(keys.difference(self.sources.entries))
        if unknown:
            raise ValueError(f"{BIBLIOGRAPHY} has no {unknown[0]!r}, which a chapter cites")
        plain = {key: (names_of(entry := self.sources.entries[key]), str(entry.fields["year"]))
                 for key in sorted(keys)}  # fmt: skip
        return told_apart(plain)

    def _references(
        self, cited: list[str], labels: Mapping[str, tuple[str, str]]
    ) -> dict[str, Any]:
        """Return the cell that lists what a notebook cites, in the order of the names."""
        keys = sorted(cited, key=lambda key: (labels[key][0].lower(), labels[key][1]))
        lines = [f"- {', '.join(labels[key])}: {self._in_full(key)}" for key in keys]
        source = "\n".join(["## References", "", *lines]).splitlines(keepends=True)
        return {"cell_type": "markdown", "id": "references", "metadata": {}, "source": source}

    def _in_full(self, key: str) -> str:
        style = find_plugin("pybtex.style.formatting", "unsrt")()
        (entry,) = style.format_entries([self.sources.entries[key]], self.sources)
        return " ".join(str(entry.text.render(_Markdown())).split())


def names_of(entry: Entry) -> str:
    """Return the names by which a text cites a source."""
    names = [str(person.rich_last_names[-1]) for person in entry.persons["author"]]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def told_apart(labels: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return labels of which no two are alike.

    Examples
    --------
    >>> told_apart({"a": ("Gilbert", "2009"), "b": ("Gilbert", "2009"), "c": ("Yin", "2009")})
    {'a': ('Gilbert', '2009a'), 'b': ('Gilbert', '2009b'), 'c': ('Yin', '2009')}
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for key, label in labels.items():
        alike.setdefault(label, []).append(key)
    letters = {key: letter for keys in alike.values() if len(keys) > 1
               for key, letter in zip(keys, string.ascii_lowercase, strict=False)}  # fmt: skip
    return {key: (names, year + letters.get(key, "")) for key, (names, year) in labels.items()}


def launched(address: Any) -> Any:
    """Return an address, or whatever holds addresses, that opens on Binder what is handed out.

    Examples
    --------
    >>> launched([{"url": "https://binder.example/v2/gh/a/b/c?urlpath=lab/tree/notebooks/d.ipynb"}])
    [{'url': 'https://binder.example/v2/gh/a/b/c?urlpath=lab/tree/_build/lab/d.ipynb'}]
    """
    return with_addresses(address, partial(_LAUNCHED.sub, _in_the_lab))


def _in_the_lab(found: re.Match[str]) -> str:
    return f"{found[1]}{LAB}/{'exercises/' if found[2] else ''}"


def launch_what_is_handed_out(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Let the button that launches a page on Binder launch the notebook that is handed out."""
    context["header_buttons"] = [
        launched(each) if each.get("label") == "launch-buttons" else each
        for each in context.get("header_buttons", [])
    ]


def hand_out(app: Sphinx, error: Exception | None) -> None:
    """Put the notebooks where a page's download button leads."""
    if error or app.builder.format != "html":
        return
    made = HandedOut(Path(app.srcdir), app.env.found_docs, app.config.html_baseurl or "")
    for name in made.names:
        target = Path(app.outdir, "_sources", f"{name}.ipynb")
        if target.is_file():
            target.write_text(made.text(name), encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Hand out plain notebooks at the end of a build, and launch them."""
    # after the theme's own buttons, and after those of exercises lead to what is to fill in
    app.connect("html-page-context", launch_what_is_handed_out, priority=503)
    app.connect("build-finished", hand_out)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
