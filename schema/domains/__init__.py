"""One file per domain: each contributes its fields to the shared entities."""
