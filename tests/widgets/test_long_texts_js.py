"""A text of any length is read by the page, or refused in a sentence, without a pause in it."""

import pytest
from long_texts import long_texts

LETTERS = 100_000  # the square of it takes seconds
GENEROUS = 1000  # milliseconds, on a machine that does much else; on a free one a fifth
FORM = {
    "id": "f", "n_items": 1, "response_min": 1, "response_max": 5, "columns": ["a"], "outside": {},
    "scores": [],
}  # fmt: skip
MODULES = [
    "twowaves/widgets/kit/read_number",
    "twowaves/widgets/paired_explorer/paste",
    "twowaves/printed/number",
    "twowaves/printed/table",
    "twowaves/widgets/audit_table/state",
    "twowaves/_base/cells",
    "twowaves/forms/scoring",
    "twowaves/forms/responses",
    "twowaves/_base/slices",
    "twowaves/widgets/kit/pasted",
    "twowaves/_base/words",
    "number_answer",
    "twowaves/printed/reading",
    "twowaves/widgets/audit_table/block",
    "twowaves/printed/known",
]
READERS = """async ([url, texts, form]) => {
    const modules = await Promise.all(MODULES.map((place) => import(`${url}/_static/${place}.js`)));
    const [typed, sample, printed, rows, state, csv] = modules;
    const [scoring, responses, slices, pasted, words, number] = modules.slice(6);
    const [reading, block, known] = modules.slice(12);
    const readers = {
        readNumber: (text) => typed.readNumber(text, true),
        parsePairs: (text) => sample.parsePairs(`${text}\\t1\\n${text}`),
        parsePrinted: printed.parsePrinted,
        stripped: words.stripped,
        readRow: (text) =>
            rows.readRow(Object.fromEntries(known.COLUMNS.map((column) => [column, text])), 1),
        blockOf: block.blockOf,
        parseSizes: state.parseSizes,
        tableAsCsv: (text) => state.tableAsCsv([{ outcome: text, pvalue: `= ${text}` }]),
        asCsv: (text) => csv.asCsv([[text, text]]),
        readAnswer: (text) => scoring.readAnswer(text, form),
        readingResponses: (text) =>
            slices.atOnce(responses.readingResponses(`a,b\\n${text},1\\n`)),
        columns: (text) => slices.atOnce(responses.readingResponses(`${text}\\n1\\n`)),
        inQuotes: responses.inQuotes,
        whyTooLong: pasted.whyTooLong,
        question: (text) => number.readNumber(text, "%"),
        readPrinted: (text) => reading.readPrinted(`Outcome\\tM pre\\nhope\\t${text}\\n`),
        printedText: (text) => reading.readPrinted(`${text}\\n`),
    };
    const slow = [];
    for (const [name, read] of Object.entries(readers)) {
        for (const [what, text] of Object.entries(texts)) {
            const started = performance.now();
            try {
                read(text);
            } catch {
                // a sentence, which other tests read
            }
            const taken = performance.now() - started;
            if (taken > GENEROUS) slow.push(`${name} of ${what}: ${Math.round(taken)} ms`);
        }
    }
    return slow;
}"""


def test_every_reader(open_page, site):
    """No text of 100,000 letters holds up anything that reads one."""
    page = open_page("notebooks/paired-t-test.html")
    code = READERS.replace("MODULES", f"{MODULES}").replace("GENEROUS", f"{GENEROUS}")

    assert [] == page.evaluate(code, [site.url, long_texts(LETTERS), FORM])


# where a reader pastes or types, what, and some words of what is then said
PAIRS = ("embed/paired-explorer.html", "textarea", "Use these numbers")
AUDIT = ("embed/audit-table.html", "textarea", "Use this table")
CLASS = ("embed/class-data.html", "textarea", "Use this table")
CELL = ("embed/audit-table.html", "[data-column=mean_pre] input", "")
ANSWERS = "person,wave,x\n"
COLUMNS = ",".join(f"c{k}" for k in range(LETTERS))
PASTES = {
    "digits": (PAIRS, f"{'1' * LETTERS}x\t2", "A paired t test needs at least 2 pairs"),
    "commas": (PAIRS, "1," * 90_000, "A paired t test needs at least 2 pairs"),
    "lines": (PAIRS, "x\ty\n" * 9_999, "A paired t test needs at least 2 pairs"),
    "too many lines": (
        PAIRS,
        "1\t2\n" * 10_000,
        "The text has 10001 lines; the figure takes 10000",
    ),
    "too many letters": (PAIRS, "1" * 200_001, "The text has 200001 letters; the figure takes"),
    "a cell": (AUDIT, f"outcome,n\na{' ' * 60_000}b,11\n", "Nothing could be checked"),
    "a name": (AUDIT, f"outcome,n,a{'_' * LETTERS}b\na,11,1\n", "Nothing could be checked"),
    "quotes": (AUDIT, f'outcome,n\n"{"[" * LETTERS}",11\n', "Nothing could be checked"),
    "a line": (AUDIT, "1," * LETTERS, "Line 1 has 100001 cells"),
    "more letters": (AUDIT, "1," * 100_001, "The text has 200002 letters; the figure takes"),
    "a typed cell": (CELL, f"{'1' * LETTERS}x", "1 cell cannot be read"),
    "a form": (CLASS, f"{ANSWERS}é{' ' * LETTERS}é,before,1\n", "no column belongs to a"),
    "many forms": (CLASS, ANSWERS + f"é{' ' * LETTERS}é,before,1\n" * 30, "no column belongs to a"),
    "columns": (CLASS, f"person,wave,{COLUMNS}\n1,before{',1' * LETTERS}\n", "no column belongs"),
    "one column": (CLASS, f"person,wave,{'x,' * LETTERS}\n1,before\n", "the text, line 2 has"),
}
BLOCK = """async ([selector, press, text]) => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
    observer.observe({ type: "longtask" });
    const field = document.querySelector(`.pp-figure ${selector}`);
    // the browser's own work on a long text in a field is not the page's
    Object.defineProperty(field, "value", { get: () => text, set() {} });
    const began = performance.now();
    const buttons = [...document.querySelectorAll("button")];
    if (press) buttons.find((each) => each.textContent === press).click();
    else field.dispatchEvent(new Event("input", { bubbles: true }));
    do await new Promise((resolve) => setTimeout(resolve, 150));
    while (document.querySelector("[aria-busy=true]"));
    const since = tasks.filter((each) => each.startTime + each.duration > began);
    const longest = Math.max(0, ...since.map((each) => each.duration));
    return { longest, said: document.querySelector(".pp-result").textContent };
}"""


@pytest.mark.sweep(6)
@pytest.mark.parametrize("name", PASTES)
def test_a_paste(open_page, name):
    """Whatever is pasted into a figure, the page answers soon, in a sentence."""
    (path, selector, press), text, sentence = PASTES[name]
    page = open_page(path)
    page.locator(".pp-figure button").first.wait_for(state="attached")

    found = page.evaluate(BLOCK, [selector, press, text])

    assert sentence in found["said"]
    assert found["longest"] < GENEROUS
