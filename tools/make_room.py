"""Measure how much room every figure takes, and write it to `book/room.json`: `make room`.

Run: ``python tools/make_room.py``, after the book is built; 1 if there is no book. A figure wakes
after its page is shown, and is higher than the table that stood there: so much room must be kept.

Every figure is opened in a browser where it stands: in a chapter, at the start, and alone on its
embed page. The states that a hand can reach without another amount of data are tried, and those
that are highest anywhere are measured at every eighth pixel of width, and on both sides of each
width at which a style sheet changes something. Parts whose words change get room of their own.
"""

from __future__ import annotations

import json
import random
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from playwright.sync_api import sync_playwright

from browser import find_browser
from serve import BOOK, serve

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "book" / "_ext"))

import room  # noqa: E402 # found through the folder above
from live_figures import FIGURES_FOLDER  # noqa: E402 # as above
from twowaves import shipped_instruments  # noqa: E402 # as above
from twowaves.widgets import AuditTable, ScoreSheet  # noqa: E402 # as above
from twowaves.widgets.audit_table.figure import table_examples  # noqa: E402 # as above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page, ViewportSize

#: What the fields of a link say.
State: TypeAlias = "dict[str, str]"
#: A figure's heights, whole and of its parts, for each state.
Heights: TypeAlias = "list[dict[str, float]]"
#: Room by place, kind of figure, and size.
Measured: TypeAlias = "dict[str, dict[str, dict[room.Size, dict[str, room.Steps]]]]"

ABOUT = "Written by `make room`, which measures the built book in a browser. Not to be edited."
#: Widths that figures have: in the narrowest window a little less, alone in a wide one a lot more.
WIDTHS = {"pages": (240, 904), "embed": (240, 1304)}
STEP = 8
#: The widths of figures in windows of 320, 360, 390, 768 and 1280 pixels, in chapters and alone.
SEEN = {"pages": [288, 328, 358, 736, 688], "embed": [296, 336, 366, 744, 1256]}
#: More widths, at which states are compared.
ROUGHLY = [480, 560, 824]
#: What may stay empty below a figure before it gets another height, in pixels.
SPARE = 32
#: The parts that have room of their own where their words change.
PARTS = {
    "caption": ".pp-caption",
    "result": ".pp-result",
    "head": ".pp-loop-head",
    "loop": ".pp-loop",
    "part": ".pp-part",
}
DRAWS = 96
WINDOW: ViewportSize = {"width": 1280, "height": 900}
#: A browser that draws as fast as it can, and not sixty times a second.
FAST = ["--no-sandbox", "--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync"]
#: What a hand sets of each kind of figure; class-data and audit-table change by other data alone.
CHOICES: dict[str, dict[str, list[str]]] = {
    "limitations-lab": {
        "n": ["11", "60"],
        "true_change": ["0", "7.5"],
        "history": ["0", "7.5"],
        "desirability": ["0", "7.5"],
        "selected": ["1", "0.1"],
        "drop_out": ["0", "0.55"],
        "outcomes": ["1", "8"],
        "tails": ["two", "chosen afterwards"],
        "control": ["false", "true"],
        "skewed": ["false", "true"],
    },
    "reported-tests": {
        "n": [str(n) for n in range(9, 16)],
        "tails": ["two", "one"],
        "alpha": ["0.05", "0.001", "0.2"],
        "correction": ["none", "holm", "bh"],
        "reading": ["rounded", "threshold"],
    },
    "three-systems": {name: ["0", "5", "10"] for name in ("threat", "drive", "soothing")},
    "paired-explorer": {
        "alpha": ["0.05", "0.001", "0.2"],
        "alternative": ["two-sided", "greater", "less"],
        "out": ["", "1"],
    },
    "reconstruction-browser": {"tails": ["two", "one"], "which": ["1", "20"]},
}

