"""Lighthouse's scores as lines of the report, and one sentence where there are none."""

import re
import subprocess

import pytest

import lighthouse


def reports(*, performance=(1.0, 1.0, 1.0), seo=1.0):
    """Return three reports of a page with these scores; what is not named is perfect."""
    audits = {
        "slow": {"score": performance[-1], "scoreDisplayMode": "numeric"},
        "hidden": {"score": seo, "scoreDisplayMode": "binary"},
        "no-video": {"score": None, "scoreDisplayMode": "notApplicable"},
    }
    one = {"accessibility": [], "best-practices": ["no-video"], "seo": ["hidden"]}
    refs = {
        kind: [{"id": name, "weight": 1} for name in names]
        for kind, names in (one | {"performance": ["slow"]}).items()
    }
    return [
        {
            "audits": audits,
            "categories": {
                kind: {
                    "score": {"performance": score, "seo": seo}.get(kind, 1.0),
                    "auditRefs": refs[kind],
                }
                for kind in lighthouse.KINDS
            },
        }
        for score in performance
    ]


def test_the_middle_of_three_runs_counts():
    """One slow run of three does not lower a score, and one quick one does not raise it."""
    line = lighthouse.row("book/welcome", "desktop", reports(performance=(0.4, 1.0, 0.99)))

    assert "99 / 100 / 100 / 100" == line.ours


@pytest.mark.parametrize(
    ("form", "performance", "seo", "met"),
    [
        ("desktop", 1.0, 1.0, True),
        ("desktop", 0.99, 1.0, False),
        ("desktop", 1.0, 0.99, False),
        ("mobile", 0.99, 0.5, True),
        ("mobile", 0.98, 1.0, False),
    ],
)
def test_aims(form, performance, seo, met):
    """On a desk every score is to be 100; on a phone performance at least 99."""
    found = reports(performance=(performance,) * 3, seo=seo)

    assert met == lighthouse.row("book/welcome", form, found).met


def test_what_cost_points_is_named():
    """An audit below 1 is named, one that does not apply is not."""
    assert [] == lighthouse.faults(reports())
    assert ["hidden", "slow"] == lighthouse.faults(reports(performance=(1, 1, 0.5), seo=0))


def test_without_a_book(monkeypatch, capsys, tmp_path):
    """Without a built book it says what makes one."""
    monkeypatch.setattr(lighthouse, "BOOK", tmp_path)

    assert 1 == lighthouse.main()
    assert f"{tmp_path} holds no built book; run `make book` first.\n" == capsys.readouterr().err


def test_asked_as_on_a_phone_and_a_desk(monkeypatch, tmp_path):
    """Each form is asked for in Lighthouse's own words, and the report comes back as data."""
    asked = tmp_path / "asked"
    program = tmp_path / "lighthouse"
    program.write_text(f'echo "$@" >> {asked}\necho \'{{"audits": {{}}}}\'\n')
    monkeypatch.setattr(lighthouse, "node", lambda: "sh")
    monkeypatch.setattr(lighthouse, "find_browser", lambda: "/browser")

    assert {"audits": {}} == lighthouse.report(program, "http://a/b.html", "mobile")
    lighthouse.report(program, "http://a/b.html", "desktop")
    phone, desk = asked.read_text().splitlines()

    assert re.match(r"http://a/b\.html .*--output=json", phone)
    assert "--preset=desktop" in desk
    assert "--preset" not in phone


def test_a_failing_run_says_why(monkeypatch, tmp_path):
    """Where Lighthouse itself fails, its own words are passed on with the page."""
    program = tmp_path / "lighthouse"
    program.write_text("echo 'no tab' >&2\nexit 3\n")
    monkeypatch.setattr(lighthouse, "node", lambda: "sh")
    monkeypatch.setattr(lighthouse, "find_browser", lambda: "/browser")

    with pytest.raises(lighthouse.LighthouseError, match="on http://a: no tab"):
        lighthouse.report(program, "http://a", "mobile")


def test_its_help_is_a_command():
    """`make` offers it."""
    offered = subprocess.run(
        ["make", "-s", "help"], cwd=lighthouse.ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert "make lighthouse" in offered
