"""The confidential store: immutable Parquet files and the keys that make pseudonyms."""
