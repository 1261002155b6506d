"""The live figure `ClassData`, and what belongs to it alone."""
