"""Mapping packs: one YAML file per system and set of tables; README.md describes the keys."""
