"""The page's reading of printed tables: as quick as Python's, and in time in proportion."""

import json
import subprocess
import time
from pathlib import Path

import pytest
from long_texts import long_texts
from nodejs import find_node

from twowaves import read_printed

READING = Path(__file__).parents[2] / "src/twowaves/printed/reading.js"
ASK = """import {{ readPrinted }} from {address};
import {{ readFileSync }} from "node:fs";
const read = (text) => {{
    const started = performance.now();
    const {{ table, question, headers, samples }} = readPrinted(text);
    const taken = performance.now() - started;
    return {{ rows: table.rows.length, question, headers, samples, taken }};
}};
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
"""
ROW = "hope\t{}.5 (1.2)\t3.5 (2)\t.05*\n"
CELLS = "<tr><td>hope</td><td><p>{}.5</p></td><td>&minus;3.5<sup>*</sup></td></tr>\n"
SENTENCE = "Hope rose from M = {}.5 (SD = 1.2) to M = 3.5 (SD = 2), t(19) = 2.5, p = .02. \n"
LARGE = {
    "tabs": ("Outcome\tPre M (SD)\tPost M (SD)\tp\n", ROW, 10_000),
    "blanks": ("Outcome   M pre   M post\n", "hope   {}.5   3.5\n", 10_000),
    "words": ("Outcome Pre Post\n", "hope {}.5 3.5\n", 10_000),
    "HTML": ("<table><tr><th>Outcome<th>M pre<th>M post</tr>", CELLS, 10_000),
    "sentences": ("", SENTENCE, 2000),
}


def answers(texts):
    """Return what the page reads in texts, and how long it takes, in milliseconds."""
    code = ASK.format(address=json.dumps(READING.as_uri()))
    command = [find_node(), "--input-type=module", "--eval", code]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(done.stdout)


def test_a_question_names_the_columns():
    """Where nothing is understood, the columns are handed over, for a reader to name them."""
    (answer,) = answers(["a\tb\nx\t1.5\ny\t1.2\n"])

    assert "no column is understood: 1 ('a') and 2 ('b'); say what they are" == answer["question"]
    assert (["a", "b"], ["y", "1.2"]) == (answer["headers"], answer["samples"])


def test_too_much():
    """Five megabytes are refused at once, in a sentence."""
    (answer,) = answers(["hope\t1.51\t3.52\n" * 330_000])

    assert "the source has more than 2,000,000 letters" in answer["question"]
    assert answer["taken"] < 500


@pytest.mark.slow
@pytest.mark.sweep(2)
@pytest.mark.parametrize("name", LARGE)
def test_many_rows(name):
    """Thousands of rows take the page no longer than Python, twice if others use the machine."""
    head, row, n = LARGE[name]
    text = head + "".join(map(row.format, range(n)))
    started = time.perf_counter()
    table = read_printed(text).table
    taken = 1000 * (time.perf_counter() - started)

    answer = min(answers([text, text]), key=lambda each: each["taken"])

    assert (len(table), "") == (answer["rows"], answer["question"])
    assert answer["taken"] < 2 * taken + 500


@pytest.mark.slow
def test_long_texts():
    """Some letters over and over are read or refused in time in proportion to them."""
    frames = (
        "{}\n\n",
        "Outcome\tM pre\nhope\t{}\n",
        "{}\t1\nx\t2\n",
        "<table><tr><td>{}<td title={}>2\n",
    )
    texts = {
        f"{frame} {name}": frame.replace("{}", long)
        for name, long in long_texts(100_000).items()
        for frame in frames
    }

    found = dict(zip(texts, answers([*texts.values()]), strict=True))

    assert [] == [name for name, answer in found.items() if answer["taken"] > 5000]
