"""One set of cases for two languages: what Python answers, the page's modules answer in Node."""

import json
import math
import subprocess
from pathlib import Path

import pytest
import spec_answers
import spec_cases
import spec_forms
import spec_reading
import spec_said
from nodejs import OURS, find_node

import make_cases

SPEC = Path(__file__).parent / "spec"
FILES = {}
for module in (spec_answers, spec_cases, spec_forms, spec_reading, spec_said):
    FILES |= module.FILES
MOST_BYTES = 1_000_000
MOST_SECONDS = 5  # of Node's processor


def run_node(*files):
    """Return Node's exit code, what it counted, and what it complained of."""
    command = [find_node(), SPEC / "run.mjs", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, json.loads(done.stdout or "{}"), done.stderr


def alike(stored, now):
    """Tell whether a case is written as before, but for the last digits of a float."""
    if isinstance(stored, float) and isinstance(now, float):
        return math.isclose(stored, now, rel_tol=1e-8, abs_tol=1e-14)
    if isinstance(stored, list) and isinstance(now, list):
        return len(stored) == len(now) and all(map(alike, stored, now))
    return stored == now


@pytest.mark.parametrize("name", FILES)
def test_file(name):
    """Python answers as the file of cases says, case by case."""
    stored = json.loads((SPEC / f"{name}.json").read_text(encoding="utf-8"))
    now = json.loads(spec_cases.text_of(FILES[name]()))

    assert list(now) == list(stored)
    for kind, cases in now.items():
        assert len(cases) == len(stored[kind]), f"{name} {kind}"
        for case, before in zip(cases, stored[kind], strict=True):
            assert alike(before, case), f"{name} {kind} {before[:-1]}"


def test_no_other_file():
    """Every file of cases has who writes it, and none is large."""
    files = sorted(SPEC.glob("*.json"))

    assert [path.stem for path in files] == sorted([*FILES, "numbers"])
    assert max(path.stat().st_size for path in files) < MOST_BYTES


def test_the_tool_writes_every_file(tmp_path, monkeypatch):
    """`tools/make_cases.py` writes a file for each subject."""
    monkeypatch.setattr(make_cases, "FOLDER", tmp_path)
    monkeypatch.setattr(spec_cases, "FILES", {"small": lambda: {"kind": [[1, "a"], [2, "b"]]}})
    monkeypatch.setattr(spec_answers, "FILES", {})
    monkeypatch.setattr(spec_forms, "FILES", {})
    monkeypatch.setattr(spec_reading, "FILES", {})
    monkeypatch.setattr(spec_said, "FILES", {})

    make_cases.main()

    assert ["numbers.json", "small.json"] == sorted(path.name for path in tmp_path.iterdir())
    assert '{\n"kind": [\n[1,"a"],\n[2,"b"]\n]\n}\n' == (tmp_path / "small.json").read_text()


def test_node_answers_alike():
    """The page's modules answer every stored case as Python did: thousands in a second or two."""
    code, told, complaints = run_node()

    assert (0, 0, "") == (code, told["wrong"], complaints)
    assert told["cases"] > 20_000
    assert told["seconds"] < MOST_SECONDS


@pytest.mark.slow
def test_cases_beyond_the_files(tmp_path, part_of):
    """So they do for thousands more: tables, the paper's own at any n and level, sums and texts."""
    size = len(part_of(range(1000), 120))  # of a thousand
    cases = {
        "audit-random": spec_cases.audit_cases(seed=31, tables=size // 2),
        "audit-paper": spec_cases.paper_cases(),
        "sums-random": spec_cases.sums_cases(seed=32, closes=3 * size),
        "responses-random": spec_forms.responses_cases(seed=33, texts=4 * size),
        "said-random": spec_said.said_cases(seed=34, sheets=size // 5, others=size),
        "reading-random": spec_reading.reading_cases(35, size // 10, size, size // 2),
    }
    for name, each in cases.items():
        (tmp_path / f"{name}.json").write_text(spec_cases.text_of(each), encoding="utf-8")

    code, told, complaints = run_node(*tmp_path.iterdir())

    assert (0, "") == (code, complaints)
    assert told["cases"] > 7 * size + 1000
    fit = [case[-1] for case in cases["sums-random"]["closes"]]
    assert 0.2 < sum(fit) / len(fit) < 0.8  # both answers are common
    read = [case[-1] for case in cases["responses-random"]["reading"]]
    assert sum(isinstance(table, list) for table in read) > size / 10


@pytest.mark.slow
def test_classes_beyond_the_file(tmp_path, part_of):
    """So they do for large classes too, of which some are refused and most are not."""
    keys = {"form": spec_forms.form_keys()}
    cases = spec_forms.classes_cases(81, len(part_of(range(140), 24)), longest=10**6)
    path = tmp_path / "forms-classes.json"
    path.write_text(spec_cases.text_of(keys | cases), encoding="utf-8")
    answers = [case[-1] for case in cases["class"]]
    shown = [answer for answer in answers if "refused" not in answer]

    code, _, complaints = run_node(path)

    assert (0, "") == (code, complaints)
    assert len(shown) > len(answers) / 3
    assert len({kind for answer in shown for kind, *_ in answer["doubts"]}) > 2


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ([".1", 0, 1, "="], "printed parse_printed: "),
        ([".1", "1/10", 2, "="], '2 in Python, 1 here at [2], for [".1"]'),
        (None, "null in Python"),
    ],
)
def test_another_answer(tmp_path, answer, told):
    """An answer that is not the page's is told with its case and its place."""
    path = tmp_path / "printed.json"
    path.write_text(json.dumps({"parse_printed": [[".1", answer]]}), encoding="utf-8")

    code, counted, complaints = run_node(path)

    assert (1, 1) == (code, counted["wrong"])
    assert told in complaints


def test_an_unknown_kind(tmp_path):
    """A kind of question that nothing on the page is asked fails by its name."""
    path = tmp_path / "printed.json"
    path.write_text('{"unheard": [[1, 2]]}', encoding="utf-8")

    code, _, complaints = run_node(path)

    assert code != 0
    assert "no module of the page is asked about unheard" in complaints


def test_no_node(monkeypatch):
    """Without Node anywhere a sentence says so."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("nodejs.OURS", OURS.with_name("nowhere"))

    with pytest.raises(AssertionError, match=r"there is no Node, neither at \.tools/nodejs/"):
        find_node()
