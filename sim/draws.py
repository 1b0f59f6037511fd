"""What is drawn for everybody at the start of a month, and where it stands in the hand dealt."""

from sim.luck import Purpose

HOUSEHOLD_UNIFORMS = (
    Purpose.ATTEND, Purpose.RELUCTANCE, Purpose.PEER, Purpose.ILLNESS, Purpose.CEREMONY,
    Purpose.PLAN, Purpose.LEAVE, Purpose.RETURN,
)
ATTEND, RELUCTANCE, PEER, ILLNESS, CEREMONY, PLAN, LEAVE, RETURN = range(8)

HOUSEHOLD_NORMALS = (Purpose.CONSENT, Purpose.INCOME_MONTH)
MOOD, INCOME = range(2)

KUBE_UNIFORMS = (
    Purpose.VISIT, Purpose.MONITORED, Purpose.TARGETED, Purpose.WEAR, Purpose.LOSS,
    Purpose.LOSS_SIZE, Purpose.BOOKS, Purpose.RULE, Purpose.LINE, Purpose.LKM, Purpose.JOIN,
    Purpose.REVIVE, Purpose.GRANT_TICKET,
)
(
    VISIT, MONITORED, TARGETED, WEAR, LOSS, LOSS_SIZE, BOOKS, RULE, LINE, LKM, JOIN, REVIVE,
    TICKET,
) = range(13)

KUBE_NORMALS = (Purpose.REVENUE,)
REVENUE = 0
