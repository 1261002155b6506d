"""The live figure `ScoreSheet`, and what belongs to it alone."""
