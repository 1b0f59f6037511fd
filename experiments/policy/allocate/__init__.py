"""Which policy for which type of Kube, under a budget and the facilitators there are.

Assumption: what a policy does to a type is what it did to that type in a city in which every type
got it. Under a mix, types would share facilitators' time, demand and grant places in other parts;
such spill-overs are not simulated.
"""
