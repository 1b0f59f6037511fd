"""The explorer's server: questions come in by GET, each answer says how many worlds it has."""
