"""Questions as they are built: with scripts and without, in HTML and in text; what is refused."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from chapter_questions import questions_of
from chapters import CHAPTERS
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "book" / "_ext")!r})
extensions = ["myst_parser", "mathml", "questions"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
"""
GOOD = """# A

:::{question} How *many* is $d_z$?
:answer: 2

Think of `x`.

None
: That is too few.

Two
: So it is.

  Really.
:::

:::{question} How much?
:number: 0.10
:within: 0.01
:unit: kJ

−0.10
: The sign is wrong.

0.10
: Just so.

anything else
: Try again.
:::
"""
TWO = "One\n: Yes.\n\nTwo\n: No."
NUMBERS = "1\n: Yes.\n\nanything else\n: No."
REFUSED = {
    "no kind": (f"\n{TWO}", "needs either :answer:"),
    "both kinds": (f":answer: 1\n:number: 1\n\n{NUMBERS}", "needs either :answer:"),
    "no answers": (":answer: 1\n\nText only.", "has no answers"),
    "one choice": (":answer: 1\n\nOne\n: Yes.", "has only the choice 'One'"),
    "doubled": (":answer: 1\n\nOne\n: Yes.\n\n*One*\n: No.", "has the answer 'One' twice"),
    "too far": (f":answer: 3\n\n{TWO}", "has the :answer: '3'; it is the place"),
    "from 0": (f":answer: 0\n\n{TWO}", "has the :answer: '0'"),
    "a word": (f":answer: One\n\n{TWO}", "has the :answer: 'One'"),
    "empty": (f":answer:\n\n{TWO}", "has the :answer: ''"),
    "unit of a choice": (f":answer: 1\n:unit: kJ\n\n{TWO}", "has :unit:, which belongs to"),
    "text after": (f":answer: 1\n\n{TWO}\n\nMore.", "has text after an answer"),
    "text between": (":answer: 1\n\nOne\n: Yes.\n\nText.\n\nTwo\n: No.", "has text after"),
    "twice explained": (":answer: 1\n\nOne\n: Yes.\n: No.\n\nTwo\n: No.", "has 2 explanations"),
    "not finite": (f":number: inf\n\n{NUMBERS}", "has the :number: 'inf'; a number has digits"),
    "not a number": (f":number: nan\n\n{NUMBERS}", "has the :number: 'nan'"),
    "comma": (f":number: 0,1\n\n{NUMBERS}", "has the :number: '0,1'"),
    "no number": (f":number:\n\n{NUMBERS}", "has the :number: ''"),
    "within": (f":number: 1\n:within: a bit\n\n{NUMBERS}", "has the :within: 'a bit'"),
    "below 0": (f":number: 1\n:within: -1\n\n{NUMBERS}", "has the :within: '-1'; it is 0 or more"),
    "a word as number": (
        ":number: 1\n\n1\n: Yes.\n\ntwo\n: No.\n\nanything else\n: No.",
        "has the answer 'two'",
    ),
    "no other numbers": (":number: 1\n\n1\n: Yes.\n\n2\n: No.", "ends with '2'"),
    "unexplained": (f":number: 2\n\n{NUMBERS}", "does not explain its right number 2"),
    "too close": (
        ":number: 1\n:within: 0.5\n\n1\n: Yes.\n\n2\n: No.\n\nanything else\n: No.",
        "has the answers 1 and 2, too close for :within: 0.5",
    ),
}


