"""Cases for both languages of printed tables and sentences as they are read, and what is asked."""

import itertools
import re

import numpy as np
from printed_sources import SOURCES
from printed_styles import STYLES, printed, random_figures

from twowaves import read_printed

_HOW = re.compile(r", with (?:a mapping|mapping=|decimal=)[^\n]*")  # which Python alone can say
HEADS = [
    *["M pre", "M (SD) post", "SD pre", "t", "t (df)", "df", "p", "95% CI", "n", "Decision", "r"],
    *["Mean difference (95% CI)", "Possible range", "Unit", "Baseline (N = 41)", "F", "", "mood"],
]
CELLS = [
    *["2.50", "-2.50", "\u22124.46", "\u2013 4.46", ".05", "6,753.64", "6\u2009753.64", "1,234"],
    *[
        "2.8 (0.8)",
        "78.0 \u00b1 20.4",
        "78.0 (\u00b120.4)",
        "(78.0 \u00b1 20.4)",
        "5 (78.0 \u00b1 20.4, 3)",
        "10.00 +/- 2.00",
        "(2.00)",
        "\u2013 (2.00)",
        "NA (2.00)",
        "2,5",
        "2,5 (0.8)",
    ],
    *[
        "[\u22121.38, \u22120.76]",
        "0.83 to 7.77",
        "(0.83\u20137.77)",
        "-1.2 (-3.4, 1.0)",
        "0\u201380",
    ],
    *["t(19) = 2.51*", "t = \u22123.0, df = 17, p = .007", "t=-3,0, df=17", "F(1, 9) = 4.2"],
    *["2.50 (19)", "2.51 19", "2.51**", "1.92a", "90.0", "N = 20", "20 patients", "mmHg"],
    *["p < .001", "\u2264 .05", "<= .05", ".000", "3.06e-07", "5.81 \u00d7 10\u22128", "12e400"],
    *[
        "5.81 \u00d7 10\u207b\u2078",
        "ns",
        "n.s.",
        "Significant.",
        "\u2014",
        "NA",
        "n/a",
        "\uff12\uff0e\uff15",
    ],
    *[
        "12%",
        "95% CI 1.1 to 2.2",
        "2.5\u00b2",
        "\ufeff2.5",
        "1.2.3",
        "(",
        "1 (2) 3 (4)",
        "\U0001d465",
    ],
]
PUTS = [
    *"0189.,-([\u00b1*%|;\t\n<tpM=\u2009\u2212\u00b2\u00e9'\"&\ufeff\x1c",
    "\U0001d465",
    "  ",
    "10\u207b",
]
WORDS = [
    *["Pre", "Post", "M", "SD", "M (SD)", "t", "p", "95% CI", "Outcome", "T0", "T1", "T2", "hope"],
    *["Control group", "Treatment group", "Note. N = 20.", "* p < .05", "Change", "ns", "2.5*"],
    *["2.5 (1.2)", "[1.2, 3.4]", "1,234", "< .001", "Pair 1 Vorher - Nachher", "Follow-up", "12"],
]
TOLD = [
    *[
        "M = 2.5",
        "(M = 3.5, SD = 1.2)",
        "t(19) = \u22122.5",
        "p < .05",
        "d = 0.4",
        "95% CI [1.1, 2.2]",
    ],
    *[
        "before",
        "after the course",
        "from",
        "to",
        "Hope rose",
        "Trust fell.",
        "It was so.",
        "F(1, 9) = 3",
    ],
    *[
        "(SD = 1.1)",
        "(M = 2,5)",
        "t(9) = -2,51",
        "a difference in scores at",
        "pretest",
        "18.4 \u00b1 6.2",
        "(22.1 \u00b1 5.8)",
        "mean \u00b1 SEM:",
        "n = 20",
        "r = .5",
        "t = 3.1",
        "df = 9",
        "improved by M = 1.1",
        ",",
        ".",
        "\n\n",
    ],
]


