"""Schema changes of the two databases, applied in order, up and down."""