def build(folder, builder, pages):
    """Build pages with the extension, and return their texts and the warnings."""
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    names = "\n".join(name for name in pages if name != "index")
    if "index" not in pages:
        (folder / "index.md").write_text(f"# All\n\n```{{toctree}}\n{names}\n```", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", builder, folder, folder / builder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    made = [path for name in pages for path in (folder / builder).glob(f"{name}.*")]
    return {path.stem: path.read_text(encoding="utf-8") for path in made}, done.stderr


@pytest.fixture(scope="module")
def refusals(tmp_path_factory):
    """Return what one build says of all bad questions."""
    pages = {
        f"bad-{i}": f"# B\n\nText.\n\n:::{{question}} How many?\n{text}\n:::\n"
        for i, (text, _) in enumerate(REFUSED.values())
    }
    return build(tmp_path_factory.mktemp("bad"), "html", pages)[1]


@pytest.mark.parametrize("name", REFUSED)
def test_bad_question(refusals, name):
    """A question that cannot be asked is refused in one sentence with its page and line."""
    place = list(REFUSED).index(name)
    (said,) = re.findall(rf"bad-{place}\.md:5: (.*)", refusals)

    assert "ERROR" in said or "WARNING" in said  # either fails a build with -W
    sentence = html.unescape(said)
    assert f"The question “How many?” {REFUSED[name][1]}" in sentence
    assert sentence.removesuffix(" [docutils]").endswith(".")


def test_html(tmp_path):
    """The page holds question, choices in their order and a closed answer, and no script."""
    pages, warnings = build(tmp_path, "html", {"index": GOOD})
    body = re.search(r'<div class="question".*?</details>', pages["index"], re.DOTALL)[0]

    assert warnings == ""
    assert 'data-right="1"' in body
    assert "<em>many</em>" in body
    assert "<math" in body
    assert re.findall(r"<li><p>(.*?)</p>", body) == ["None", "Two"]
    assert '<details class="question-answer"><summary>Answer to question 1</summary>' in body
    assert re.findall(r"<dt[^>]*>(.*?)</dt>", body) == [
        'None<span class="question-verdict"> (not right)</span>',
        'Two<span class="question-verdict"> (right)</span>',
    ]
    assert re.findall(r" on\w+=|<script|style=", body) == []
    assert 'data-numbers="-0.10 0.10" data-right="1" data-unit="kJ"' in pages["index"]


@pytest.mark.sweep(1)
@pytest.mark.parametrize("builder", ["text", "latex", "man"])
def test_other_builders(tmp_path, builder):
    """Where nothing can be folded or typed, the answers stand below their question."""
    pages, warnings = build(tmp_path, builder, {"index": GOOD})
    text = next(iter(pages.values()), "") or "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / builder).glob("*.[t1]*")
    )

    assert warnings == ""
    places = [text.index(part) for part in ("Question 1", "None", "(not right)", "Question 2")]
    assert places == sorted(places)
    assert "(right)" in text


def test_only_pages_with_a_question_load_its_parts(site):
    """Chapters load the script as a module, other pages do not; the style is joined to the rest."""
    chapter = (site.folder / "notebooks" / "scoring.html").read_text(encoding="utf-8")
    about = (site.folder / "book" / "about.html").read_text(encoding="utf-8")

    assert re.search(r'<script type="module" src="\.\./_static/questions\.js', chapter)
    style = (site.folder / "_static" / "site.css").read_text(encoding="utf-8")
    assert " questions.css " in style.split("*/")[0]
    assert "questions." not in about


@pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])
def test_chapters_without_scripts(site, name):
    """Without scripts each question of a chapter stands there with its choices, answers closed."""
    page = (site.folder / "notebooks" / f"{name}.html").read_text(encoding="utf-8")
    built = re.findall(r'<div class="question".*?</details>', page, re.DOTALL)
    written = questions_of(name)

    assert len(built) == len(written)
    for block, question in zip(built, written, strict=True):
        assert f'data-right="{question.right}"' in block
        assert block.count("<dt ") == len(question.answers)
        assert block.count("<li>") == (0 if question.is_number else len(question.answers))
        assert block.count("<details") == block.count('<details class="question-answer"><summary>')


def test_without_scripts(open_page):
    """Without scripts no answer is seen before it is opened, and it is opened by a key."""
    page = open_page("notebooks/paired-t-test.html", java_script_enabled=False)
    question = page.locator("#question-1")
    reason = question.locator("dt.question-right")

    expect(question.get_by_role("listitem")).to_have_count(4)
    expect(question.locator("input, button")).to_have_count(0)
    expect(reason).to_be_hidden()
    question.locator("summary").press("Enter")
    expect(reason).to_be_visible()
    expect(reason).to_contain_text("There is none (right)")


@pytest.mark.parametrize("scripts", [True, False])
def test_print(open_page, scripts):
    """On paper every answer is there, with scripts or without, and no button."""
    page = open_page("notebooks/scoring.html", java_script_enabled=scripts)
    page.emulate_media(media="print")
    reasons = page.locator(".question-answer dd")
    heights = [reasons.nth(i).bounding_box()["height"] for i in range(reasons.count())]

    assert len(heights) == sum(len(question.answers) for question in questions_of("scoring"))
    assert min(heights) > 10
    expect(page.locator(".question-buttons button").locator("visible=true")).to_have_count(0)


def test_print_where_folds_stay_shut(open_page):
    """Where style cannot open a fold the script does, and shuts it again afterwards."""
    page = open_page("notebooks/scoring.html")
    page.locator("#question-2 summary").click()
    folds = page.locator("details.question-answer")
    states = []
    for event in ("beforeprint", "afterprint"):
        page.evaluate(f"dispatchEvent(new Event('{event}'))")
        states.append(folds.evaluate_all("all => all.map((fold) => fold.open)"))

    assert [[True] * 5, [False, True, False, False, False]] == states