def reading_cases(seed=40, each=8, spoiled=120, others=60):
    """Return sources in many styles, whole, spoiled and at random, with what is read in them."""
    draw = np.random.default_rng([24, seed])
    styled = [printed(style, random_figures(draw), draw) for style in STYLES for _ in range(each)]
    cells = [_cell(head, cell) for head, cell in _some(draw, itertools.product(HEADS, CELLS), 2)]
    makers = (_grid, _aligned, _quoted, _web, _prose, _soup)
    made = [make(draw) for make in makers for _ in range(others)]
    texts = [*styled, *cells, *(_spoiled(draw, k) for k in range(spoiled)), *made]
    sources = [*SOURCES, *((text, {}) for text in texts), *_answered(draw, others // 2)]
    return {"read": [[text, options, read(text, options)] for text, options in sources]}


def read(text, options):
    """Return what a source is read as, in plain data, or what is asked about it."""
    mapping = dict(options.get("mapping", []))
    try:
        result = read_printed(f"{text}\n", mapping=mapping, decimal=options.get("decimal"))
    except ValueError as error:
        return _HOW.sub("", str(error))
    return _plain(result)


def _plain(result):
    """Return a reading as lists; what it mostly lacks is left out."""
    told = {
        "table": [[*result.table], *result.table.to_numpy().tolist()],
        "columns": result.columns.to_numpy().tolist(),
        "unused": result.unused.to_numpy().tolist(),
        "readings": [_plain(each) for each in result.readings],
        "said": result.said,
        "notes": [*result.notes],
        "layout": result.layout,
    }
    return {name: value for name, value in told.items() if value}


def _some(draw, all_of_them, one_in):
    return [each for each in all_of_them if draw.integers(one_in) == 0]


def _cell(head, cell):
    return f"Outcome\tM pre\t{head}\nhope\t2.5\t{cell}\n"


def _spoiled(draw, k):
    """Return a table with cuts and odd signs anywhere."""
    text = printed(STYLES[k % len(STYLES)], random_figures(draw), draw)[:1500]
    for _ in range(draw.integers(1, 6)):
        at, cut = draw.integers(len(text) + 1), draw.choice([0, 0, 1, 3, 20])
        put = "".join(draw.choice(PUTS, draw.integers(4)))
        text = f"{text[:at]}{put}{text[at + cut :]}"
    return text


def _grid(draw):
    """Return cells at random with one sign between them."""
    separator = str(draw.choice(["\t", " ", "  ", "   ", ",", ";", " | "]))
    width = draw.integers(1, 7)
    lines = [
        separator.join(_words(draw, width if draw.random() < 0.8 else draw.integers(8)))
        for _ in range(draw.integers(1, 8))
    ]
    return "\n".join("  " * int(draw.integers(3)) + line for line in lines)


def _words(draw, n):
    return [
        str(draw.choice(WORDS)) if draw.random() < 0.5 else f"{draw.normal(9, 4):.2f}"
        for _ in range(n)
    ]


def _aligned(draw):
    """Return columns that blanks hold apart, under one header line or two, as in a PDF."""
    heads = [["", "Pre", "", "Post", "", ""], ["Scale", "M", "SD", "M", "SD", "t"]]
    heads = heads[draw.integers(2) :] if draw.random() < 0.7 else [["", *_words(draw, 5)]]
    names = ["Hope", "Trust in others", "Item 1", "  Item 2", "Sleep (hours)"]
    rows = [
        [str(draw.choice(names)), *(f"{draw.normal(9, 4):.2f}" for _ in range(5))]
        for _ in range(draw.integers(1, 6))
    ]
    if draw.random() < 0.3:
        rows[0][draw.integers(1, 6)] = ""
    gap, side = int(draw.integers(1, 4)), draw.choice([str.ljust, str.rjust, str.center])
    widths = [max(map(len, column)) + gap for column in zip(*heads, *rows, strict=True)]
    lines = [
        "".join(side(cell, width) for cell, width in zip(row, widths, strict=True))
        for row in [*heads, *rows]
    ]
    lines[0] = " " * int(draw.integers(3)) + lines[0]
    extra = ["Table 1. What it says", "-" * 30, "Note. * p < .05", "\U0001d465 = 3", "\t1\t2"]
    lines.insert(draw.integers(len(lines) + 1), str(draw.choice(extra)))
    return "\n".join(lines)


def _quoted(draw):
    """Return CSV whose cells stand in quotes, some of them not closed, or several lines long."""
    separator = str(draw.choice([",", ";", "\t"]))
    forms = ['"{}"', '"{}"', "{}", ' "{}"', '"{}" ', '"{}\n{}"', '"a ""{}"""', '5" {}', '"{}']
    lines = [["Outcome", "M pre", "SD pre", "M post"]]
    lines += [["hope", *_words(draw, 3)] for _ in range(draw.integers(1, 5))]
    odd = 0.3 * draw.integers(2)
    told = [
        [forms[draw.integers(len(forms)) if draw.random() < odd else 0].format(*[cell] * 2)
         for cell in line]
        for line in lines
    ]  # fmt: skip
    first = str(draw.choice(["", "", "", f"sep={separator}\n"]))
    return first + "\n".join(separator.join(line) for line in told)


def _web(draw):
    """Return a table in HTML with marks of every kind, some of them broken."""
    spans = ["", "", "", " colspan=2", ' rowspan="2"', " COLSPAN='3'", " title='a > b'", " x=it's"]
    insides = [
        "{}",
        "<p>{}</p>",
        "{}<sup>a</sup>",
        "{}<sup>\u22122</sup>",
        "\n {}\n",
        "<!-- 1 -->{}",
    ]
    text = ""
    for _ in range(draw.integers(1, 6)):
        text += str(draw.choice(["<tr>", "<TR class=x>", "<thead><tr>", "<tbody><tr>"]))
        for word in _words(draw, draw.integers(1, 6)):
            inside = str(draw.choice(insides)).format(word.replace("<", "&lt;"))
            text += f"<{draw.choice(['td', 'th', 'td'])}{draw.choice(spans)}>{inside}"
        text += str(
            draw.choice(["", "</tr>", "</thead>", "</table><p>N = <i>2</i>0</p>", "&nbsp;<b"])
        )
    return f"<table>{text}</table>"


def _prose(draw):
    """Return sentences at random."""
    return " ".join(draw.choice(TOLD, draw.integers(2, 12)))


def _soup(draw):
    """Return letters at random."""
    return "".join(draw.choice([*PUTS, " ", "\n", "x"], draw.integers(1, 120)))


def _answered(draw, n):
    """Yield tables with what a reader says of their columns, sense or nonsense."""
    values = [
        "mean_pre",
        "mean_post",
        "outcome",
        "unit",
        "statistic",
        "mood",
        ["mean_pre", "sd_pre"],
    ]
    for k in range(n):
        mapping = [
            [int(place), values[draw.integers(len(values))]] for place in {*draw.integers(1, 5, 2)}
        ]
        mapping[0][1] = None if k % 4 == 0 else mapping[0][1]
        decimal = {} if k % 3 else {"decimal": str(draw.choice([",", "."]))}
        yield _grid(draw), {"mapping": mapping} | decimal


FILES = {"reading": reading_cases}
