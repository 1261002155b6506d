"""Tables that only blanks hold apart, as they come from a PDF or a terminal."""

from __future__ import annotations

import re
from itertools import pairwise

from twowaves.printed.body import is_figure

_SEGMENT = re.compile(r"\S(?: ?\S)*")

Row = tuple[int, list[str], int]
Segment = tuple[int, int, str]


def segments_of(line: str) -> list[Segment]:
    """Return what two blanks or more separate, each with its place.

    Examples
    --------
    >>> segments_of("  the hope   2.8 (0.8)")
    [(2, 10, 'the hope'), (13, 22, '2.8 (0.8)')]
    """
    return [(each.start(), each.end(), each[0]) for each in _SEGMENT.finditer(line)]


def by_gaps(
    lines: list[tuple[int, str]],
) -> tuple[list[Row], list[tuple[int, str]], bool] | None:
    """Return rows of cells by the gaps that lines have in common, and the lines around them."""
    all_lines = [(number, segments_of(line.expandtabs())) for number, line in lines]
    split = [(number, segments) for number, segments in all_lines if segments]
    data = [segments for _, segments in split if _is_data(segments)]
    if not data or len(data) * 2 < sum(len(segments) > 1 for _, segments in split) - 3:
        return None
    columns = _columns_of(data)
    if len(columns) < 3:
        return None
    first = next(k for k, (_, segments) in enumerate(split) if _is_data(segments))
    split[first:] = [(number, _cut(segments, columns)) for number, segments in split[first:]]
    lowest = max((k for k in range(first) if len(split[k][1]) > 1), default=-1)
    left = min(segments[0][0] for _, segments in split[first:])
    rows: list[Row] = []
    around: list[tuple[int, str]] = []
    for k, (number, segments) in enumerate(split):
        if set("".join(text for *_, text in segments)) <= set("-_=─━—–│ "):
            continue
        if len(segments) == 1 and (k < first or segments[0][1] > columns[0][1] + 8):
            is_spanner = k < first and segments[0][0] > columns[0][1]
            if not is_spanner:
                around.append((number, segments[0][2]))
                continue
        cells = _placed(segments, columns) if k >= lowest else _over(segments, columns)
        rows.append((number, cells, max(segments[0][0] - left, 0) if cells[0] else 0))
    return rows, around, True


def _is_data(segments: list[Segment]) -> bool:
    return len(segments) > 2 and any(is_figure(text) for *_, text in segments[1:])


def _columns_of(data: list[list[Segment]]) -> list[tuple[int, int]]:
    """Return the columns' places, by the lines with most cells and then by all."""
    most = max(map(len, data))
    fullest = [segments for segments in data if len(segments) == most]
    if len(fullest) * 4 < len(data):
        return _columns(data)
    columns = _columns(fullest)
    return _columns([_cut(segments, columns) for segments in data])


def _cut(segments: list[Segment], columns: list[tuple[int, int]]) -> list[Segment]:
    """Return a line's segments, cut where one blank stands in a gap between two columns."""
    found: list[Segment] = []
    for segment in segments:
        start, end, text = segment
        for (_, left), (right, _) in pairwise(columns):
            at = text.rfind(" ", max(left - start, 1), right - start) if start < left else -1
            if at > 0 and right < end:
                found.append((start, start + at, text[:at].rstrip()))
                start, text = start + at + 1, text[at + 1 :]
        found.append((start, end, text))
    return found


def _columns(data: list[list[Segment]]) -> list[tuple[int, int]]:
    """Return the columns' places: segments that overlap from line to line are one column."""
    columns: list[tuple[int, int]] = []
    for start, end, _ in sorted(each for segments in data for each in segments):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _nearest(segment: Segment, columns: list[tuple[int, int]]) -> int:
    start, end, _ = segment

    def distance(place: int) -> tuple[int, int]:
        low, high = columns[place]
        overlap = min(end, high) - max(start, low)
        return -overlap, abs((start + end) - (low + high))

    return min(range(len(columns)), key=distance)


def _placed(segments: list[Segment], columns: list[tuple[int, int]]) -> list[str]:
    """Return each text in the column that it stands over, none of two in one if there is room."""
    if len(segments) == len(columns):
        return [text for *_, text in segments]
    cells = [""] * len(columns)
    before = -1
    for segment in segments:
        place = _nearest(segment, columns)
        if place <= before < len(columns) - 1:
            place = before + 1
        cells[place] = f"{cells[place]} {segment[2]}".strip()
        before = place
    return cells


def _over(segments: list[Segment], columns: list[tuple[int, int]]) -> list[str]:
    """Return a header's line: one text a column, or spanners over all that they reach."""
    if len(segments) == len(columns) - 1:
        return _placed(segments, columns)
    owns = [_nearest(segment, columns) for segment in segments]
    if len({*owns}) < len(owns):
        return _placed(segments, columns)
    cells = [""] * len(columns)
    centres = [(start + end) / 2 for start, end, _ in segments]
    between = [b - a for a, b in pairwise(centres)]
    for k, (start, end, text) in enumerate(segments):
        own = owns[k]
        sides = between[max(k - 1, 0) : k + 1]
        reach = min(sides) / 2 if sides else (end - start) / 2
        for place, (low, high) in enumerate(columns):
            if place == own or abs((low + high) / 2 - centres[k]) < reach:
                cells[place] = (
                    f"{cells[place]} {text}".strip() if place == own else cells[place] or text
                )
    return cells
