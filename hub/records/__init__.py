"""The confidential vocabulary: one canonical table per file, the same for every connector."""
