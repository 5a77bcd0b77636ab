"""Train and measure what ships: the English pipeline, the word vectors, the classifiers."""
