"""The classroom's page: what stands around the stage."""