# One frame is enough for a drawing to follow its width, and for a figure to follow a link. A table
# that is checked in slices takes longer to begin with: a figure has its height when it keeps it.
MEASURE = """async ({ parts, states, widths, rooms }) => {
    const figure = document.querySelector("figure[data-live]");
    const { style } = figure.closest(".twowaves-frame");
    const next = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const height = (e) => e.getBoundingClientRect().height;
    for (let same = 0, last = 0; same < 5; last = height(figure)) {
        await next();
        same = height(figure) === last ? same + 1 : 0;
    }
    const heights = widths.map(() => []);
    figure.style.setProperty("--pp-reserve", "0");
    for (const state of states) {
        const fields = new URLSearchParams({ figure: figure.id, v: 1, ...state });
        location.hash = fields;
        await next();
        for (const [i, width] of widths.entries()) {
            style.width = `${width}px`;
            for (const part in parts)
                figure.style.setProperty(`--pp-${part}-room`, `${rooms[i]?.[part] ?? 0}px`);
            await next();
            const found = { reserve: height(figure), rest: height(figure) };
            for (const part in parts) {
                const element = figure.querySelector(parts[part]);
                if (element) found.rest -= found[part] = height(element);
            }
            heights[i].push(found);
        }
        const words = figure.querySelector(".pp-result").textContent;
        if (words.includes("This link")) throw new Error(words);
    }
    return heights;
}"""

# A figure that stands on no page takes the place of the one that is there.
PUT = """async (html) => {
    document.querySelector(".twowaves-frame").outerHTML = html;
    await import(`${document.querySelector('script[src*="host.js"]').src}#again`);
}"""


class Subject(NamedTuple):
    """A figure to be measured: on which page, and its HTML; `is_put` if it does not stand there."""

    where: str
    path: str
    kind: str
    html: str
    is_put: bool = False


def subjects(book: Path) -> list[Subject]:
    """Return every figure of the built book, and those that a fork is likely to have."""
    found = [
        Subject(
            "embed" if path.parent.name == "embed" else "pages",
            path.relative_to(book).as_posix(),
            *figure,
        )
        for path in sorted(book.rglob("*.html"))
        for figure in room.figures_in(path.read_text(encoding="utf-8"))
    ]
    homes = {one.kind: one.path for one in found if one.where == "pages"}
    there = {(one.kind, room.size_of(one.html)) for one in found}
    others = [
        Subject("pages", homes[each.widget_name], each.widget_name, each.figure_html(), is_put=True)
        for each in others_of_a_kind()
        if each.widget_name in homes  # a fork may leave its chapter out
    ]
    return found + [one for one in others if (one.kind, room.size_of(one.html)) not in there]


def others_of_a_kind() -> list[AuditTable | ScoreSheet]:
    """Return figures that are much larger or smaller than those of the book."""
    names = shipped_instruments()
    return [
        *(AuditTable(example=name) for name in table_examples()),
        *(ScoreSheet(name) for name in names),
        *map(with_problem, names),
    ]


def with_problem(name: str) -> ScoreSheet:
    """Return a score sheet with an answer that its form does not have."""
    sheet = ScoreSheet(name)
    outside = sheet.instruments[name]["extra"]
    return ScoreSheet(name, [*sheet.answers[:3], outside, *sheet.answers[4:]])


def states(kind: str, made: dict[str, Any]) -> list[State]:
    """Return the states to try of a figure that was made in this one, which comes first."""
    first = {"answers": answers_text(made["answers"])} if kind == "score-sheet" else {}
    choices = CHOICES.get(kind, {}) | own_choices(kind, made)
    if not choices:
        return [first]
    chance = random.Random(kind)  # noqa: S311 # no secret
    ends = [{name: values[end] for name, values in choices.items()} for end in (0, -1)]
    count = max(DRAWS, *map(len, choices.values()))
    columns = {name: shuffled(values, count, chance) for name, values in choices.items()}
    drawn = [{name: column[i] for name, column in columns.items()} for i in range(count)]
    tried = [{name: value for name, value in each.items() if value} for each in ends + drawn]
    return [first, *tried]


