"""The live figure `ThreeSystems`, and what belongs to it alone."""
