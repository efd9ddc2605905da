"""From whatever a cooperative's software exports to canonical records."""
