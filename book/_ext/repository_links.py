"""Launch buttons and repository links that point to where this checkout came from.

A fork's book points to the fork. The address is that of the git remote `origin`,
or of the environment variable PREPOST_REPOSITORY (with PREPOST_BRANCH) where the book is published.
Where neither is known there are no buttons: a dead button helps nobody.
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

BINDER = "https://mybinder.org"


def web_address(remote: str) -> str | None:
    """Return the page of a git remote, or None for a folder or anything else without one.

    Examples
    --------
    >>> web_address("git@github.com:somebody/compassion.git")
    'https://github.com/somebody/compassion'
    >>> web_address("https://token@gitlab.com/group/sub/book.git/")
    'https://gitlab.com/group/sub/book'
    >>> web_address("/home/somebody/compassion") is None
    True
    """
    remote = remote.strip()
    short = re.fullmatch(r"(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!//)(.+)", remote)
    if short:
        host, path = short.groups()
    else:
        parts = urlsplit(remote)
        if parts.scheme not in {"https", "http", "ssh", "git"} or not parts.hostname:
            return None
        host, path = parts.hostname, parts.path
    path = path.strip("/").removesuffix(".git")
    if not re.fullmatch(r"[\w.~-]+(/[\w.~-]+)+", path) or "." not in host:
        return None
    return f"https://{host}/{path}"


def repository(folder: str) -> tuple[str, str] | None:
    """Return address and branch of this checkout, or None where no address is known."""
    address = web_address(
        os.environ.get("PREPOST_REPOSITORY") or _git(folder, "remote", "get-url", "origin")
    )
    if address is None:
        return None
    branch = os.environ.get("PREPOST_BRANCH") or _git(folder, "rev-parse", "--abbrev-ref", "HEAD")
    return address, branch if branch not in {"", "HEAD"} else "main"


def theme_options(address: str, branch: str) -> dict[str, Any]:
    """Return the theme's options for links and launch buttons.

    Examples
    --------
    >>> theme_options("https://gitlab.com/group/book", "main")["launch_buttons"]
    {}
    """
    options: dict[str, Any] = {
        "repository_url": address,
        "repository_branch": branch,
        "path_to_docs": "",
        "use_repository_button": True,
        "use_source_button": True,
        "use_issues_button": True,
        "launch_buttons": {},
    }
    if address.startswith("https://github.com/"):
        # the theme builds Binder's address for GitHub only
        options["launch_buttons"] = {"binderhub_url": BINDER, "notebook_interface": "jupyterlab"}
    return options


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
    if found:
        config.html_theme_options = {**config.html_theme_options, **theme_options(*found)}


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill in the theme's options before it reads them."""
    app.connect("config-inited", _apply)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
