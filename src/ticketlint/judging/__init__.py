"""Find: from matches to findings, questions and a score."""
