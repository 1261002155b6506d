"""The pages of every public name, made from the docstrings by Sphinx's autodoc and napoleon.

`{public-names} paired` describes what the package's face has from one of its subjects; the names of
`plots` and `widgets`, which load when asked for, are those of these modules. With `:short:` it
lists the names only, each a link to what is said of it.
"""

from __future__ import annotations

import importlib
import inspect
import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

import twowaves

if TYPE_CHECKING:
    from sphinx.application import Sphinx

OF_THEIR_OWN = ("plots", "widgets")


def public_names(subject: str) -> list[str]:
    """Return the public names of a subject as one writes them after the package's name.

    Examples
    --------
    >>> public_names("rebuilt")[:2]
    ['Infeasible', 'NotFound']
    >>> public_names("plots")[0]
    'plots.plot_bands'
    """
    if subject in OF_THEIR_OWN:
        module = importlib.import_module(f"twowaves.{subject}")
        return [f"{subject}.{name}" for name in module.__all__]
    places = (f"twowaves.{subject}.", f"twowaves._base.{subject}")  # a folder, or a file below all
    return [
        name
        for name in twowaves.__all__
        if name not in OF_THEIR_OWN
        and f"{inspect.unwrap(getattr(twowaves, name)).__module__}.".startswith(places)
    ]


def described(name: str) -> str:
    """Return the part of a page that has one name described by its docstring.

    Examples
    --------
    >>> print(described("audit"))
    ```{eval-rst}
    .. autofunction:: twowaves.audit
    ```
    """
    thing = attrgetter(name)(twowaves)
    kind = "class" if inspect.isclass(thing) else "function"
    return f"```{{eval-rst}}\n.. auto{kind}:: twowaves.{name}\n```"


class PublicNames(SphinxDirective):
    """The names of one subject, each under a heading of its own."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"short": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return what is said of each, or a line of their names."""
        names = public_names(self.arguments[0])
        return [self._line(names)] if "short" in self.options else [*map(self._section, names)]

    def _line(self, names: list[str]) -> nodes.paragraph:
        links = ", ".join(f"{{py:obj}}`~twowaves.{name}`" for name in names)
        line = nodes.paragraph()
        line += self.parse_inline(links)[0]
        return line

    def _section(self, name: str) -> nodes.section:
        heading = name.rpartition(".")[2]
        section = nodes.section(ids=[f"name-{heading}"], names=[heading])  # letters as they are
        section += nodes.title("", heading)
        lines = StringList(described(name).split("\n"), "")
        self.state.nested_parse(lines, self.content_offset, section)
        return section


def plain(
    _app: Sphinx, _kind: str, _name: str, _thing: object, _options: object, lines: list[str]
) -> None:
    r"""Write as text what Sphinx would take for something else.

    Numbered references are some docstring's own, but many docstrings share a page; and bars around
    a letter mean an absolute value.

    Examples
    --------
    >>> lines = ["|t| as in [1]_.", "", ".. [1] Student (1908).", "       Biometrika."]
    >>> plain(None, "", "", None, None, lines)
    >>> print(*lines, sep="\n")
    \|t\| as in [1].
    <BLANKLINE>
    | [1] Student (1908).
           Biometrika.
    """
    for pattern, text in (
        (r"\|(\w)\|", r"\\|\1\\|"),
        (r"(\[\d+\])_", r"\1"),
        (r"^\.\. (?=\[\d)", "| "),
    ):
        lines[:] = [re.sub(pattern, text, line) for line in lines]


def setup(app: Sphinx) -> dict[str, bool]:
    """Give pages the list of public names."""
    app.add_directive("public-names", PublicNames)
    app.connect("autodoc-process-docstring", plain, priority=400)  # before napoleon
    return {"parallel_read_safe": True, "parallel_write_safe": True}
