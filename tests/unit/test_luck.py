"""Luck: published vectors, keys without collisions, even and independent draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.luck import (
    DRAW_FIELDS,
    GAMMA,
    IDS_MOST,
    LUCK_VERSION,
    MASK,
    MONTHS_MOST,
    NEWCOMER,
    RUN_FIELDS,
    SLOTS_MOST,
    Field,
    Kind,
    Luck,
    Purpose,
    draw_word,
    mix,
    normal,
    normals,
    owner_words,
    pack,
    purpose_words,
    uniform,
    uniforms,
)

PUBLISHED = {
    0: (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F),
    1234567: (
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ),
}
"""First outputs of splitmix64, as published with java.util.SplittableRandom and xoshiro."""


@pytest.mark.parametrize("seed", PUBLISHED)
def test_mix_gives_the_published_outputs_of_splitmix64(seed):
    outputs = [mix((seed + n * GAMMA) & MASK) for n in range(len(PUBLISHED[seed]))]
    assert tuple(outputs) == PUBLISHED[seed]


@pytest.mark.parametrize("fields", [RUN_FIELDS, DRAW_FIELDS])
def test_fields_of_a_word_fill_64_bits_without_overlap(fields):
    taken = 0
    for field in fields:
        bits = ((1 << field.bits) - 1) << field.shift
        assert not taken & bits, f"{field.name} overlaps"
        taken |= bits
    assert taken == MASK


def values_of(fields: tuple[Field, ...]):
    return st.tuples(*(st.integers(0, (1 << field.bits) - 1) for field in fields))


@pytest.mark.parametrize("fields", [RUN_FIELDS, DRAW_FIELDS])
@given(data=st.data())
def test_packing_can_be_undone_so_no_two_keys_collide(fields, data):
    values = data.draw(values_of(fields))
    word = pack(fields, values)
    assert tuple((word >> f.shift) & ((1 << f.bits) - 1) for f in fields) == values


@pytest.mark.parametrize("fields", [RUN_FIELDS, DRAW_FIELDS])
def test_a_value_wider_than_its_field_is_refused(fields):
    for place, field in enumerate(fields):
        for value in (-1, 1 << field.bits):
            values = [0] * len(fields)
            values[place] = value
            with pytest.raises(ValueError, match=field.name):
                pack(fields, values)


def test_the_widths_hold_a_nation():
    assert IDS_MOST > 120_000
    assert SLOTS_MOST > 10_000
    assert MONTHS_MOST >= 12 * 80
    assert max(Purpose) < 1 << 6
    assert len(set(Purpose)) == len(Purpose.__members__)
    assert max(Kind) < 1 << 3


@given(word=st.integers(0, MASK), other=st.integers(0, MASK))
def test_mixing_is_one_to_one(word, other):
    assert (mix(word) == mix(other)) == (word == other)


def test_bounds_of_draws():
    assert uniform(0) == 0.0
    assert uniform(MASK) < 1.0
    assert normal(0) == pytest.approx(-3.0, abs=1e-5)
    assert normal(MASK) == pytest.approx(3.0, abs=1e-5)
    assert normal(0) == -normal(MASK)


def test_the_table_of_a_month_holds_the_very_draws_of_single_keys():
    luck = Luck(seed=7, replication=3)
    owners = [(5, 0), (5, NEWCOMER + 2), (120_000, 65_535)]
    purposes = (Purpose.ATTEND, Purpose.CONSENT)
    bits = luck.table(purpose_words(purposes), 77, owner_words(Kind.HOUSEHOLD, owners))
    for row, (entity, slot) in enumerate(owners):
        for column, purpose in enumerate(purposes):
            single = luck.bits(purpose, 77, Kind.HOUSEHOLD, entity, slot)
            assert int(bits[row, column]) == single
            assert uniforms(bits)[row, column] == uniform(single)
            assert normals(bits)[row, column] == normal(single)


def table(seed=1, replication=0, months=range(60), kubes=40, slots=12, purpose=Purpose.ATTEND):
    """Return uniforms of neighbouring keys, shape (months, kubes, slots)."""
    luck = Luck(seed, replication)
    owners = [(kube, slot) for kube in range(1, kubes + 1) for slot in range(slots)]
    words = owner_words(Kind.HOUSEHOLD, owners)
    rows = [uniforms(luck.table(purpose_words([purpose]), month, words)) for month in months]
    return np.array(rows).reshape(len(months), kubes, slots)


def test_draws_are_uniform():
    assert stats.kstest(table().ravel(), "uniform").pvalue > 0.001
    counts = np.histogram(table().ravel(), bins=64, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > 0.001


def test_normals_have_mean_0_and_deviation_1():
    luck = Luck(1, 0)
    owners = owner_words(Kind.HOUSEHOLD, [(kube, 0) for kube in range(1, 40_001)])
    z = normals(luck.table(purpose_words([Purpose.CONSENT]), 5, owners)).ravel()
    assert abs(z.mean()) < 4 / np.sqrt(len(z))
    assert abs(z.std() - 1) < 0.02
    assert abs(z).max() < 3


def neighbours():
    """Pairs of tables whose keys differ in one field by one."""
    base = table()
    yield "month", base[:-1], base[1:]
    yield "id", base[:, :-1], base[:, 1:]
    yield "slot", base[:, :, :-1], base[:, :, 1:]
    yield "purpose", base, table(purpose=Purpose.CONSENT)
    yield "replication", base, table(replication=1)
    yield "seed", base, table(seed=2)


@pytest.mark.parametrize(("field", "left", "right"), list(neighbours()))
def test_neighbouring_keys_are_independent(field, left, right):
    correlation = np.corrcoef(left.ravel(), right.ravel())[0, 1]
    assert abs(correlation) < 4 / np.sqrt(left.size), field
    cells = np.histogram2d(left.ravel(), right.ravel(), bins=8, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > 0.001, field


def test_words_of_two_kinds_of_owner_never_meet():
    words = {draw_word(p, 3, kind, 9) for p in Purpose for kind in Kind}
    assert len(words) == len(Purpose) * len(Kind)


def test_luck_that_moves_needs_another_version():
    luck = Luck(seed=7, replication=3)
    one = luck.bits(Purpose.ATTEND, 77, Kind.HOUSEHOLD, 5, NEWCOMER + 2)
    two = luck.bits(Purpose.FIT, 0, Kind.KUBE, 120_000)
    assert {LUCK_VERSION: (one, two)} == {1: (0x8A7D1CA7C78FE78E, 0x93E9569AC7459414)}
