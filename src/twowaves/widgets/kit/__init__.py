"""What every figure has in common."""
