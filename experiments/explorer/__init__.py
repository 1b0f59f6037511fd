"""The explorer: move a lever of a plan, see at once what is known of it and what is not."""
