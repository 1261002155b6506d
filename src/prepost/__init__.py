"""Paired pre/post studies: the test, the scoring, the audit and the figures."""
