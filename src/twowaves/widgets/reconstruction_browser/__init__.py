"""The live figure `ReconstructionBrowser`, and what belongs to it alone."""
