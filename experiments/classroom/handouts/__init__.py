"""What is given out: recorded stories as one HTML file, and a workbook to be printed."""
