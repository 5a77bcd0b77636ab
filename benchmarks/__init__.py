"""Measurements of speed, memory and work; `make bench` runs them."""
