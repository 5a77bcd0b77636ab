"""The tickets that the classifiers learn from and what is said of them."""
