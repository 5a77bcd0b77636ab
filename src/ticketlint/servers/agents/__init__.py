"""Tools for agents, over the Model Context Protocol: tickets in, questions and findings out."""
