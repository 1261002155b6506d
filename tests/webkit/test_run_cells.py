"""Cells run in Safari's engine, too: one of the book's, and one that a reader has changed."""

import time

import pytest

LONG = 240  # seconds: Python starts, on a machine that does much else
PRESS = """const cell = [...document.querySelectorAll(".cell:has(> details.code)")][2];
    const button = [...cell.querySelectorAll("button")].find((e) => e.textContent === arguments[0]);
    button?.click();
    return Boolean(button);"""
WRITE = """const editor = document.querySelectorAll(".cell:has(> details.code)")[2].querySelector("textarea");
    editor.value = arguments[0];"""  # noqa: E501 # lines of a script
SAID = """const cell = document.querySelectorAll(".cell:has(> details.code)")[2];
    return [cell.querySelector("[role=status]")?.textContent ?? "",
        cell.querySelector(".run-output")?.innerText ?? ""];"""


@pytest.mark.page("notebooks/three-systems")
def test_a_cell(pages):
    """Python is loaded on the reader's word, runs a cell, and runs it again when it is changed."""
    tab = pages.open("notebooks/three-systems.html")
    tab.run(PRESS, "Run")
    tab.until(PRESS, "Load and run")
    assert "breathing" in _output(tab, "breathing")

    tab.run(PRESS, "Edit")
    tab.run(WRITE, "6 * 7")
    tab.run(PRESS, "Run")
    assert "42" == _output(tab, "42").strip()


def _output(tab, expected):
    """Wait for an output, or for the sentence that says why there is none."""
    end = time.monotonic() + LONG
    while True:
        said, output = tab.run(SAID)
        if expected in output:
            return output
        assert not said.startswith(("Python cannot", "The connection")), said
        assert time.monotonic() < end, said
        time.sleep(0.1)
