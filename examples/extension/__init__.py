"""How does a service of one's own add to the hub's cooperatives? A small example."""
