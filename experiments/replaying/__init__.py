"""One run of a sweep again, household by household; why two runs part."""
