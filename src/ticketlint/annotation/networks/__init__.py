"""Small trained classifiers: numpy alone at run time, the same answer on every machine."""
