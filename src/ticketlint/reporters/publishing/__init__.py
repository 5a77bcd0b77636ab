"""Report: put the questions about tickets into Jira."""
