"""The indicators: one family per file, with its definitions and examples in the YAML beside it."""
