"""What all rooms share: what is uncertain, outcomes, numbers and languages, tables, files."""
