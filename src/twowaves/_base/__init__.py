"""What every subject stands on: numbers and words as printed, files and cells, what callers hand in."""
