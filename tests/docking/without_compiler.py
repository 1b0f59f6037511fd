"""Dock a few small worlds with the compiler off; run as a process of its own."""

from sim.policy import NONE
from tests.docking.compare import differences
from tests.worlds import RICH, policy, world

if __name__ == "__main__":
    scarce = policy(bpls_condition="books", monitoring_on="at_risk", open_books=True)
    unlike = differences(world(5, 24, RICH), [NONE, scarce])
    unlike += differences(world(4, 18, coupled=False, background_kubes=20), seed=3)
    unlike += differences(
        world(3, 30, RICH, {"meet.reluctance": 0.5, "membership.leave_rate": 0.05})
    )
    print("\n".join(unlike) or "docked")
