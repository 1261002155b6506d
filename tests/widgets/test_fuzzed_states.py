"""Random states and files thrown at every figure in a browser: a figure or a sentence, no more.

Drawn with a seed, so that a failure can be seen again; whatever a figure is given, it says
something, shows no markup of a stranger's, raises nothing, and afterwards works as before.
"""

import random
import re

import pytest
from odd_texts import HOSTILE, odd_value, spoiled

import strict_pages
from twowaves import load_synthetic_answers, widgets
from twowaves.widgets import AuditTable, ClassData

FIGURES = [getattr(widgets, name) for name in widgets.__all__]
each = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.__name__)
# what a figure reads once, when it is made, from Python alone
FIXED = {"presets", "instruments", "rows", "examples", "sets", "words", "forms"}
# how browsers put what a program did wrong, which is no sentence for a reader
INTERNAL = r"is not (a function|iterable|defined)|Cannot (read|convert|mix)|of (undefined|null)"
STATES = 150
FILES = 60
ANSWERS = load_synthetic_answers().head(8).to_csv(index=False)
TABLE = """outcome;N;M pre;SD pre;M post;SD post;t;df;p
hope;11;2.80;.8;3.5;.4;-2.040;10;.07
joy;;3,1;;;;;11;< .05
"""
PAIRS = "2.8\t3.5\n3.1\t3.0\n1.9\t4.0\n2.2\t2.9\n"
# elements that no figure makes, and attributes that run something
FOREIGN = """(el) => [...el.querySelectorAll("*")].filter((e) =>
    /^(script|img|iframe|object|embed|link|style|base|form|meta)$/i.test(e.localName)
    || [...e.attributes].some(({ name, value }) =>
        /^on/i.test(name) || (/href|src|action/.test(name) && /^\\s*javascript:/i.test(value))))
    .map((e) => e.outerHTML)"""
START = """async ([url, name, state]) => {
    const { default: widget } = await import(`${url}/_static/twowaves/widgets/${name}/figure.js`);
    const { pageModel } = await import(`${url}/_static/twowaves/widgets/kit/host.js`);
    window.el = document.body.appendChild(document.createElement("div"));
    window.model = pageModel(state);
    window.said = () => el.querySelector(".pp-result").textContent.trim();
    window.settled = async () => {
        const busy = () => el.querySelector("[aria-busy]");
        do await new Promise((done) => setTimeout(done)); while (busy());
    };
    window.problems = [];
    for (const kind of ["error", "unhandledrejection"]) {
        addEventListener(kind, (event) => {
            event.preventDefault();
            problems.push(String(event.error?.stack ?? event.reason?.stack ?? event.message));
        });
    }
    widget.render({ model, el });
    await settled();
    return said();
}"""
THROW = f"""async ([good, states]) => {{
    const foreign = {FOREIGN};
    const seen = [];
    for (const state of states) {{
        problems.length = 0;
        for (const part of [good, state]) {{ // from a state that could be drawn to one that may not
            for (const [name, value] of Object.entries(part)) model.set(name, value);
            await settled();
        }}
        seen.push({{ said: said(), parts: el.querySelectorAll("*").length, foreign: foreign(el),
            hit: window.hit ?? null, problems: [...problems] }});
    }}
    return seen;
}}"""
PASTE = f"""async ([texts, label]) => {{
    const foreign = {FOREIGN};
    const area = el.querySelector("textarea");
    const use = [...el.querySelectorAll("button")].find((e) => e.textContent === label);
    const seen = [];
    for (const text of texts) {{
        problems.length = 0;
        area.value = text;
        use.click();
        await settled();
        seen.push({{ said: said(), foreign: foreign(el), hit: window.hit ?? null,
            problems: [...problems] }});
    }}
    return seen;
}}"""


