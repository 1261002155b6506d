"""Launch buttons and repository links that point to where this checkout came from.

A fork's book points to the fork. The address is that of the git remote `origin`, or of the
environment variable TWOWAVES_REPOSITORY (with TWOWAVES_BRANCH) where the book is published.
Where neither is known there are no buttons: a dead button helps nobody.
`{corrections}` says where corrections go, which depends on the same.
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

BINDER = "https://mybinder.org"
_FORGES = re.compile(r"github|gitlab|bitbucket")  # whose pages' addresses the theme knows


def web_address(remote: str) -> str | None:
    """Return the page of a git remote, or None for a folder or anything else without one.

    Examples
    --------
    >>> web_address("git@github.com:somebody/compassion.git")
    'https://github.com/somebody/compassion'
    >>> web_address("https://token@gitlab.com/group/sub/book.git/")
    'https://gitlab.com/group/sub/book'
    >>> web_address("http://forge.example.org:3000/group/book.git")
    'http://forge.example.org:3000/group/book'
    >>> web_address("/home/somebody/compassion") is None
    True
    """
    remote = remote.strip()
    short = re.fullmatch(r"(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!//)(.+)", remote)
    scheme, host, path = ("https", *short.groups()) if short else _parts(remote)
    path = path.strip("/").removesuffix(".git")
    address = f"{scheme}://{host}/{path}"
    sound = re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+(:\d+)?(/[\w.~-]+){2,}", address)
    return address if sound else None


def _parts(remote: str) -> tuple[str, str, str]:
    """Return scheme, host and path of the page; of what is no web address, nothing."""
    parts = urlsplit(remote)
    if parts.scheme in {"https", "http"}:
        return parts.scheme, parts.netloc.rpartition("@")[2], parts.path  # without user and token
    if parts.scheme in {"ssh", "git"}:
        return "https", parts.hostname or "", parts.path  # their port is not the web's
    return "", "", ""


def repository(folder: str) -> tuple[str, str] | None:
    """Return address and branch of this checkout, or None where no address is known."""
    address = web_address(
        os.environ.get("TWOWAVES_REPOSITORY") or _git(folder, "remote", "get-url", "origin")
    )
    if address is None:
        return None
    return address, os.environ.get("TWOWAVES_BRANCH") or _branch(folder)


def _branch(folder: str) -> str:
    """Return the branch of this checkout, or the remote's own where that one was never pushed."""
    here = _git(folder, "rev-parse", "--abbrev-ref", "HEAD")
    listed = _git(folder, "for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes/origin")
    pushed = listed.split()
    if here not in {"", "HEAD"} and (here in pushed or not pushed):
        return here
    default = _git(folder, "rev-parse", "--abbrev-ref", "origin/HEAD").removeprefix("origin/")
    return default if default in pushed else "main"


def theme_options(address: str, branch: str) -> dict[str, Any]:
    """Return the theme's options for links and launch buttons.

    Examples
    --------
    >>> theme_options("https://gitlab.com/group/book", "main")["launch_buttons"]
    {}
    >>> theme_options("https://codeberg.org/group/book", "main")
    {}
    """
    forge = _FORGES.search(urlsplit(address).netloc)
    if not forge:
        return {}
    github = address.startswith("https://github.com/")
    return {
        "repository_url": address,
        "repository_branch": branch,
        "repository_provider": forge[0],
        "path_to_docs": "",
        "use_repository_button": True,
        "use_source_button": True,
        "use_issues_button": forge[0] != "bitbucket",
        # GitHub is where Binder was tried
        "launch_buttons": {"binderhub_url": BINDER, "notebook_interface": "jupyterlab"}
        if github
        else {},
    }


def add_plain_link(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """Link to a repository on a host whose other pages' addresses the theme does not know."""
    if "plain_repository" in context:
        context["header_buttons"].append(
            {
                "type": "link",
                "url": context["plain_repository"],
                "icon": "fas fa-code",
                "tooltip": "Source repository",
                "label": "source-repository-button",
            }
        )


def issues(address: str) -> str:
    """Return where a repository's issues are, as far as its host's addresses are known.

    Examples
    --------
    >>> issues("https://github.com/group/book")
    'https://github.com/group/book/issues'
    >>> issues("https://gitlab.com/group/book")
    'https://gitlab.com/group/book/-/issues'
    >>> issues("https://codeberg.org/group/book")
    'https://codeberg.org/group/book'
    """
    forge = _FORGES.search(urlsplit(address).netloc)
    return address + {"github": "/issues", "gitlab": "/-/issues"}.get(forge[0] if forge else "", "")


class CorrectionsDirective(SphinxDirective):
    """Say where corrections go: the repository's issues, or whoever gave out this copy."""

    def run(self) -> list[nodes.Node]:
        """Return one paragraph."""
        address = self.config.corrections_repository
        if not address:
            text = (
                "This copy was built from no public repository, so it has no list of issues: "
                "please write to whoever gave it to you."
            )
            return [nodes.paragraph("", text)]
        line = nodes.paragraph("", "Please open an issue at ")
        line += nodes.reference("", issues(address), refuri=issues(address))
        line += nodes.Text(", where this copy comes from: everybody can read it and answer.")
        return [line]


def _git(folder: str, *arguments: str) -> str:
    """Return what git says, or nothing where there is no git or no answer."""
    try:
        done = subprocess.run(  # noqa: S603 # fixed arguments
            ["git", *arguments],  # noqa: S607 # whichever git the person uses
            cwd=folder, capture_output=True, text=True, timeout=10, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _apply(app: Sphinx, config: Config) -> None:
    found = repository(str(app.srcdir))
    if not found:
        return
    config.corrections_repository = found[0]
    options = theme_options(*found)
    config.html_theme_options = {**config.html_theme_options, **options}
    if not options:
        config.html_context = {**config.html_context, "plain_repository": found[0]}


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill in the theme's options before it reads them."""
    app.add_config_value(
        "corrections_repository", "", "env", str
    )  # another one: pages are read anew
    app.add_directive("corrections", CorrectionsDirective)
    app.connect("config-inited", _apply)
    app.connect("html-page-context", add_plain_link, priority=502)  # after the theme's own buttons
    return {"parallel_read_safe": True, "parallel_write_safe": True}
