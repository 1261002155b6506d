"""What a release is made of: the same bytes each time, and a wheel that stands alone."""

import hashlib
import os
import subprocess
import sys
import sysconfig
import tarfile
import textwrap
import venv

import pytest

import release
import twowaves
from twowaves import widgets


@pytest.fixture
def site(tmp_path):
    """Return a small site with what a build leaves beside it."""
    folder = tmp_path / "html"
    for name in ("index.html", "b/page.html", "a.css", ".buildinfo"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


class TestArchive:
    """The site in one file."""

    def test_same_bytes(self, site, tmp_path):
        """Times, rights and owners of the machine leave no trace."""
        first, second = tmp_path / "one" / "site.tar.gz", tmp_path / "two" / "site.tar.gz"
        first.parent.mkdir()
        second.parent.mkdir()
        release.archive(site, first, 1_600_000_000)
        os.utime(site / "index.html", (5, 5))
        (site / "a.css").chmod(0o600)
        release.archive(site, second, 1_600_000_000)

        assert first.read_bytes() == second.read_bytes()

    def test_members(self, site, tmp_path):
        """It holds the site's files in order, below one folder, without Sphinx's own notes."""
        release.archive(site, tmp_path / "site.tar.gz", 1_600_000_000)
        with tarfile.open(tmp_path / "site.tar.gz") as tar:
            files = [member for member in tar.getmembers() if member.isfile()]

        assert ["site/a.css", "site/b/page.html", "site/index.html"] == [m.name for m in files]
        assert {(1_600_000_000, 0, 0, 0o644)} == {(m.mtime, m.uid, m.gid, m.mode) for m in files}


class TestBuild:
    """What must be so before anything is built."""

    def test_other_tag(self, tmp_path):
        """A tag of another version stops the release before anything is removed."""
        (tmp_path / "kept").touch()

        with pytest.raises(release.ReleaseError, match=r"^the tag is v9\.9, but pyproject\.toml"):
            release.build(tmp_path, "v9.9")
        assert (tmp_path / "kept").exists()

    def test_no_book(self, tmp_path, monkeypatch):
        """Without a built book there is a sentence, not half a release."""
        monkeypatch.setattr(release, "SITE", tmp_path)

        with pytest.raises(release.ReleaseError, match="run `make book` first"):
            release.build(tmp_path / "dist")

    def test_what_it_holds(self, site, tmp_path, monkeypatch):
        """Beside the packages there are the site, the figures, the notebooks, and checksums."""
        (site / "_static" / "elsewhere").mkdir(parents=True)
        (site / "_static" / "elsewhere" / "figure.mjs").touch()
        monkeypatch.setattr(release, "SITE", site)
        monkeypatch.setattr(release, "build_packages", lambda folder, _: (folder / "w.whl").touch())
        monkeypatch.setattr(release, "write_sbom", lambda target: target.touch())
        monkeypatch.setattr(release, "project_version", lambda: "1.0")
        made = [path.name for path in release.build(tmp_path / "dist")]
        figures = "compassion-before-and-after-1.0-figures"
        with tarfile.open(tmp_path / "dist" / f"{figures}.tar.gz") as tar:
            names = tar.getnames()

        assert made == [
            f"{figures}.tar.gz", "compassion-before-and-after-1.0-notebooks.tar.gz",
            "compassion-before-and-after-1.0-site.tar.gz",
            "twowaves-1.0.cdx.json", "w.whl", "SHA256SUMS",
        ]  # fmt: skip
        assert names == [figures, f"{figures}/figure.mjs"]

    def test_branch_is_no_tag(self, monkeypatch):
        """GitHub names the branch in the same variable: only a tag counts."""
        monkeypatch.setenv("GITHUB_REF_NAME", "main")
        monkeypatch.setenv("GITHUB_REF_TYPE", "branch")
        assert None is release.tag_of_this_run()
        monkeypatch.setenv("GITHUB_REF_TYPE", "tag")
        assert "main" == release.tag_of_this_run()

    def test_source_date(self, monkeypatch):
        """The time is the one given, never before zip files begin; a word is refused."""
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
        assert 1_600_000_000 == release.source_date()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
        assert 315_532_800 == release.source_date()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
        with pytest.raises(release.ReleaseError, match="SOURCE_DATE_EPOCH is 'today'"):
            release.source_date()

    def test_checksums(self, tmp_path):
        """The checksums are SHA-256 of each file, in the form that sha256sum reads."""
        (tmp_path / "b").write_bytes(b"")
        (tmp_path / "a").write_bytes(b"abc")
        expected = (
            f"{hashlib.sha256(b'abc').hexdigest()}  a\n{hashlib.sha256(b'').hexdigest()}  b\n"
        )

        assert expected == release.write_checksums(tmp_path).read_text()


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Return the folder with wheel and source distribution."""
    folder = tmp_path_factory.mktemp("packages")
    release.build_packages(folder, 1_600_000_000)
    return folder


@pytest.fixture(scope="module")
def wheel_python(packages, tmp_path_factory):
    """Return the Python of a fresh environment with the wheel, and the lock's packages beside it.

    A path file of an environment reaches the locked packages, but not the path files among them,
    so that the checkout, which is installed there in place, cannot be imported.
    """
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    scheme = {"base": str(folder), "platbase": str(folder)}
    python = f"{sysconfig.get_path('scripts', 'venv', scheme)}/python"
    place = sysconfig.get_path("purelib", "venv", scheme)
    with open(f"{place}/locked.pth", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(sysconfig.get_path("purelib"))
    (wheel,) = packages.glob("*.whl")
    uv = f"{sysconfig.get_path('scripts')}/uv"
    install = [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python]
    subprocess.run([*install, wheel], check=True)
    return python


@pytest.fixture(scope="module")
def run(wheel_python, tmp_path_factory):
    """Return a function that runs code there, in an empty folder, and returns what it prints."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}

    def call(code):
        command = [wheel_python, "-c", textwrap.dedent(code)]
        return subprocess.check_output(command, cwd=elsewhere, env=environment, text=True)

    return call


class TestWheel:
    """The wheel alone, without the repository."""

    def test_same_bytes(self, packages, tmp_path):
        """Wheel and source come out the same from a second build."""
        release.build_packages(tmp_path, 1_600_000_000)

        assert {p.name: p.read_bytes() for p in packages.iterdir()} == {
            p.name: p.read_bytes() for p in tmp_path.iterdir()
        }

    def test_is_not_the_checkout(self, run, wheel_python):
        """What is imported comes from the fresh environment."""
        where = run("import twowaves; print(twowaves.__file__)").strip()

        assert where.startswith(str(wheel_python).rsplit("/", 2)[0])
        assert not where.startswith(str(release.ROOT))

    def test_data(self, run):
        """Every data set has as many rows and columns as in the checkout."""
        loaders = sorted(
            name
            for name in twowaves.__all__
            if name.startswith("load_") and name != "load_instrument"
        )
        code = f"import twowaves\nfor n in {loaders}: print(n, *getattr(twowaves, n)().shape)"
        expected = [
            f"{name} {' '.join(map(str, getattr(twowaves, name)().shape))}" for name in loaders
        ]

        assert len(expected) >= 14
        assert expected == run(code).splitlines()

    def test_instruments(self, run):
        """The keys of the questionnaires are in the wheel."""
        code = """
            import twowaves
            for name in twowaves.shipped_instruments():
                print(name, twowaves.load_instrument(name).n_items)
        """
        expected = {"fscrs 22", "fscs 21", "scs-sf 12"}  # as their authors published them

        assert expected == set(run(code).splitlines())

    def test_widgets(self, run):
        """Each figure draws the same table and carries the same front end as in the checkout."""
        code = """
            import hashlib
            from twowaves import widgets
            for name in widgets.__all__:
                figure = getattr(widgets, name)()
                for text in (figure.figure_html("f"), str(figure._esm), str(figure._css)):
                    print(name, hashlib.sha256(text.encode()).hexdigest())
        """
        expected = []
        for name in widgets.__all__:
            figure = getattr(widgets, name)()
            texts = (figure.figure_html("f"), str(figure._esm), str(figure._css))
            assert min(map(len, texts)) > 1000
            expected += [f"{name} {hashlib.sha256(text.encode()).hexdigest()}" for text in texts]

        assert expected == run(code).splitlines()

    def test_typed(self, packages):
        """Both carry the licences, and the wheel says that it is typed."""
        (wheel,), (source,) = packages.glob("*.whl"), packages.glob("*.tar.gz")
        listed = subprocess.check_output([sys.executable, "-m", "zipfile", "-l", wheel], text=True)
        with tarfile.open(source) as tar:
            names = [name.split("/", 1)[1] for name in tar.getnames()]

        assert "twowaves/py.typed" in listed
        assert "licenses/LICENSE-CONTENT" in listed
        assert {"LICENSE", "LICENSE-CONTENT", "pyproject.toml", "src/twowaves/py.typed"} <= set(
            names
        )
