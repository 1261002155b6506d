"""For every test: it leaves no settings behind, and one that did not run fails by its name.

A skipped test or an expected failure proves nothing, yet a closing line with "skipped" in it
reads as success. Sweeps through all there is take long: a run goes through a part of each, the
same each time, and with `--all` through the whole; with `--quick` it takes a quarter of the part,
and leaves out whatever opens a browser, builds a book or is marked as slow. Of the combinations of
a test's parameters that is marked as a sweep, a run takes so many that it meets every value once.
"""

from __future__ import annotations

import gc
import math
import random
from typing import TYPE_CHECKING, Protocol, TypeVar

import matplotlib as mpl
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

Case = TypeVar("Case")
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

pytest_plugins = ["pytester"]

BROWSES = {"browser", "engine", "site"}  # fixtures that start a browser or build the book

# how many examples of each property a run tries; no deadline for one, since that depends on the
# machine, and speed is measured in benchmarks/
for name, examples in (("all", 300), ("part", 25), ("quick", 20)):
    settings.register_profile(name, deadline=None, max_examples=examples)
settings.load_profile("part")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run ask for less, or for everything."""
    parser.addoption("--all", action="store_true", help="go through every sweep as a whole")
    parser.addoption("--quick", action="store_true", help="leave out browsers and built books")


def pytest_configure(config: pytest.Config) -> None:
    """Try more or fewer examples of each property, but where a test says how many."""
    for name in ("quick", "all"):
        if config.getoption(name):
            settings.load_profile(name)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep what is collected out of every later look for garbage: it stays to the end anyway."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run does not ask for, of what `-k` and the like have left."""
    leave_pictures(items)
    left_out = set()
    if config.getoption("quick"):
        left_out |= {item for item in items if is_slow(item)}
    if not config.getoption("all"):
        left_out |= not_drawn(items)
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def leave_pictures(items: list[pytest.Item]) -> None:
    """Have nbval compare no drawing letter by letter: machines differ in the last digits.

    `tests/notebooks/test_stored_outputs.py` compares them part by part.
    """
    for notebook in {item.parent for item in items if hasattr(item.parent, "skip_compare")}:
        notebook.skip_compare += ("image/svg+xml",)  # type: ignore[union-attr] # nbval has no types


def is_slow(item: pytest.Item) -> bool:
    """Tell whether a test is marked as slow, or works with a browser or a built book."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("slow") is not None or bool(BROWSES & fixtures)


def not_drawn(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Return the cases of tests that are marked as sweeps which a run does without."""
    sweeps: dict[str, list[pytest.Item]] = {}
    for item in sorted(items, key=lambda item: item.nodeid):  # in whatever order they are run
        if item.get_closest_marker("sweep"):
            sweeps.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return {
        case for test, cases in sweeps.items() for case in {*cases} - drawn_cases(cases, seed=test)
    }


def drawn_cases(cases: Sequence[pytest.Item], seed: str) -> set[pytest.Item]:
    """Draw cases until each value of every parameter is met, or as many as the marker says."""
    marker = cases[0].get_closest_marker("sweep")
    most = marker.args[0] if marker and marker.args else len(cases)
    left = list(cases)
    random.Random(seed).shuffle(left)  # noqa: S311 # no secret
    missing = set().union(*map(values_of, cases))
    drawn: set[pytest.Item] = set()
    while missing and len(drawn) < most:
        best = max(left, key=lambda case: len(missing & values_of(case)))
        drawn.add(best)
        missing -= values_of(best)
    return drawn


def values_of(case: pytest.Item) -> set[tuple[str, str]]:
    """Return which value each parameter of a case has."""
    given = getattr(case, "callspec").params  # noqa: B009 # only tests with parameters have one
    return {(name, repr(value)) for name, value in given.items()}


class PartOf(Protocol):
    """Draws a part of a sweep."""

    def __call__(self, sweep: Iterable[Case], size: int, seed: int = 0) -> list[Case]:
        """Return so many cases, the same for a seed, in their order; with `--all` every one."""


@pytest.fixture(scope="session")
def part_of(pytestconfig: pytest.Config) -> PartOf:
    """Return what draws a part of a sweep."""

    def draw(sweep: Iterable[Case], size: int, seed: int = 0) -> list[Case]:
        cases = list(sweep)
        size = math.ceil(size / 4) if pytestconfig.getoption("quick") else size
        if pytestconfig.getoption("all") or len(cases) <= size:
            return cases
        chosen = random.Random(seed).sample(range(len(cases)), size)  # noqa: S311 # no secret
        return [cases[place] for place in sorted(chosen)]

    return draw


mpl.rcdefaults()
FIGURE_STYLE = dict.copy(mpl.rcParams)


@pytest.fixture(autouse=True)
def own_figure_style() -> Generator[None]:
    """Give each test matplotlib's own settings, whatever those before it and their fixtures set."""
    reset_figure_style()
    yield
    reset_figure_style()


def reset_figure_style() -> None:
    """Set matplotlib's own settings, where others are set: to set them takes long."""
    if dict.copy(mpl.rcParams) != FIGURE_STYLE:
        mpl.rcdefaults()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the report of a skipped, xfailed or xpassed test into a failure."""
    return failed_unless_run((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the report of a module that was skipped whole into a failure."""
    return failed_unless_run((yield))


def failed_unless_run(report: Report) -> Report:
    """Return the report, as a failure in one sentence where the test did not run."""
    expected_failure = hasattr(report, "wasxfail")
    if report.skipped or expected_failure:
        what = "was marked as an expected failure" if expected_failure else "was skipped"
        report.longrepr = (
            f"{report.nodeid} {what} ({why(report)}): make it run and pass, or remove it."
        )
        report.outcome = "failed"
    return report


def why(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return the reason that was given for not running, if any."""
    if hasattr(report, "wasxfail"):
        given = report.wasxfail
    else:
        given = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    return str(given).removeprefix("Skipped: ").removeprefix("reason: ") or "no reason given"
