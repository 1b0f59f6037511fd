"""One HTML file of results: self-contained, printable, in both languages."""