def shuffled(values: list[str], count: int, chance: random.Random) -> list[str]:
    """Return so many of the values, each as often as the others, in a random order."""
    column = [values[i % len(values)] for i in range(count)]
    chance.shuffle(column)
    return column


def own_choices(kind: str, made: dict[str, Any]) -> dict[str, list[str]]:
    """Return what there is to choose in one figure: examples, scenes, outcomes."""
    if kind == "paired-explorer":
        return {"preset": list(made["presets"])}
    if kind == "reconstruction-browser":
        return {"outcome": list(dict.fromkeys(each["outcome"] for each in made["sets"]))}
    if kind == "three-systems":
        parts = [part["name"] for ring in made["words"]["rings"] for part in ring["parts"]]
        return {"scene": [each["name"] for each in made["words"]["scenes"]], "part": parts}
    if kind == "score-sheet":
        return sheet_choices(made)
    return {}


def sheet_choices(made: dict[str, Any]) -> dict[str, list[str]]:
    """Return what there is to choose in a score sheet; answers of somebody's own stay."""
    form = made["instruments"][made["instrument"]]
    if made["answers"] != form["example"]:
        return {}
    alike = range(form["response_min"], form["response_max"] + 1)
    filled = [[answer] * form["n_items"] for answer in alike]
    return {
        "answers": [answers_text(answers) for answers in (form["example"], *filled)],
        "bands": form["conventions"] or [""],
    }


def answers_text(answers: list[int | None]) -> str:
    """Return answers as a link has them."""
    return ".".join("" if answer is None else str(answer) for answer in answers)


def widths_of(where: str) -> list[int]:
    """Return the widths to measure at."""
    first, last = WIDTHS[where]
    edges = [edge for edge in edges_in_styles() if first < edge < last]
    return sorted(
        {*range(first, last + 1, STEP), *edges, *(edge - 1 for edge in edges), *SEEN[where]}
    )


def edges_in_styles() -> set[int]:
    """Return the widths at which a style sheet changes something."""
    texts = [file.read_text(encoding="utf-8") for file in FIGURES_FOLDER.glob("*/*.css")]
    return {int(edge) for text in texts for edge in re.findall(r"min-width: (\d+)px", text)}


def measure(
    page: Page, tried: list[State], widths: list[int], rooms: list[dict[str, int]]
) -> list[Heights]:
    """Return the heights of the figure that lives on a page, at each width in each state."""
    given = {"parts": PARTS, "states": tried, "widths": widths, "rooms": rooms}
    found: list[Heights] = page.evaluate(MEASURE, given)
    return found


def tallest(tried: list[State], found: list[Heights]) -> list[State]:
    """Return the states that are the highest anywhere, in the whole, a part or the rest."""
    winners = {
        max(range(len(tried)), key=lambda place: heights[place][name])
        for heights in found
        for name in heights[0]
    }
    return [tried[place] for place in sorted(winners)]


def highest(found: list[Heights]) -> list[dict[str, float]]:
    """Return the most that each part has in any state, at each width."""
    return [{name: max(each[name] for each in heights) for name in heights[0]} for heights in found]


