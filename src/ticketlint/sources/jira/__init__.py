"""The live side of Jira, Cloud and Data Center: read tickets, keep them, ask their authors."""
