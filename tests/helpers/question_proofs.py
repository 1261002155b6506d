"""The right number of each question, worked out from first principles or by others' code."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.multitest import multipletests


@dataclass(frozen=True)
class Proof:
    """How a number comes about: `given` stands in the question, `also` in what is said to it."""

    compute: Callable[[], float]
    given: tuple[str, ...] = ()
    also: dict[str, Callable[[], float]] | None = None

    def rounded_like(self, text):
        """Return the number with as many decimals as a text has."""
        return f"{self.compute():.{len(text.partition('.')[2])}f}"


def pairs_of_eleven_df():
    """SciPy's df for more and more pairs."""
    a, b = np.random.default_rng(1).normal(size=(2, 30))
    return next(n for n in range(2, 30) if stats.ttest_rel(a[:n], b[:n]).df == 11)


def all_fours():
    """Raes et al. (2011) turn items 1, 4, 8, 9, 11 and 12."""
    turned = {1, 4, 8, 9, 11, 12}
    return np.mean([6 - 4 if item in turned else 4 for item in range(1, 13)])


def turned_one():
    """The ends change places, and so do their neighbours."""
    return dict(zip((0, 1, 2, 3, 4), (4, 3, 2, 1, 0), strict=True))[1]


def t_of_nine():
    """SciPy's t of nine changes that have the mean and the SD."""
    changes = 4 + 6 * stats.zscore(np.arange(9.0), ddof=1)
    return stats.ttest_1samp(changes, 0).statistic


def two_tails():
    """Both tails of Student's t beyond the critical t of one tail."""
    return 2 * stats.t.sf(stats.t.isf(0.05, df=10), df=10)


def change_of_ten():
    """Every pair of totals whose means are printed so."""
    sums = {
        post - pre
        for pre, post in product(range(201), repeat=2)
        if (f"{pre / 10:.1f}", f"{post / 10:.1f}") == ("4.8", "2.5")
    }
    (only,) = sums
    return only


def no_alarm():
    """No success in six draws of the binomial distribution."""
    return stats.binom.pmf(0, 6, 0.05)


def kappa():
    """Statsmodels' kappa of a table with 80 on the diagonal and both codes equally frequent."""
    return cohens_kappa([[40, 10], [10, 40]]).kappa


def holm():
    """Statsmodels' adjustment; the five larger p do not matter to the smallest."""
    return multipletests([0.03, 0.2, 0.3, 0.4, 0.5, 0.6], method="holm")[1][0]


def step_of_means():
    """The smallest gap between means of 20 scores that are means of five answers, one by one."""
    scores = {Fraction(total, 5) for total in range(6)}
    sums = {Fraction(0)}
    for _ in range(20):
        sums = {one + score for one in sums for score in scores}
    means = sorted(total / 20 for total in sums)
    return float(min(b - a for a, b in pairwise(means)))


PROOFS = {
    "another-paper": {"Scores are means of five whole-number": Proof(step_of_means)},
    "limitations": {
        "Six independent tests": Proof(
            lambda: 1 - no_alarm(), given=(".05",), also={"0.735": no_alarm}
        )
    },
    "mixed-methods": {"Two coders agree on 80 of 100": Proof(kappa)},
    "paired-t-test": {"The changes of nine people": Proof(t_of_nine)},
    "reconstruction": {"Ten people have a mean of 4.8": Proof(change_of_ten)},
    "replication": {"A result has p = .05 with one tail": Proof(two_tails, given=(".05",))},
    "scoring": {
        "Somebody ticks 4 for every item": Proof(all_fours),
        "On another form answers go from 0 to 4": Proof(turned_one),
    },
    "the-study": {"Every test is printed as t(11)": Proof(pairs_of_eleven_df)},
    "three-systems": {},
    "your-data": {"You tested six outcomes": Proof(holm, given=(".03",))},
}
