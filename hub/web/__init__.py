"""Pages for people, answered from the shelf."""
