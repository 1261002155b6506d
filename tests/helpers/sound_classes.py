"""A class whose answers are in order, and the same class as it comes when something went wrong."""

import numpy as np
import pandas as pd

from twowaves import load_instrument

SCS = load_instrument("scs-sf")
TURNED = [f"scs{item}" for item in SCS.score("self-compassion").reversed]


def sound_class(form, rng, people=20, loading=0.6):
    """Return answers before and after whose items agree: one factor, answers in five steps."""
    turned = {item for one in form.scores for item in one.reversed}
    signs = np.array([-1 if item in turned else 1 for item in range(1, form.n_items + 1)])
    trait = rng.normal(size=(people, 1))
    waves = {}
    for wave in ("before", "after"):
        level = 0.8 * trait + 0.6 * rng.normal(size=(people, 1))
        noise = rng.normal(size=(people, form.n_items))
        steps = np.digitize(signs * (loading * level + np.sqrt(1 - loading**2) * noise), CUTS)
        index = pd.Index([f"p{k}" for k in range(people)], name="person")
        answers = steps + form.response_min
        waves[wave] = pd.DataFrame(answers, index=index, columns=form.column_names())
    return pd.concat(waves, names=["wave"]).swaplevel()


CUTS = [-1.2, -0.4, 0.4, 1.2]


def reversed_already(answers):
    """Return the answers to the SCS-SF as a tool hands them out that has turned them."""
    turned = answers.copy()
    turned[TURNED] = 6 - turned[TURNED]
    return turned


def longer_form(answers, items, column="scs{}"):
    """Return the answers with further items behind them."""
    more = {column.format(item): 3 for item in range(13, items + 1)}
    return answers.assign(**more)
