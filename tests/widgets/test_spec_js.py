"""The page's modules in a real browser: a dozen of each kind of case of `tests/spec`."""

import pytest
from spec_page import ASK, SUBJECTS, a_dozen, asked_script


@pytest.fixture(scope="module")
def ask(open_module_page, site):
    """Return a function that holds cases against the page's modules."""
    (site.scratch / "asked.js").write_text(asked_script(), encoding="utf-8")
    page = open_module_page("embed/audit-table.html")
    script = ASK.replace("ADDRESS", f"{site.url}/scratch/asked.js")
    return lambda *given: page.evaluate(f"async (given) => {{ {script} }}", list(given))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_dozen(ask, subject):
    """Chromium answers as Python did."""
    assert [] == ask(subject, a_dozen(subject))


def test_another_answer(ask):
    """An answer that is not the page's is told."""
    (told,) = ask("printed", {"parse_printed": [[".1", None]]})

    assert told.startswith("printed parse_printed: null in Python")
