"""In place of the models of time series, which the page has not."""

from typing import NoReturn


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError(
        f"{name}: models of time series are left out of this page's statsmodels, so that readers "
        "wait less for the rest"
    )
