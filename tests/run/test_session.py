"""The session of a page: what a cell shows, what it says of an error, and what it cannot do."""

import pytest
from page_python import run_sessions, words_of

FORMULA = r"""
import matplotlib.pyplot as plt
plt.title(r"$\alpha$")
plt.gcf().canvas.draw()
plt.close()
"""
WIDE = """
from twowaves import Design, reconstruct, simulate
sets, rows = reconstruct("hated self", 11, size=2, seed=1), simulate(Design(n=12), 9, seed=1)
[str(kind) for kind in (sets.frame().person.dtype, rows.study.dtype)]
"""
# each is a session of its own: the cell, and what the reader is told of its end
BAD = {
    "the reader's own line": ("def f():\n    return 1 / 0\nf()", "ZeroDivisionError", ""),
    "no Python": ("a b", "SyntaxError", ""),
    "a file of the machine": ("open('/etc/passwd')", "FileNotFoundError", "sees no file"),
    "a question": ("input('name?')", "RuntimeError", ""),
    "another package": ("import tensorflow", "ModuleNotFoundError", "can install nothing more"),
    "a part of SciPy": ("import scipy.signal", "ModuleNotFoundError", "leaves out what this book"),
    "linear programs": ("import scipy.optimize as o\no.linprog([1])", "NotImplementedError", ""),
    "models of time series": (
        "import statsmodels.api as sm\nsm.tsa.ARIMA([1])",
        "NotImplementedError",
        "",
    ),
    "the network": (
        "import urllib.request as u\nu.urlopen('http://example.org')",
        "AttributeError",
        "reaches no network",
    ),
    "too much memory": ("[0] * 10**9", "MemoryError", "more memory than a page has"),
    "no end of calls": ("def g():\n    return g()\ng()", "RecursionError", "without end"),
    "an exit": ("exit()", "SystemExit", ""),
}
GOOD = {
    "a value": ("6 * 7", [("execute_result", "text/plain", "42")]),
    "a value that is silenced": ("6 * 7;", []),
    "nothing": ("", []),
    "a long list, as IPython prints it": (
        "list(range(1000, 1020))",
        [("execute_result", "text/plain", "[" + ",\n ".join(map(str, range(1000, 1020))) + "]")],
    ),
    "what is printed before it": (
        "print('first')\n'second'",
        [("stream", "stdout", "first\n"), ("execute_result", "text/plain", "'second'")],
    ),
    "something shown": (
        "from IPython.display import Markdown, display\ndisplay(Markdown('*a*'))",
        [
            ("display_data", "text/markdown", "*a*"),
            ("display_data", "text/plain", "<IPython.core.display.Markdown object>"),
        ],
    ),
    "a class made here": (
        "import pickle\nclass A:\n    x = 3\npickle.loads(pickle.dumps(A())).x",
        [("execute_result", "text/plain", "3")],
    ),
    "what readers of statsmodels begin with": (
        "import statsmodels.api as sm\nround(sm.OLS([1, 3, 5], [1, 2, 3]).fit().params[0], 3)",
        [("execute_result", "text/plain", "np.float64(1.571)")],
    ),
    "a formula, of whose letters none is missed": (FORMULA, []),
    "people and studies, counted as widely as in a notebook": (
        WIDE,
        [("execute_result", "text/plain", "['int64', 'int64']")],
    ),
    "a file made here": (
        "open('a.txt', 'w').write('kept'); open('a.txt').read()",
        [("execute_result", "text/plain", "'kept'")],
    ),
}
FIGURES = "import matplotlib.pyplot as plt\nfor _ in range(2):\n    plt.subplots()\nprint('both')"


@pytest.fixture(scope="module")
def answers(site):
    """Run every cell above, each in its own session, and once more what follows it there."""
    cells = [cell for cell, *_ in (*BAD.values(), *GOOD.values())]
    sessions = [[cell, "print('still there')"] for cell in cells]
    sessions.append([FIGURES, "plt.get_fignums()"])
    sessions.append(["print('x' * 50_000_000)", "print('y')"])
    sessions += [["import random, numpy\nrandom.random(), numpy.random.rand()"]] * 2
    ended = [[cell["messages"] for cell in one["cells"]] for one in run_sessions(site, sessions)]
    return dict(zip([*BAD, *GOOD, "figures", "flood", "one", "other"], ended, strict=True))


@pytest.mark.parametrize("case", BAD)
def test_error(answers, case):
    """An error begins with the reader's own line, says what a page cannot do, and ends nothing."""
    _, name, advice = BAD[case]
    (error,) = [each for each in answers[case][0] if each["type"] == "error"]

    assert name == error["ename"]
    assert advice in error["advice"]
    assert bool(advice) == bool(error["advice"])
    lines = error["traceback"].splitlines()
    assert '  File "<cell 1>"' in lines[0 if name == "SyntaxError" else 1]
    assert "page_session" not in error["traceback"]
    assert [("stream", "stdout", "still there\n")] == words_of(answers[case][1])


@pytest.mark.parametrize("case", GOOD)
def test_shown(answers, case):
    """A cell shows what it would show in a notebook."""
    assert GOOD[case][1] == words_of(answers[case][0])


def test_figures(answers):
    """Figures are shown at the end of their cell, as drawings, and then forgotten."""
    shown, after = answers["figures"]
    drawings = [each["data"] for each in shown if each["type"] == "display_data"]

    assert 2 == len(drawings)
    assert all(each["image/svg+xml"].rstrip().endswith("</svg>") for each in drawings)
    assert [("execute_result", "text/plain", "[]")] == words_of(after)


def test_flood(answers):
    """Of fifty million letters a page gets the first million, and is told that there are more."""
    flood, after = answers["flood"]

    assert 1_000_000 == sum(len(each["text"]) for each in flood if each["type"] == "stream")
    assert 1 == sum(each["type"] == "cut" for each in flood)
    assert [("stream", "stdout", "y\n")] == words_of(after)


def test_chance(answers):
    """Two sessions that begin from the same memory draw different numbers."""
    assert words_of(answers["one"][0]) != words_of(answers["other"][0])
