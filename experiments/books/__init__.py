"""Books of Kubes as treasurers keep them: months as arrays, damage, cities' workbooks."""
