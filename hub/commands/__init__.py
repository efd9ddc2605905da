"""Which commands are there? One module per area, each in the table of hub/cli.py."""
