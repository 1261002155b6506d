"""Tables of figures as papers and programs print them, in many styles, with the figures in them."""

import html

NAMES = [
    "Anxiety", "Hope", "Self-compassion", "PCL-5", "SF-36 vitality", "Worry about work",
    "Sleep (hours)", "Efficacy", "Fears of compassion", "GAD-7", "Trust", "Well-being, total",
    "Ärger", "PHQ-9 (0 to 27)",
]  # fmt: skip
MINUS = ["-", "\N{MINUS SIGN}", "\N{EN DASH}", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}",
         "\N{SMALL HYPHEN-MINUS}", "\N{FULLWIDTH HYPHEN-MINUS}"]  # fmt: skip
BEFORE = [
    "Pre",
    "Pretest",
    "Pre-test",
    "Baseline",
    "Before",
    "T1",
    "Time 1",
    "Preintervention",
    "T0",
]
AFTER = [
    "Post",
    "Posttest",
    "Post-test",
    "Follow-up",
    "After",
    "T2",
    "Time 2",
    "Postintervention",
    "T1",
]
TEST = ("statistic", "df", "pvalue", "d", "r")


def random_figures(rng):
    """Return rows of figures as text, all with the same ones, and what is printed of them."""
    decimals = int(rng.integers(1, 4))
    kept = [name for name in TEST if rng.random() < 0.7] or ["statistic"]
    names = rng.choice(NAMES, size=int(rng.integers(1, 7)), replace=False)
    return [_row(str(name), kept, decimals, rng) for name in names]


def _row(name, kept, decimals, rng):
    n = int(rng.integers(3, 300))
    zero = "" if rng.random() < 0.7 else "0"
    p = rng.random() ** 3
    row = {
        "outcome": name,
        "mean_pre": f"{rng.normal(20, 9):.{decimals}f}",
        "sd_pre": f"{rng.gamma(4):.{decimals}f}",
        "mean_post": f"{rng.normal(25, 9):.{decimals}f}",
        "sd_post": f"{rng.gamma(4):.{decimals}f}",
        "statistic": f"{rng.normal(0, 3):.2f}",
        "df": str(n - 1),
        "pvalue": "< .001" if p < 0.05 else f"{zero}{f'{p:.3f}'.removeprefix('0')}",
        "d": f"{rng.normal(0, 1):.2f}",
        "r": f"{zero}{f'{rng.random():.2f}'.removeprefix('0')}",
    }
    return {key: text for key, text in row.items() if key not in TEST or key in kept}


HEADS = {
    "statistic": ["t", "t-value", "T", "Paired t-test", "t statistic"],
    "df": ["df", "dof", "DF", "Degrees of freedom"],
    "pvalue": ["p", "p-value", "Sig. (2-tailed)", "p-val", "P value", "Two-Sided p"],
    "d": ["d", "Cohen's d", "Effect size", "Cohen\N{RIGHT SINGLE QUOTATION MARK}s d"],
    "r": ["r", "Correlation"],
}
MEAN = ["M", "Mean", "MEAN"]
SD = ["SD", "Std. Deviation", "S.D.", "Std. Dev."]


class Style:
    """The names and signs that one table is printed with."""

    def __init__(self, rows, rng):
        self.rows, self.rng = rows, rng
        self.tests = [name for name in TEST if name in rows[0]]
        self.minus = str(rng.choice(MINUS))
        k = int(rng.integers(len(BEFORE)))
        self.before, self.after = BEFORE[k], AFTER[k]
        self.mean, self.sd = str(rng.choice(MEAN)), str(rng.choice(SD))
        self.heads = [str(rng.choice(HEADS[name])) for name in self.tests]

    def shown(self, text):
        return text.replace("-", self.minus) if text[:1] == "-" else text

    def both(self, row, wave):
        return self.shown(row[f"mean_{wave}"]), row[f"sd_{wave}"]

    def test(self, row):
        return [self.shown(row[name]) for name in self.tests]


def spanned(style):
    """Tabs, two header lines."""
    rest = "\t" * len(style.tests)
    waves = "\t".join([style.mean, style.sd] * 2 + style.heads)
    lines = [f"\t{style.before}\t\t{style.after}\t{rest}", f"Outcome\t{waves}"]
    for row in style.rows:
        cells = [
            row["outcome"],
            *style.both(row, "pre"),
            *style.both(row, "post"),
            *style.test(row),
        ]
        lines.append("\t".join(cells))
    return "\n".join(lines)


def flat_cells(style):
    names = [
        f"{what} {wave}" for wave in (style.before, style.after) for what in (style.mean, style.sd)
    ]
    lines = [["Measure", *names, *style.heads]]
    for row in style.rows:
        cells = [*style.both(row, "pre"), *style.both(row, "post"), *style.test(row)]
        lines.append([row["outcome"], *cells])
    return lines


