"""The class's data computed in a real browser against `twowaves`: the same, word for word."""

import numpy as np
import pytest
from scipy import special
from spec_forms import class_figures, read, short

from twowaves import load_instrument
from twowaves.widgets import ClassData

CHAPTER = "notebooks/replication.html"
FIGURES = """({ text, rules, forms }) => {
    try {
        const table = slices.atOnce(responses.readingResponses(text));
        const all = slices.atOnce(results.workingOut(table, forms, rules));
        return {
            keys: all.keys,
            sentence: all.sentence,
            paragraph: all.paragraph,
            problems: all.problems,
            incomplete: all.incomplete.map(({ person, reason }) => [person, reason]),
            scores: all.forms.map(({ scores }) => scores),
            doubts: all.doubts.map(({ kind, question, stops }) => [kind, question, stops]),
            tests: all.rows.map(waves.testAsTexts),
            full: full.testsInFull(all.rows),
        };
    } catch (error) {
        return { refused: error.message };
    }
}"""
MODULES = {
    "slices": "_base/slices",
    "responses": "forms/responses",
    "results": "widgets/class_data/results",
    "waves": "forms/waves",
    "full": "forms/waves_in_full",
    "stats": "paired/ttest",
    "distributions": "_base/distributions",
}


@pytest.fixture(scope="module")
def compute(open_module_page, site):
    """Return a function that applies an expression over the page's modules to each case."""
    page = open_module_page(CHAPTER)
    imports = "\n".join(
        f'const {name} = await import("{site.url}/_static/twowaves/{file}.js");'
        for name, file in MODULES.items()
    )

    def run(expression, cases):
        return page.evaluate(
            f"async (cases) => {{ {imports}\nreturn cases.map((one) => ({expression})(one)); }}",
            cases,
        )

    return run


CELLS = [
    *("\ufeff3", "3\ufeff", "\u200b3", "\u00a03\u00a0", "\x853", "3\x1c4", "3\x1f", "3\u3000 4"),
    *(
        "a\ufeffb",
        "\uff13",
        "\u0663",
        "\u0663,\u0665",
        "3\u066b5",
        "-\u0663,",
        "3 ",
        "3%",
        "\u2212",
    ),
    *(
        "\u22123",
        "\u00bd",
        "\u00b2",
        "3\u2019000",
        "1_000",
        "1e400",
        "inf",
        "-inf",
        "Infinity",
        "0x3",
    ),
    *("--3", "3.", "3.0", "5,", "+3", "-3", ".5", "3.5", "1.1", "0.30000000000000004", "00003"),
    *("1" * 15 + ".5", "1" * 16 + ".5", "9" * 300, "9" * 301, "1" + "0" * 15, "1" + "0" * 16),
    *(
        "123456789012345678",
        "3." + "0" * 30,
        "\u00e9" * 50,
        "\U0001f600" * 45,
        "999",
        "1000",
        "-1000",
    ),
    *("NaN", "NAN", "N/A", "None", "null", "#N/A", "true", "=1+1", "<script>", "3,", ",3"),
    *("0.00001", "0.0001", "0.000000000000001"),
]


def test_any_cell(compute):
    """Each cell is an answer, missing or a problem, as the package has it and in its words."""
    columns = load_instrument("scs-sf").column_names()
    rest = ",3" * 11
    texts = [
        f'person,wave,{",".join(columns)}\nA,before,"{cell}"{rest}\nA,after,4{rest}\n'
        for cell in CELLS
    ]
    rules = {"missing": "prorate", "max_missing": 0.2, "out_of_range": "missing", "checked": False}
    blank = dict.fromkeys(("person", "wave", "before", "after"), "")
    forms = ClassData().forms
    given = [{"text": text, "rules": rules | blank, "forms": forms} for text in texts]
    got = [
        (one["problems"], [list(map(short, row)) for row in one["scores"]])
        for one in compute(FIGURES, given)
    ]
    wanted = [class_figures(text, rules, blank) for text in texts]

    assert [(one["problems"], one["scores"]) for one in wanted] == got


