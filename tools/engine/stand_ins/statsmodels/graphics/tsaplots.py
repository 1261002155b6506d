"""Nothing: plots of time series are left out, as their models are."""
