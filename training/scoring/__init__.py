"""Fit and measure the scorecard."""
