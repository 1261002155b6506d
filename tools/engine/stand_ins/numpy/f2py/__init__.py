"""Nothing: this translates Fortran, and NumPy imports it where all of its names are asked for."""
