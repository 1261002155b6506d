"""The live figure `ReportedTests`, and what belongs to it alone."""
