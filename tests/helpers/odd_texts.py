"""Texts that strangers type, paste, load or put into a link, drawn with a seed."""

HOSTILE = [
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "</figure><iframe src=javascript:window.hit=1></iframe>",
    "javascript:window.hit=1",
    "&lt;b&gt;&amp;",
    "${window.hit=1}{{7*7}}",
    '=HYPERLINK("x")',
]  # fmt: skip
ODD = [
    *("", " ", "\t", "\n", "\0", "\u2028", "\ufeff", "\u202e", "\U0001f600", "0", "-1", "1e999"),
    *("nan", "1,5", "\u0665", '"', "'", '""', ";", ",", "__proto__", "constructor", "9" * 300),
    *HOSTILE,
]


def spoiled(rng, sound):
    """Return a sound text with one to four places replaced by something odd."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randint(0, len(sound))
        end = min(len(sound), start + rng.choice([0, 1, 2, 4, 30]))
        sound = sound[:start] + rng.choice(ODD) + sound[end:]
    return sound


def odd_value(rng, good):
    """Return something in place of a value of a state: of another kind, or nearly right."""
    if isinstance(good, list) and good and rng.random() < 0.6:
        place = rng.randrange(len(good))
        return [*good[:place], odd_value(rng, good[place]), *good[place + 1 :]]
    if isinstance(good, dict) and good and rng.random() < 0.6:
        name = rng.choice(sorted(good))
        return {**good, name: odd_value(rng, good[name])}
    if isinstance(good, str) and rng.random() < 0.5:
        return spoiled(rng, good)
    if isinstance(good, int | float) and rng.random() < 0.5:
        return rng.choice([-1, 0, 1, 2, 5, 11, 0.3, 1e9, 1e308, -5e-324, float("nan"), good * 2])
    others = [
        None,
        True,
        False,
        0,
        -1,
        7.5,
        1e308,
        float("inf"),
        float("nan"),
        [],
        {},
        [[]],
        [None],
    ]
    return rng.choice([*others, rng.choice(ODD), [rng.choice(ODD)], {rng.choice(ODD): 1}])