def commas(style):
    """CSV with commas, each cell in quotes."""
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in flat_cells(style)) + "\n"


def german(style):
    """CSV with semicolons and decimal commas."""
    first, *lines = flat_cells(style)
    told = [[name, *(cell.replace(".", ",") for cell in cells)] for name, *cells in lines]
    return "\r\n".join(";".join(line) for line in [first, *told])


def in_cells(style, between=" ({})", head="{} {} ({})"):
    waves = [head.format(wave, style.mean, style.sd) for wave in (style.before, style.after)]
    lines = [["Outcome", *waves, *style.heads]]
    for row in style.rows:
        both = [
            mean + between.format(sd) for mean, sd in (style.both(row, w) for w in ("pre", "post"))
        ]
        lines.append([row["outcome"], *both, *style.test(row)])
    return lines


def markdown(style):
    """Markdown, M (SD) in a cell, as chat programs write it."""
    first, *lines = in_cells(style)
    told = [f"| **{name}** | {' | '.join(cells)} |" for name, *cells in lines]
    return "\n".join([f"| {' | '.join(first)} |", "|---" * len(first) + "|", *told, ""])


def plus_minus(style):
    """Tabs, M ± SD in a cell, named in the header."""
    lines = in_cells(style, " \N{PLUS-MINUS SIGN} {}", "{} ({} \N{PLUS-MINUS SIGN} {})")
    return "\n".join("\t".join(line) for line in lines)


def web(style):
    """HTML with spanners and line breaks between the tags."""
    waves = "".join(f'<th colspan="2">{wave}</th>' for wave in (style.before, style.after))
    heads = "".join(f"<th rowspan=2>{html.escape(head)}</th>" for head in style.heads)
    pair = f"<th>{style.mean}</th><th><i>{style.sd}</i></th>"
    lines = [
        f"<table>\n<thead><tr><th rowspan=2>Outcome</th>{waves}{heads}</tr>",
        f"<tr>{pair * 2}</tr></thead>",
    ]
    for row in style.rows:
        cells = [
            row["outcome"],
            *style.both(row, "pre"),
            *style.both(row, "post"),
            *style.test(row),
        ]
        lines.append(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>")
    return "\n".join([*lines, "</table>"])


def pdf(style):
    """Columns of equal width, with blanks between."""
    lines = flat_cells(style)
    widths = [max(map(len, column)) + 3 for column in zip(*lines, strict=True)]
    return "\n".join(
        "".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def words(style):
    """One blank between cells, a spanner line above."""
    heads = [style.mean, style.sd] * 2 + style.heads
    lines = [f"{style.before} {style.after}", " ".join(["Outcome", *heads])]
    for row in style.rows:
        cells = [
            row["outcome"],
            *style.both(row, "pre"),
            *style.both(row, "post"),
            *style.test(row),
        ]
        lines.append(" ".join(cells))
    return "\n".join(lines)


def in_time(style):
    """Tabs, the waves one below the other in a column of their own."""
    lines = ["\t".join(["Outcome", "Time", style.mean, style.sd, *style.heads])]
    for row in style.rows:
        lines.append(
            "\t".join([row["outcome"], style.before, *style.both(row, "pre"), *style.test(row)])
        )
        lines.append(
            "\t".join(["", style.after, *style.both(row, "post"), *[""] * len(style.tests)])
        )
    return "\n".join(lines)


def in_headings(style):
    """Tabs, the waves one below the other under the outcome's name."""
    lines = ["\t".join(["", style.mean, style.sd, *style.heads])]
    for row in style.rows:
        lines.append(row["outcome"])
        lines.append("\t".join([f"  {style.before}", *style.both(row, "pre"), *style.test(row)]))
        lines.append(
            "\t".join([f"  {style.after}", *style.both(row, "post"), *[""] * len(style.tests)])
        )
    return "\n".join(lines)


def told(style):
    """Sentences in APA form."""
    said = []
    for row in style.rows:
        (mean, sd), (other, spread) = style.both(row, "pre"), style.both(row, "post")
        tests = [
            f"{label} {text if text.startswith('<') else f'= {text}'}"
            for name, label in zip(TEST, ("t", "df", "p", "d", "r"), strict=True)
            if (text := style.shown(row.get(name, "")))
        ]
        if "df" in row and "statistic" in row:
            tests[:2] = [f"t({row['df']}) = {style.shown(row['statistic'])}"]
        said.append(
            f"{row['outcome']} went from M = {mean} (SD = {sd}) to M = {other} (SD = {spread}), "
            f"{', '.join(tests)}."
        )
    return "\n".join([*said, ""])


STYLES = [
    spanned,
    commas,
    german,
    markdown,
    plus_minus,
    web,
    pdf,
    words,
    in_time,
    in_headings,
    told,
]


def printed(style, rows, rng):
    """Return rows of figures as a style prints them."""
    return style(Style(rows, rng))
