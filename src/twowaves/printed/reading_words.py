"""What is said of a table that was read: why a column is what it is, why a cell was not used."""

from __future__ import annotations

# once the page says them too, they belong into a file that both read
_TEMPLATES = {
    # how sure a column is
    "named": "its header says so",
    "shape": "its header names the wave, its cells hold {what}",
    "spread": "in brackets or behind ± beside a mean, and named nowhere",
    "own": "its cells say so",
    "name": "the words before the figures",
    "time": "its cells name the waves",
    "line_waves": "the lines name the waves {waves}",
    "level": "in the header",
    "header_n": "in the header",
    "note_n": "in a note",
    "name_n": "in the outcomes' names",
    "note_stars": "a star, as the note says",
    "assigned": "you said so",
    "difference": "the rows name differences",
    "sentence": "the sentence says so",
    "order": "the sentence names it, its order tells the wave",
    # why a cell was not used
    "left_out": "you left its column out",
    "unknown_column": "its column was not understood",
    "other_figure": "no check takes this figure: {what}",
    "no_wave": "its column names no wave, neither does its row",
    "of_no_group": "it stands over no group, where others do",
    "third_wave": "a further wave: {what}",
    "unnamed": "the header does not say what it is",
    "too_many": "more numbers than the header names",
    "do_not_fit": "its cells hold two numbers each, its header names one of another kind",
    "part": "a part of it was not read",
    "words": "words beside the figures",
    "comma": "a comma, where other numbers have points",
    "mark": "a mark that no note explains",
    "star_and_p": "the star says less than the printed p",
    "star_of_r": "a star of the correlation",
    "stars_differ": "the row has stars of several kinds",
    "twice": "another value stands there for {figure}: {value}",
    "no_claim": "no verdict",
    "note": "a note",
    "note_read": "a note; what it says of {what} was read",
    "heading": "a heading without rows below it",
    "header_again": "the header again",
    "longer": "more than {most} letters",
    "in_sentence": "the sentence does not say what it is",
    # doubts that are readings of their own
    "first_se": (
        "Numbers in brackets or behind ± are taken for SDs: no header or note names them, "
        "and mostly they are."
    ),
    "second_se": "Numbers in brackets or behind ± are standard errors.",
    "first_comma": "Numbers with a comma are not used: other numbers of the table have points.",
    "second_comma": "A comma within a number separates decimals, as points do.",
    "first_order": "The mean that is told first is taken for that of before.",
    "second_order": "The mean that is told first is that of after.",
    # notes
    "two_groups": (
        "df = {df} is that of two groups of {pre} and {post}, which are no pairs; "
        "an audit of pairs does not hold for this row"
    ),
    # questions
    "many_waves": (
        "the table has {n} waves, {waves}; say which two are meant, "
        "with a mapping such as mapping={{'{header}': 'mean_pre', …}}, "
        "and None for a column to leave out"
    ),
    "groups": (
        "the columns {columns} name groups, not what was before and after, and this reads pairs; "
        "give a table of one group, or say what each column is, "
        "with a mapping such as mapping={{{place}: 'mean_pre'}}"
    ),
    "same_twice": (
        "columns {first} and {second} both say {figure}; say which is meant, "
        "with mapping={{{second}: None}} to leave one out"
    ),
    "nothing": (
        "no column is understood: {columns}; say what they are, "
        "with a mapping such as mapping={{{place}: 'mean_pre'}}"
    ),
    "no_waves": (
        "columns {columns} are of several waves and none says which is before; say so, "
        "with a mapping such as mapping={{{first}: 'mean_pre', {second}: 'mean_post'}}"
    ),
    "comma_question": (
        "the commas in {cells} may separate decimals or thousands; "
        "say which, with decimal=',' or decimal='.'"
    ),
    "no_figures": "there is no table of figures in {source}; give its lines as they were printed",
    "no_column": "mapping names {key}, which is no column; the columns are {columns}",
    "no_figure_name": "mapping gives {value}; give one of {figures}, or None",
    "key_twice": "mapping names {key}, which is the header of several columns; give its number",
    "too_long": "the source has more than {most} letters, which is more than is read",
    "binary": "the source holds a NUL, which no text does; save it as text in UTF-8",
    "too_wide": "the table has {columns} columns; {most} are the most that are read",
}


def tell(key: str, /, **parts: object) -> str:
    """Return a sentence with its parts in their places.

    Examples
    --------
    >>> tell("note_read", what="n")
    'a note; what it says of n was read'
    """
    return _TEMPLATES[key].format_map(parts)
