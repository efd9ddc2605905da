"""The public GraphQL schema, answered from the shelf only."""
