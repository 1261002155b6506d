"""Cells that run in the page: another edition comes meanwhile; Python itself comes to its end."""

import re

from playwright.sync_api import expect
from run_page import LONG

CHAPTER = "notebooks/three-systems.html"
LEFT_OUT = "from scipy.stats import qmc\nqmc.Sobol(2).random(4)"


def test_another_edition(browser, site):
    """Parts that the host no longer has are asked for once; the next press asks what there is."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/{CHAPTER}")
    cell = page.locator(".cell").filter(has=page.locator("details.code")).nth(2)
    status = cell.get_by_role("status")
    manifests = []

    def old(route):
        manifests.append(route.request.url)
        answer = route.fetch()
        text = answer.text()
        if len(manifests) == 1:  # an earlier edition's, whose parts are gone
            text = re.sub(r'"[0-9a-f]{64}\.part"', f'"{64 * "0"}.part"', text)
        route.fulfill(response=answer, body=text)

    context.route("**/engine/manifest.json", old)
    for said in ("broke", "Run here"):
        cell.get_by_role("button", name="Run", exact=True).click()
        page.get_by_role("button", name="Load and run").click(timeout=LONG)
        expect(status).to_contain_text(said, timeout=LONG)
    assert 2 == len(manifests)

    cell.get_by_role("button", name="Edit", exact=True).click()
    cell.get_by_role("textbox", name="Code 3").fill(LEFT_OUT)
    cell.get_by_role("button", name="Run", exact=True).click()
    expect(status).to_contain_text("a part of a library that this page leaves out", timeout=LONG)
    context.close()
