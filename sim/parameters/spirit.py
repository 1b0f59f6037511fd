"""Parameters of the spirit: why members come and stay, by three accounts and their mixture.

*Motivation*: they come when they are noticed, helped and gain. *Pay*: they come for what the Kube
pays against what their time would earn elsewhere. *Bond*: meeting and saving together hold the
group. The paper names all three; nobody measured their weights, so the weights are uniform over all
mixtures (a Dirichlet prior of ones): `others` is the larger of two uniform draws.
"""

from typing import Annotated, NamedTuple

from sim.parameters.spec import (
    Channel,
    Evidence,
    ShareAMonth,
    log_uniform,
    root,
    uniform,
)


class SpiritParameters(NamedTuple):
    """Weights of the three accounts, and how pay and bond form."""

    others: Annotated[
        float,
        root(0.0, 1.0, "share"),
        "weight of pay and bond in the spirit",
        "bobot upah dan ikatan dalam semangat",
        "share of the spirit that pay and bond make up together; motivation makes up the rest",
        Evidence("-", "assumption: all mixtures of the three accounts are alike before data"),
    ] = 0.70
    pay_share: Annotated[
        float,
        uniform(0.0, 1.0, "share"),
        "part of pay in that weight",
        "bagian upah dalam bobot itu",
        "share of that weight which is pay's; bond has the rest",
        Evidence("-", "assumption: all mixtures of the three accounts are alike before data"),
    ] = 0.50
    time_share: Annotated[
        float,
        log_uniform(0.02, 0.3, "share of income", 1.0e-3),
        "worth of the time given to the Kube",
        "nilai waktu yang diberikan pada Kube",
        "share of its usual income that a household's time in the Kube would earn elsewhere",
        Evidence("-", "assumption: a side line of one to nine days a month"),
    ] = 0.077
    steepness: Annotated[
        float,
        uniform(0.0, 1.0, "0-1"),
        "steepness of the answer to pay",
        "kepekaan terhadap upah",
        "from a gradual answer to pay above or below the worth of time (0) to a steep one (1)",
    ] = 0.50
    claim: Annotated[
        float,
        uniform(0.0, 1.0, "share"),
        "own claim on what is set aside",
        "hak yang dirasakan atas yang disisihkan",
        "share of what is set aside that members count as theirs where they see the books",
    ] = 0.50
    credit: Annotated[
        float,
        uniform(0.0, 0.1, "share a month"),
        "worth of being able to borrow",
        "nilai kesempatan meminjam",
        "monthly worth of access to a loan, as a share of the largest one that can be had",
    ] = 0.05
    pay_speed: Annotated[
        ShareAMonth,
        "speed of remembered pay",
        "cepatnya ingatan tentang upah berubah",
        "share by which the remembered answer to pay moves a month",
    ] = 0.30
    bond_speed: Annotated[
        float,
        log_uniform(0.03, 0.3, "per month"),
        "speed of the bond",
        "cepatnya ikatan berubah",
        "how fast the bond moves to what meeting and saving together warrant",
        Evidence(
            "B", "meeting more often made ties that lasted (Feigenberg, Field, Pande)", size="-"
        ),
    ] = 0.095
    bond_of_meeting: Annotated[
        float,
        uniform(0.0, 0.7, "share"),
        "bond from meeting alone",
        "ikatan dari pertemuan saja",
        "share of the bond that meeting makes without saving together",
        Channel("retention", "bond", 1.0),
        Evidence("-", "assumption; practice of savings groups: saving is what meetings are for"),
    ] = 0.35
    meetings_half: Annotated[
        float,
        log_uniform(0.2, 3.0, "meetings a month", 1.0e-3),
        "meetings at half of the bond",
        "pertemuan yang memberi separuh ikatan",
        "meetings attended a month that bring half of the bond that meetings can",
    ] = 0.77
