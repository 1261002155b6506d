"""The page's modules in Safari's engine: a dozen of each kind of case of `tests/spec`."""

import pytest
from spec_page import ASK, SUBJECTS, a_dozen


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_dozen(pages, subject):
    """WebKit answers as Python did."""
    tab = pages.open("embed/audit-table.html")

    assert [] == tab.run_async(
        ASK.replace("ADDRESS", f"{pages.address}/asked.js"), subject, a_dozen(subject)
    )
