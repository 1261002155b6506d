"""Answers to a questionnaire as they come: some missing, some that no form has."""

import itertools

SETTINGS = [
    {"missing": missing, "max_missing": most, "out_of_range": outside, "convention": convention}
    for (missing, most), outside, convention in itertools.product(
        [("strict", 0.2), ("prorate", 0.2), ("prorate", 0.5), ("prorate", 1.0)],
        ["missing", "raise"],
        ["guide", "paper", "handout"],
    )
]


def random_answers(rng, form):
    """Return answers to a form; of some forms many are missing, of some a few are not on it."""
    low, high = form.response_min, form.response_max
    answers = rng.integers(low, high + 1, form.n_items).tolist()
    if rng.random() < 0.1:
        answers = [answers[0]] * form.n_items
    share = rng.choice([0, 0, 0.1, 0.3, 0.8])
    outside = rng.choice([0, 0, 0.05, 0.2])
    return [_spoilt(rng, answer, share, outside, (low, high)) for answer in answers]


def _spoilt(rng, answer, share, outside, span):
    if rng.random() < share:
        return None
    if rng.random() < outside:
        return int(rng.choice([span[1] + 1, span[0] - 1, 99, -7]))
    return answer
