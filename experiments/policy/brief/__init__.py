"""The brief of a ranking for a minister: one page of HTML, and the same on two sheets of paper."""
