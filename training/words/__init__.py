"""Learn which words keep like company."""
