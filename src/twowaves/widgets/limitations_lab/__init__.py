"""The live figure `LimitationsLab`, and what belongs to it alone."""
