"""The one module that JupyterLab, VS Code and Colab get, in real browsers: it loads and draws."""

import re

import front_ends
import pytest

from twowaves import widgets
from twowaves.widgets.kit import frontend

FIGURES = [getattr(widgets, name) for name in widgets.__all__]
LOAD = """async ([script, state]) => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const { default: widget } = await import(address);
    const el = document.body.appendChild(document.createElement("div"));
    const model = { get: (name) => state[name], set() {}, save_changes() {}, on() {}, off() {} };
    widget.render({ model, el });
    // a long table is checked in slices
    while (el.querySelector("[aria-busy]")) await new Promise((done) => setTimeout(done));
    return el.querySelector(".pp-result").textContent;
}"""


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.__name__)
def test_it_draws_without_a_page(open_module_page, figure):
    """As one module each figure loads, draws its state, and says the package's sentence of it."""
    page = open_module_page("book/about.html", bypass_csp=True)  # Lab has another policy
    w = figure()
    script = frontend.script(figure.widget_name.replace("-", "_"))

    said = " ".join(page.evaluate(LOAD, [script, w.page_state()]).split())

    if figure is widgets.LimitationsLab:  # page and package draw studies of their own
        assert "% of the studies are significant. The module does nothing here" in said
    else:
        assert w.sentence().partition(" (")[0] in said


def test_a_renamed_import(tmp_path, monkeypatch):
    """`import { a as b }` gives b, and leaves a name that begins with "as" alone."""
    texts = {
        "widgets/one/figure.js": 'import { total as sum, assumed } from "./two.js";\n'
        "export default sum;\n",
        "widgets/one/two.js": "export const total = 1;\nexport const assumed = 2;\n",
    }
    front_ends.use(texts, tmp_path, monkeypatch)

    text = frontend.script("one")

    (two,) = re.findall(r"^// widgets/one/two\.js\nconst (\w+) =", text, re.MULTILINE)
    assert f"const {{ total : sum, assumed }} = {two};" in text
