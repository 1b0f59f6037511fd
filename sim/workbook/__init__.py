"""A city's own workbook (.xlsx): read safely, checked cell by cell, and made a scenario."""
