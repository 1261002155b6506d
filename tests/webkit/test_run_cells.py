"""Cells run in Safari's engine, too: the book's, changed ones, a drawing, a figure, no end."""

import time

import pytest

LONG = 240  # seconds: Python starts, on a machine that does much else
PRESS = """const cell = [...document.querySelectorAll(".cell:has(> details.code)")][2];
    const button = [...cell.querySelectorAll("button")].find((e) => e.textContent === arguments[0]);
    button?.click();
    return Boolean(button);"""
WRITE = """const editor = document.querySelectorAll(".cell:has(> details.code)")[2].querySelector("textarea");
    editor.focus();
    editor.value = arguments[0];
    editor.dispatchEvent(new Event("input"));"""  # noqa: E501 # lines of a script
SAID = """const cell = document.querySelectorAll(".cell:has(> details.code)")[2];
    return [cell.querySelector("[role=status]")?.textContent ?? "",
        cell.querySelector(".run-output")?.innerText ?? ""];"""
LOOKS = """const cell = document.querySelectorAll(".cell:has(> details.code)")[2];
    return [cell.querySelector(".run-mark").textContent,
        getComputedStyle(cell.querySelector(".run-editor .k")).color,
        cell.querySelector(".run-output .pp-drawing text")?.getAttribute("fill"),
        cell.querySelector(".run-output figure[data-live]")?.dataset.widget];"""
LOOKED = f"const found = (() => {{ {LOOKS} }})(); return found.every(Boolean) && found;"
DRAWS = """import matplotlib.pyplot as plt
from twowaves import plots
plots.use_style()
plt.plot([1, 2])
from twowaves.widgets import PairedExplorer
display(PairedExplorer())
print("drawn")"""
KEYS = """const editor = document.querySelectorAll(".cell:has(> details.code)")[2].querySelector("textarea");
    editor.focus();
    editor.select();
    const press = (key, options) => editor.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
    press("Tab");
    const indented = editor.value;
    document.execCommand("undo");
    return [indented, editor.value, press("Escape") && press("Tab")];"""  # noqa: E501


@pytest.mark.page("notebooks/three-systems")
def test_a_cell(pages):
    """Python is loaded on the reader's word, runs a cell, and runs it again when it is changed."""
    tab = pages.open("notebooks/three-systems.html")
    tab.run(PRESS, "Run")
    tab.until(PRESS, "Load and run")
    _until(tab, "Run here")
    tab.run(PRESS, "Run all above")  # whose imports it needs
    assert "breathing" in _output(tab, "breathing")

    tab.run(PRESS, "Edit")
    tab.run(WRITE, "6 * 7")
    tab.run(PRESS, "Run")
    assert "42" == _output(tab, "42").strip()

    tab.run(WRITE, "a\nb")
    assert ["    a\n    b", "a\nb", True] == tab.run(KEYS)

    tab.run(WRITE, DRAWS)
    tab.run(PRESS, "Run")
    _output(tab, "drawn")
    _until(tab, "Run here")
    whose, colour, ink, widget = tab.until(LOOKED)
    assert "paired-explorer" == widget
    assert "Made here" == whose
    assert "rgb(103, 48, 197)" == colour  # as keywords of the book's code
    assert ink.startswith("var(--pp-")

    tab.run(WRITE, "print('on and on')\nwhile True: pass")
    tab.run(PRESS, "Run")
    _until(tab, "Running")
    tab.run(PRESS, "Stop")
    _until(tab, "Variables are gone")


def _until(tab, words):
    """Wait for what a cell says of itself."""
    end = time.monotonic() + LONG
    while words not in tab.run(SAID)[0]:
        assert time.monotonic() < end, tab.run(SAID)
        time.sleep(0.1)


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
