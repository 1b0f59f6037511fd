"""What pages are served by: a port that is found, and a guard that checks all that comes in."""
