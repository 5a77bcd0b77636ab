"""Fit what learns from named features, and store it small."""