def _named_by_strangers():
    """Return the answers with hostile text in place of people's names."""
    head, *lines = ANSWERS.splitlines()
    named = []
    for place, line in enumerate(lines):
        quoted = HOSTILE[place % len(HOSTILE)].replace('"', '""')
        named.append(f'"{quoted}",{line.partition(",")[2]}')
    return "\n".join([head, *named, ""])


@pytest.fixture
def start(open_page, site):
    """Return a function that draws a figure on a page of its own, and gives page and words."""

    def go(w):
        page = open_page("book/references.html")
        name = w.widget_name.replace("-", "_")
        return page, page.evaluate(START, [site.url, name, w.page_state()])

    return go


def assert_calm(thrown, seen):
    """Hold that a figure said something, ran nothing and raised nothing."""
    for what, found in zip(thrown, seen, strict=True):
        assert [] == found["problems"], what
        assert [] == found["foreign"], what
        assert found["hit"] is None, what
        assert found["said"], what
        assert not re.search(INTERNAL, found["said"]), (what, found["said"])


@each
def test_states(start, part_of, figure):
    """After any state from its model a figure stands there, says a sentence and can go on."""
    rng = random.Random(figure.__name__)  # noqa: S311 # a seed, no secret
    w = figure()
    page, first = start(w)
    good = {name: value for name, value in w.page_state().items() if name not in FIXED}
    names = list(good)
    states = []
    for _ in range(STATES):
        chosen = rng.sample(names, rng.randint(1, min(3, len(names))))
        states.append({name: odd_value(rng, good[name]) for name in chosen})

    states = [{}, *part_of(states, 40), {}]
    seen = page.evaluate(THROW, [good, states])

    assert_calm(states, seen)
    assert min(found["parts"] for found in seen) > seen[0]["parts"] / 2
    assert first == seen[0]["said"] == seen[-1]["said"]


@pytest.mark.parametrize(
    ("name", "sound", "label"),
    [
        ("PairedExplorer", PAIRS, "Use these numbers"),
        ("AuditTable", TABLE, "Use this table"),
        ("ClassData", ANSWERS, "Use this table"),
    ],
)
def test_pasted(start, part_of, name, sound, label):
    """After any pasted text a figure says a sentence, and the sound text is taken as before."""
    rng = random.Random(name)  # noqa: S311 # a seed, no secret
    spoilt = [spoiled(rng, sound) for _ in range(FILES)]
    texts = [sound, *HOSTILE, *part_of(spoilt, 20), sound]
    page, _ = start(getattr(widgets, name)())

    seen = page.evaluate(PASTE, [texts, label])

    assert_calm(texts, seen)
    assert seen[0]["said"] == seen[-1]["said"]


def test_a_class_is_the_packages(start, part_of):
    """Whatever file is pasted, the page takes it if the package does, and says the same of it."""
    rng = random.Random(5)  # noqa: S311 # a seed, no secret
    texts = [ANSWERS, *part_of([spoiled(rng, ANSWERS) for _ in range(FILES)], 20)]
    page, _ = start(ClassData())

    seen = page.evaluate(PASTE, [texts, "Use this table"])

    for text, found in zip(texts, seen, strict=True):
        try:
            expected = ClassData(text).sentence()
        except ValueError as error:
            expected = f"{error}. What is shown stayed as it was."
        assert " ".join(expected.split()) == " ".join(found["said"].split())


@pytest.mark.sweep(4)
@each
def test_hostile_words_from_python(start, figure):
    """Names that Python hands over are shown as text, by the page and where nothing is live."""
    w = {
        "AuditTable": lambda: AuditTable([{"outcome": text, "n": text} for text in HOSTILE]),
        "ClassData": lambda: ClassData(_named_by_strangers()),
    }.get(figure.__name__, figure)()
    page, said = start(w)

    assert said
    built = strict_pages.strict(w.figure_html(), "").page
    page.evaluate("html => el.insertAdjacentHTML('beforeend', html)", built)
    assert [] == page.evaluate(f"({FOREIGN})(el)")
    assert page.evaluate("window.hit ?? null") is None
