"""The public side's store: what was released, for ever."""
