"""Build a release into `dist/`: wheel, source, site, figures, notebooks, materials, checksums.

Run by ``make release``, which builds the book first. The same commit gives the same bytes: every
time that is stored is the commit's, or SOURCE_DATE_EPOCH where that is set.
For a tag (GITHUB_REF_NAME, as GitHub sets it, or ``--tag``) the version must be the tag's.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import hand_out

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
SITE = ROOT / "_build" / "html"
# the makers' own notes, no part of what is packed
LEFT_OUT = {".buildinfo", ".doctrees", ".nojekyll", hand_out.WRITTEN}
FIRST_TIME_IN_A_ZIP = 315_532_800  # 1980-01-01


class ReleaseError(Exception):
    """What stands in the way of a release, in one sentence."""


def main(arguments: Sequence[str]) -> int:
    """Build everything, and name what was built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tag", default=tag_of_this_run())
    parser.add_argument("--to", type=Path, default=ROOT / "dist")
    options = parser.parse_args(arguments)
    try:
        made = build(options.to, options.tag)
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(f"{path.stat().st_size:>10,} {path.name}" for path in made))
    return 0


def tag_of_this_run() -> str | None:
    """Return the tag that GitHub runs this for, if it does."""
    is_tag = os.environ.get("GITHUB_REF_TYPE") == "tag"
    return os.environ.get("GITHUB_REF_NAME") if is_tag else None


def build(folder: Path, tag: str | None = None) -> list[Path]:
    """Empty the folder, fill it, and return its files."""
    version = project_version()
    if tag not in {None, f"v{version}"}:
        raise ReleaseError(f"the tag is {tag}, but pyproject.toml has {version}: tag v{version}.")
    if not (SITE / "index.html").exists():
        raise ReleaseError(f"there is no book in {SITE}: run `make book` first.")
    epoch = source_date()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    build_packages(folder, epoch)
    book = f"compassion-before-and-after-{version}"
    archive(SITE, folder / f"{book}-site.tar.gz", epoch)
    archive(SITE / "_static" / "elsewhere", folder / f"{book}-figures.tar.gz", epoch)
    with tempfile.TemporaryDirectory() as notebooks:
        hand_out.write(Path(notebooks))
        archive(Path(notebooks), folder / f"{book}-notebooks.tar.gz", epoch)
    write_sbom(folder / f"twowaves-{version}.cdx.json")
    return [*sorted(folder.iterdir()), write_checksums(folder)]


def project_version() -> str:
    """Return the version that the project file states."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def source_date() -> int:
    """Return the time that everything in the release bears."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        command = ["git", "log", "-1", "--format=%ct"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        given = done.stdout.strip() or str(FIRST_TIME_IN_A_ZIP)  # a download has no history
    if not given.isdecimal():
        raise ReleaseError(f"SOURCE_DATE_EPOCH is {given!r}; it must be whole seconds since 1970.")
    return max(int(given), FIRST_TIME_IN_A_ZIP)


def build_packages(folder: Path, epoch: int, *targets: str) -> None:
    """Build wheel and source distribution, or one of them, with the locked build backend."""
    asked = [word for target in targets for word in ("-t", target)]
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder), *asked],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        capture_output=True,  # it names each file that it wrote
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReleaseError(f"the package cannot be built:\n{done.stderr.strip()}")


def archive(site: Path, target: Path, epoch: int) -> None:
    """Pack a site in an order, with times, owners and rights that do not hang on the machine."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        """Leave out of one member what differs from machine to machine."""
        if LEFT_OUT & set(Path(member.name).parts):
            return None
        member.mtime = epoch
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mode = 0o755 if member.isdir() else 0o644
        return member

    name = target.name.removesuffix(".tar.gz")
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", mtime=epoch, fileobj=file) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        tar.add(site, name, filter=plain)  # adds what a folder holds by name


def write_sbom(target: Path) -> None:
    """Write what the locks of book and pages hold as a CycloneDX bill of materials."""
    locks = (ROOT / "requirements.lock", ROOT / "tools" / "engine" / "requirements.lock")
    subprocess.run(
        # a flat lock says nothing of who needs what, and the tool would warn of that each time
        [sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py",
         "requirements", "-",
         "--pyproject", "pyproject.toml", "--output-reproducible", "-o", str(target)],
        cwd=ROOT,
        input="".join(lock.read_text(encoding="utf-8") for lock in locks),
        text=True,
        check=True,
    )  # fmt: skip


def write_checksums(folder: Path) -> Path:
    """Write what ``sha256sum --check SHA256SUMS`` reads, and return the file."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
    ]
    target = folder / "SHA256SUMS"
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