def steps(widths: list[int], heights: Iterable[float], spare: int) -> room.Steps:
    """Return from which width on how much room there must be; nothing ever lacks any.

    Between two widths that were measured, the higher one counts. A step holds as long as nothing
    in it leaves more than `spare` pixels empty.
    """
    heights = list(heights)
    needed = [*(max(pair) for pair in pairwise(heights)), heights[-1]]
    found: list[tuple[int, list[float]]] = []
    for width, height in zip(widths, needed, strict=True):
        if found and max(*found[-1][1], height) - min(*found[-1][1], height) <= spare:
            found[-1][1].append(height)
        else:
            found.append((width if found else 0, [height]))
    return [(width, -int(-max(heights) // 1)) for width, heights in found]


def at(found: room.Steps, width: float) -> int:
    """Return the room that there is at a width."""
    return [height for start, height in found if start <= width][-1]


def measured(page: Page, subject: Subject) -> dict[str, room.Steps]:
    """Return a figure's room, measured on its open page."""
    widths = widths_of(subject.where)
    tried = states(subject.kind, made_in(page))
    tried = tallest(tried, measure(page, tried, [*SEEN[subject.where], *ROUGHLY], []))
    plain = measure(page, tried, widths, [])
    parts = {
        name: steps(widths, [each[name] for each in highest(plain)], 0)
        for name in PARTS
        if varies(plain, name)
    }
    rooms = [{name: at(found, width) for name, found in parts.items()} for width in widths]
    whole = highest(measure(page, tried, widths, rooms) if parts else plain)
    return {room.WHOLE: steps(widths, [each[room.WHOLE] for each in whole], SPARE), **parts}


def made_in(page: Page) -> dict[str, Any]:
    """Return the state in which the figure on a page was made."""
    state = page.locator("figure[data-live]").first.get_attribute("data-state")
    return dict(json.loads(state or "{}"))


def varies(found: list[Heights], name: str) -> bool:
    """Tell whether a part has several heights at one width."""
    return any(
        len({round(each[name]) for each in heights}) > 1 for heights in found if name in heights[0]
    )


def show(page: Page, url: str, subject: Subject) -> None:
    """Open the page of a figure, and put the figure there if it is not there."""
    page.goto("about:blank")  # where only what follows # is another, nothing would be opened
    page.goto(f"{url}/{subject.path}")
    page.locator("figure[data-live]").first.wait_for()
    if subject.is_put:
        page.evaluate(PUT, subject.html)
        page.locator("figure[data-live]").first.wait_for()


def measured_rooms(page: Page, url: str, book: Path) -> Measured:
    """Return the room of all figures; those of one size, on several pages, share the larger."""
    found: Measured = {"pages": {}, "embed": {}}
    for subject in subjects(book):
        show(page, url, subject)
        sizes = found[subject.where].setdefault(subject.kind, {})
        size = room.size_of(subject.html)
        sizes[size] = larger(sizes.get(size, {}), measured(page, subject))
    return found


def larger(one: dict[str, room.Steps], other: dict[str, room.Steps]) -> dict[str, room.Steps]:
    """Return the room that holds either of two figures."""
    both = {name: one.get(name, other.get(name, [])) for name in {**one, **other}}
    for name in one.keys() & other.keys():
        starts = sorted({start for start, _ in one[name] + other[name]})
        both[name] = [
            (start, max(at(one[name], start), at(other[name], start))) for start in starts
        ]
    return both


def text(found: Measured) -> str:
    """Return the file: a figure a line."""
    places = [f"{json.dumps(where)}: {{\n{kinds_text(kinds)}\n}}" for where, kinds in found.items()]
    return f'{{\n"about": {json.dumps(ABOUT)},\n' + ",\n".join(places) + "\n}\n"


def kinds_text(kinds: dict[str, dict[room.Size, dict[str, room.Steps]]]) -> str:
    """Return what was measured of each kind of figure, in the order of their names."""
    return ",\n".join(
        f"{json.dumps(kind)}: [\n" + ",\n".join(map(line, sorted(kinds[kind].items()))) + "\n]"
        for kind in sorted(kinds)
    )


def line(found: tuple[room.Size, dict[str, room.Steps]]) -> str:
    """Return one figure's size and its room."""
    size, steps_of = found
    return json.dumps({**size._asdict(), "steps": steps_of}, separators=(",", ":"))


def main() -> int:
    """Measure everything and write the file."""
    if not (BOOK / "index.html").is_file():
        print(f"{BOOK} holds no built book; run `make book` first", file=sys.stderr)
        return 1
    with serve(BOOK, port=0) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FAST)
        found = measured_rooms(browser.new_page(viewport=WINDOW), url, BOOK)
        browser.close()
    room.FILE.write_text(text(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
