"""What those who know are asked: a sheet, their answers pooled, and draws weighed by them."""
