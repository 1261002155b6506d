"""The live figure `PairedExplorer`, and what belongs to it alone."""
