"""What every figure has."""


def is_labelled(ax):
    """Tell whether a figure has a title and a label at an axis."""
    title = ax.get_title("left") or ax.get_title()
    return bool(title) and bool(ax.get_xlabel() or ax.get_ylabel())


def title_of(ax):
    """Return a figure's title in one line, however it is broken."""
    return " ".join((ax.get_title("left") or ax.get_title()).split())
