"""The classroom on a USB stick: all that is to be installed, start scripts, files for phones."""
