"""`number_text.js` in Safari's engine: a number's text does not depend on the browser."""

import json
import re
from pathlib import Path

import pytest

SPEC = Path(__file__).parents[1] / "spec" / "numbers.json"
CASES = json.loads(SPEC.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_every_case(pages, name):
    """Each printer gives the text of each case that Python wrote."""
    tab = pages.open("notebooks/paired-t-test.html")
    printer = re.sub("_([a-z])", lambda found: found[1].upper(), name)
    script = f"""const numbers = await import("{pages.address}/_static/prepost/number_text.js");
        return given[0].map((one) => numbers.{printer}(...one));"""

    assert [case[-1] for case in CASES[name]] == tab.run_async(
        script, [case[:-1] for case in CASES[name]]
    )
