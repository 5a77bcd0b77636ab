"""A language server: diagnostics, hovers and mends while a Markdown ticket is written."""
