"""What people do with the model: run it, look at it, print its books."""
