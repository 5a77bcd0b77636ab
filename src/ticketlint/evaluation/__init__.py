"""Measure rules, roles, kinds and the score on labelled tickets."""
