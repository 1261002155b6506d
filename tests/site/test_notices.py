"""The licences of what the site holds of others go along with it."""

import re
from importlib.metadata import distribution

import pytest

import joined_files
import notices

MIT = "The above copyright notice and this permission notice shall be included in all"
BSD = "Redistributions in binary form must reproduce the above copyright"


@pytest.mark.parametrize("name", ["site.css", "site.js"])
def test_joined_files(site, name):
    """A joined file says where the licences are, and each maker of a part of it is named there."""
    static = site.folder / "_static"
    head = (static / name).read_text(encoding="utf-8").split("\n", 2)[1]
    file = static / re.fullmatch(r"/\*! licences: (\S+) \*/", head)[1]
    named = re.findall(r"^(\S+) (\S+)\n=+$", file.read_text(encoding="utf-8"), re.MULTILINE)
    makers = notices.makers_of(joined_files.parts_of(static / name))

    assert len(makers) >= 4
    assert set(makers) <= {maker for maker, _ in named}
    assert [] == [one for one in named if distribution(one[0]).version != one[1]]


def test_texts(site):
    """The texts are there whole: what the licences ask to go along, and Bootstrap's own notice."""
    text = " ".join((site.folder / "_static" / notices.FILE).read_text(encoding="utf-8").split())

    assert text.count(BSD) >= 5  # Sphinx, Pygments, MyST-NB and the two themes
    assert text.count(MIT) >= 3  # three extensions
    assert "Bootstrap v5" in text
    assert "The Bootstrap Authors" in text


@pytest.mark.parametrize(
    "part", ["stranger.css", "twowavesal.css", "looks.css", "../copybutton.css"]
)
def test_a_stranger(part):
    """A part that nobody is known to have made stops the build, by its name."""
    with pytest.raises(
        ValueError, match=r"is put into the site; say in notices\.py who"
    ) as refused:
        notices.makers_of(["look.css", part])
    assert str(refused.value).startswith(part)


def test_without_a_licence(monkeypatch):
    """A package that comes without its licence stops the build, by its name."""
    monkeypatch.setattr(notices, "distribution", lambda name: type(name, (), {"files": []}))

    with pytest.raises(ValueError, match=r"^bare comes without its licence$"):
        notices.notices(["bare"])


def test_every_maker_is_installed():
    """Each maker that is known is a package with a licence."""
    assert [] == [name for name in notices.MAKERS.values() if not notices.notices([name])]
