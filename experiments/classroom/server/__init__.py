"""The classroom's server: what comes in is checked before anything else sees it."""
