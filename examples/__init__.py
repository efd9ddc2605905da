"""Examples: two real cooperatives' published figures, two invented cooperatives' exports."""