READ = """(text) => {
    try {
        const { columns, rows } = slices.atOnce(responses.readingResponses(text));
        return [columns, ...rows];
    } catch (error) {
        return error.message;
    }
}"""
FILE = """([name, bytes]) => {
    try {
        const text = responses.decoded(new Uint8Array(bytes), name);
        const { columns, rows } = slices.atOnce(responses.readingResponses(text, name));
        return [columns, ...rows];
    } catch (error) {
        return error.message;
    }
}"""
TEXTS = {
    "commas": "person,wave,scs1\nAda,before,3\n",
    "semicolons and a mark": "\ufeffperson;wave;scs1\r\nAda;before;3,5\r\n",
    "two marks": "\ufeff\ufeffperson;wave\nAda;before\n",
    "tabs": "person\twave\n Ada \t\u00a0before\x1c\n",
    "more semicolons than commas": 'a;"b,c,d,e,f";g\n1;2;3\n',
    "old line ends": "a,b\r1,2\r\r3,4",
    "quotes": 'a,b\n"1, ""x""","2\n3"\n"",""\n"4",5\n',
    "quotes inside": 'a,b\n1"2,3"4"\n "x", "y"\n',
    "blank lines": "\n\n;;\na;b\n\n ; \n1;2\n;\n",
    "empty columns at the end": "a,b,,\n1,2,,\n3,4,,,,\n",
    "an empty cell at the end": "a,b\n1,\n,2\n",
    "no line end": "a,b\n1,2",
    "empty": "\n",
    "blanks": " \n\t\n",
    "a line of names": "a,b\n",
    "too short": "a,b,c\n1,2,3\n1,2\n",
    "one cell": "a,b,c\n1\n",
    "too long": 'a;b\n1;"2\n3"\n4;5;6\n',
    "one column": "a\n1,2\n3\n",
    "a tab too much": "a\tb\n1\t2\t3\n",
    "doubled": "a,b,a\n1,2,3\n",
    "no name": "a,,b\n1,2,3\n",
    "a quote without end": 'a,b\n1,"2\n3,4\n',
    "a quote without end or line end": 'a,b\n1,"2\r\n3,4',
    "after a quote": 'a;b\n"1"x;2\n',
    "after a quote, tabs": 'a\tb\n"1\n2" \t2\n',
    "NUL": "a,b\n1,2\n\x003,4\n",
    "long cell": "a,b\n1," + "x" * 131072 + "\n",
    "too long a cell": "a,b\n1," + "x" * 131073 + "\n",
    "too long a quoted cell": 'a,b\n1,"' + "x" * 131073 + '"\n',
    "hostile": "__proto__,constructor\n<b>,=1+1\n",
    "separator line": '\ufeffsep=;\r\na;"b,c,d"\r\n1;2\r\n',
    "separator line, in quotes": '"SEP=,"\na;b;c,d\n1,2\n',
    "separator line, filled up": "sep=\t\t\t\na\tb,c\n1\t2\t3\n",
    "separator line of another kind": "sep=|\na|b\n",
    "separator line and more": "sep=;x,b\n1,2\n",
    "separator line alone": "sep=;\n",
}


def test_reading(compute):
    """Each text becomes the cells, or the sentence, that `read_responses` answers."""
    assert [read(text) for text in TEXTS.values()] == compute(READ, list(TEXTS.values()))


def test_more_lines_than_any_class(compute):
    """Beyond a million lines a file is refused in the same sentence, before its memory is spent."""
    text = "a,b\n" + "1,2\n" * 1_000_000

    said = "the text has more than 1000000 lines, which is more than is read"
    assert said == read(text)
    assert [said] == compute(READ, [text])


BYTES = {
    "plain.csv": "a,b\r\nZoë,2\r\n".encode(),
    "marked.csv": "a,b\n1,2\n".encode("utf-8-sig"),
    "folded.csv": b'a,b\r\n"1\r\n2",3\r4,5',
    "latin.csv": "a,b\nZoë,2\n".encode("latin-1"),
    "marked latin.csv": b"\xef\xbb\xbf" + "a,b\nZoë,2\n".encode("latin-1"),
    "utf-16.csv": "a,b\n1,2\n".encode("utf-16"),
    "utf-16-le.csv": "a,b\n1,2\n".encode("utf-16-le"),
    "cut off.csv": "a,b\n1,€".encode()[:-1],
    "overlong.csv": b"a,b\n1,\xc0\x80\n",
    "surrogate.csv": b"a,b\n\xc3\xab,\xed\xa0\x80\n",
    "beyond.csv": b"a,b\n1,\xf4\x90\x80\x80\n",
    "stray.csv": b"a,b\n1,\x80\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n\0\0",
    "empty.csv": b"",
    "mark only.csv": b"\xef\xbb\xbf",
}


def test_files(compute, tmp_path):
    """Each file's bytes become the cells, or the sentence, that `read_responses` answers."""
    for name, content in BYTES.items():
        (tmp_path / name).write_bytes(content)
    given = [[name, list(content)] for name, content in BYTES.items()]

    assert [read(tmp_path / name) for name in BYTES] == compute(FILE, given)


def test_names_in_quotes(compute):
    """A name stands in a sentence as Python's `repr` writes it."""
    names = [
        "a",
        "it's",
        '"',
        "'\"",
        "a\\b",
        "\n\t\r",
        "\x1b",
        "\u00a0",
        "\u200b",
        "é",
        "\U000e0001",
    ]

    assert [repr(name) for name in names] == compute("(name) => responses.inQuotes(name)", names)


def test_sums(compute):
    """Sums are NumPy's to the last bit, however many numbers there are."""
    rng = np.random.default_rng(5)
    lists = [rng.normal(size=n).tolist() for n in [*range(1, 40), 127, 128, 129, 136, 1000, 4099]]

    assert [float(np.add.reduce(one)) for one in lists] == compute("stats.total", lists)


def test_fisher(compute):
    """The probability below an F is SciPy's, for the degrees of freedom that an α has."""
    cases = [[f, n - 1, (n - 1) * (k - 1)]
             for f in (0, 1e-9, 0.01, 0.2, 0.4, 0.5, 0.9, 1.5)
             for n in (2, 3, 8, 20, 150, 20_000)
             for k in (2, 5, 12, 22)]  # fmt: skip
    wanted = special.fdtr(*zip(*[(a, b, f) for f, a, b in cases], strict=True)).tolist()

    assert wanted == pytest.approx(
        compute("([f, a, b]) => distributions.fBelow(f, a, b)", cases), abs=1e-9
    )
