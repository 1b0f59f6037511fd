"""Many runs of one scenario or nation: run, summed up, shown as tables, pictures and books."""
