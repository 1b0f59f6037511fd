"""What makes the parts of the pages that follow from the code and from the shipped results."""
