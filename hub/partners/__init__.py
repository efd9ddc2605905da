"""What may a cooperative's people and programs do with its own imports? Push, look, publish."""
