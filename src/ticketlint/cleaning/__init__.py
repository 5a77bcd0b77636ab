"""Clean: from the text as stored to sections and the author's own prose."""
