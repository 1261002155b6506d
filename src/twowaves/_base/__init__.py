"""What every subject stands on: numbers and words as printed, files, cells, arguments."""
