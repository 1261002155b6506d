"""In place of recursive least squares, which stands on the models of time series."""

from typing import NoReturn


def RecursiveLS(*_args: object, **_options: object) -> NoReturn:  # noqa: N802 # a class elsewhere
    """Say that it is left out."""
    raise NotImplementedError("RecursiveLS is left out of this page's statsmodels, as tsa is")
