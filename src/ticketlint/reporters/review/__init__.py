"""The review: what a product manager opens before refinement, on one page and as an agenda."""
