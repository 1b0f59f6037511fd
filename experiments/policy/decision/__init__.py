"""Statistics of decisions between policies, on arrays alone: nothing is run, read or written.

Effects (higher is better) and costs (Rp) are arrays of shape (draws, policies). Row d holds all
policies under the same draw of the parameters and the same luck; policies are numbered by column.
"""
