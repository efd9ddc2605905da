"""The only door between measures and observations."""
