"""The rule of the root conftest: what does not run fails the run."""

import re
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[2]
WHAT_DOES_NOT_RUN = """
    import pytest

    @pytest.mark.skip(reason="no time")
    def test_skipped(): pass

    def test_skipped_inside(): pytest.skip("no browser")

    @pytest.mark.xfail(reason="known bug")
    def test_xfailed(): raise ValueError

    @pytest.mark.xfail
    def test_xfailed_unexplained(): raise ValueError

    def test_xfailed_inside(): pytest.xfail("known bug")

    @pytest.mark.xfail(reason="known bug", strict=False)
    def test_xpassed(): pass
"""


@pytest.fixture(autouse=True)
def as_before(pytester, monkeypatch):
    """Put a copy of the root conftest beside the tests, and let it change nothing for others."""
    pytester.makeconftest((ROOT / "conftest.py").read_text())
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # nbval takes seconds to import
    profile = settings.get_current_profile_name()
    yield
    settings.load_profile(profile)


@pytest.fixture
def run(request, pytester):
    """Return a function that runs the tests beside it."""
    options = getattr(request, "param", ())
    start = pytester.runpytest_subprocess if options else pytester.runpytest_inprocess
    return lambda: start("-p", "xdist", *options)


# what a worker says of a test or a module is turned on its way; what has run travels as ever
anywhere = pytest.mark.parametrize(
    "run", [(), ("-n", "1")], ids=["here", "a worker"], indirect=True
)


@anywhere
def test_a_test_that_did_not_run_fails_the_run(pytester, run):
    """A skipped, xfailed or xpassed test is a failure that names the test and the reason."""
    pytester.makepyfile(test_it=WHAT_DOES_NOT_RUN)

    result = run()

    assert pytest.ExitCode.TESTS_FAILED == result.ret
    assert {"errors": 1, "failed": 5} == result.parseoutcomes()
    said = [line for line in result.outlines if line.startswith("test_it.py::")]
    assert {
        "test_it.py::test_skipped was skipped (no time)",
        "test_it.py::test_skipped_inside was skipped (no browser)",
        "test_it.py::test_xfailed was marked as an expected failure (known bug)",
        "test_it.py::test_xfailed_unexplained was marked as an expected failure (no reason given)",
        "test_it.py::test_xfailed_inside was marked as an expected failure (known bug)",
        "test_it.py::test_xpassed was marked as an expected failure (known bug)",
    } == {line.removesuffix(": make it run and pass, or remove it.") for line in said}


@anywhere
def test_a_module_that_was_skipped_fails_the_run(pytester, run):
    """A module that skips itself while it is collected stops the run, and is named."""
    pytester.makepyfile(
        test_fine="def test_fine(): pass",
        test_it="import pytest; pytest.importorskip('no_such_module')",
    )

    result = run()

    assert result.ret != 0
    assert 1 == result.parseoutcomes()["errors"]
    result.stdout.fnmatch_lines("test_it.py was skipped (*no_such_module*): make it run*")


def test_a_test_that_ran_is_left_alone(pytester, run):
    """A passing test passes and a failing test fails, with its own message."""
    pytester.makepyfile("def test_good(): pass\ndef test_bad(): assert 1 == 2")

    result = run()

    assert {"passed": 1, "failed": 1} == result.parseoutcomes()
    result.stdout.fnmatch_lines("E*assert 1 == 2")


SWEEP = """
    import pytest

    @pytest.fixture
    def browser(): return "a browser"

    @pytest.fixture
    def page(browser): return browser

    def test_page(page): pass

    @pytest.mark.slow
    def test_slow(): pass

    def test_sweep(part_of):
        drawn = part_of(range(1000), 10, seed=3)
        assert drawn == sorted(set(drawn)) == part_of(iter(range(1000)), 10, seed=3)
        print(len(drawn), "drawn")

    def test_small_sweep(part_of): assert [0, 1] == part_of(range(2), 10)
"""


@pytest.mark.parametrize(
    ("options", "passed", "drawn"), [((), 4, 10), (("--all",), 4, 1000), (("--quick",), 2, 3)]
)
def test_less_or_everything(pytester, options, passed, drawn):
    """A run draws a part of a sweep by its seed, or the whole; a quick one less, and no browser."""
    pytester.makepyfile(test_it=SWEEP)

    result = pytester.runpytest_inprocess("-s", *options)

    assert passed == result.parseoutcomes()["passed"]
    assert 4 - passed == result.parseoutcomes().get("deselected", 0)
    assert f"{drawn} drawn" in str(result.stdout)


COMBINATIONS = """
    import pytest

    @pytest.mark.sweep
    @pytest.mark.parametrize("y", "abcd")
    @pytest.mark.parametrize("x", range(12))
    def test_each(x, y): print(f"met {x} {y}.")

    @pytest.mark.sweep(3)
    @pytest.mark.parametrize("z", range(9))
    def test_three(z): print(f"drew {z}.")

    @pytest.mark.parametrize("z", range(9))
    def test_plain(z): assert z != 100
"""


@pytest.mark.parametrize(
    ("options", "each", "three"),
    [((), 12, 3), (("--all",), 48, 9), (("-k", "each and -a"), 12, 0)],
)
def test_combinations(pytester, options, each, three):
    """A run meets each value of a sweep's parameters, or so many; one with --all every case."""
    pytester.makeini("[pytest]\nmarkers =\n  slow: takes long\n  sweep(most): combinations")
    pytester.makepyfile(test_it=COMBINATIONS)

    first = str(pytester.runpytest_inprocess("-s", *options).stdout)
    met = re.findall(r"met (\d+) (\w)\.", first)
    if not options:  # where cases are drawn, another run draws the same
        again = str(pytester.runpytest_inprocess("-s").stdout)
        assert met == re.findall(r"met (\d+) (\w)\.", again)

    assert each == len(met)
    assert {str(x) for x in range(12)} == {x for x, _ in met}
    assert {*"abcd"} >= {y for _, y in met}
    assert len({y for _, y in met}) == (1 if "-k" in options else 4)
    assert three == len(re.findall(r"drew (\d+)\.", first))
