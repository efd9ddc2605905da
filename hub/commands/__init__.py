"""Which further commands are there? One module per area, each registered in hub/cli.py."""
