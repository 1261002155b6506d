"""Tables and figures as printed: read, held against one another, and what they leave possible."""

from twowaves.printed.interval import Interval
from twowaves.printed.number import PrintedNumber, matches, parse_printed
from twowaves.printed.reading import Printed, read_printed
from twowaves.printed.sizes import df_interval, feasible_n
from twowaves.printed.table import read_table

__all__ = [
    "Interval",
    "Printed",
    "PrintedNumber",
    "df_interval",
    "feasible_n",
    "matches",
    "parse_printed",
    "read_printed",
    "read_table",
]
