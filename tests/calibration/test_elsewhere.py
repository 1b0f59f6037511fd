"""What others measured: a strict file, a split that holds, and draws weighed by what is fitted."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.common.draws import DRAWN, priors
from experiments.evidence.calibration import variants
from experiments.evidence.calibration.elsewhere import figures_of, log_likelihood, weights_of
from experiments.evidence.calibration.elsewhere_file import FILE, load_elsewhere
from experiments.evidence.calibration.variants import fit_variant
from experiments.evidence.calibration.verdicts import Verdict, of_measured
from sim.inputs.strict import InputError
from tests.draws import some_draws
from tests.messages import mentions

FIGURES = np.array([-1.0, 0.0, 1.0])


@pytest.fixture
def small():
    """The file that ships, with small cities."""
    whole = load_elsewhere()
    setting = whole.setting.model_copy(update={"kubes": 6, "replications": 1})
    return whole.model_copy(update={"setting": setting})


def contrast(file, name, **changes):
    return next(one for one in file.contrast if one.id == name).model_copy(update=changes)


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ("kubes = 40", "kubes = 0", "setting.kubes 0"),
        ('use = "fit"', 'use = "both"', "contrast[1].use both fit card"),
        ('outcome = "alive_share"', 'outcome = "alive"', "contrast[1].outcome alive_share"),
        ('transport = "other kind"', 'transport = "far"', "contrast[1].transport far"),
        ("visits_per_month = 0.0", "visits = 0.0", "contrast[1].a.levers.visits"),
        ('id = "supervision-consumption"', 'id = "supervision-survival"', "contrast.id"),
        ('"meet.cover_cash" = 100.0', '"meet.cover_cash" = 1000.0', "meet.cover_cash 1000.0 100"),
        ('"meet.cover_cash" = 100.0', '"meet.cover" = 1.0', "meet.cover_cash"),
        ('judul = "audit', 'juduls = "audit', "prior[3].judul"),
        ('"live.illness_per_month"]', '"live.illness_income"]', "prior[1].parameters"),
        ('parameters = ["meet.books_base"]', 'parameters = ["meet.raid"]', "meet.books_base"),
    ],
)
def test_a_fault_of_the_file_is_told_where_it_stands(tmp_path, old, new, data):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "elsewhere.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_elsewhere(path)
    for part in data.split():
        assert mentions(str(error.value), part)


def test_what_is_fitted_is_never_predicted(tmp_path):
    file = load_elsewhere()
    fitted = {one.id for one in file.fitted}
    predicted = {one.id for one in file.contrast if one.use == "card"}
    assert fitted
    assert predicted
    assert not fitted & predicted
    whole = FILE.read_text(encoding="utf-8")
    first = whole.split("[[contrast]]")[1].replace('use = "fit"', 'use = "card"')
    path = tmp_path / "elsewhere.toml"
    path.write_text(f"{whole}\n[[contrast]]{first}", encoding="utf-8")
    with pytest.raises(InputError, match="there twice"):
        load_elsewhere(path)


def test_the_likelihood_is_highest_where_the_contrast_was_measured():
    file = load_elsewhere()
    name = "supervision-survival"
    up, down, nothing, figure = (
        log_likelihood(contrast(file, name, says=says, error=0.5), FIGURES).argmax()
        for says in ("up", "down", "nothing", 1.0)
    )
    assert [up, down, nothing, figure] == [2, 0, 1, 2]


def test_twice_the_error_of_carrying_over_makes_a_contrast_say_less():
    for one in load_elsewhere().contrast:
        assert one.spread(2.0) > one.spread() > one.error
        ranges = [np.ptp(log_likelihood(one, FIGURES, times)) for times in (1.0, 2.0)]
        assert ranges[1] < ranges[0]


def test_a_planted_contrast_gives_weight_to_the_draws_that_show_it(small):
    draws = some_draws(count=16).draws
    draws |= {"meet.reluctance": np.where(np.arange(16) % 2, 0.5, 0.02)}
    planted = contrast(small, "illness-insured", id="planted", use="fit")
    shown = figures_of(draws, [planted], small.setting)["planted"]
    for aim in (np.nanquantile(shown, 0.1), np.nanquantile(shown, 0.9)):
        told = planted.model_copy(update={"says": float(aim), "error": 0.02})
        weights = weights_of(draws, elsewhere=small.model_copy(update={"contrast": (told,)}))
        mean = (weights @ shown) / weights.sum()
        assert abs(mean - aim) < abs(shown.mean() - aim)


def test_the_same_programme_twice_differs_in_nothing(small):
    one = contrast(small, "group-liability")
    same = one.model_copy(update={"b": one.a})
    assert not figures_of(some_draws().draws, [same], small.setting)[one.id].any()


def test_what_is_put_into_every_city_is_in_both_sides(small):
    one = contrast(small, "group-liability")
    values = {"meet.reluctance": 0.0, "meet.cover_cash": 3.0}
    draws = some_draws().draws
    free = figures_of(draws, [one], small.setting)[one.id]
    put = figures_of(draws, [one], small.setting, values={"live.present_bias": 1.0, **values})
    assert (put[one.id] != free).any()


def test_a_variant_without_contrasts_has_the_weights_of_the_data_alone(bank, monkeypatch):
    asked = []

    def weighed(draws, transport, threads):
        asked.append((transport, draws["meet.adopt_rate"]))
        return np.linspace(0.1, 1.0, len(draws["meet.adopt_rate"]))

    monkeypatch.setattr(variants, "weights_of", weighed)
    variant = bank.inputs.settings.variant[0]
    alone, main, doubled = (
        fit_variant(bank, variant.model_copy(update=update))
        for update in ({"contrasts": False}, {}, {"transport": 2.0})
    )
    assert [times for times, _ in asked] == [1.0, 2.0]
    assert asked[1][1].std() > asked[0][1].std()
    ratio = main.fit.weights / alone.fit.weights
    assert (np.diff(ratio) > 0.0).all()
    assert main.fit.weights.sum() == pytest.approx(1.0)
    assert np.ptp(doubled.draws["meet.adopt_rate"]) > np.ptp(main.draws["meet.adopt_rate"])
    assert (doubled.draws[DRAWN] == main.draws[DRAWN]).all()


def test_what_the_data_leave_at_a_measured_prior_is_measured_elsewhere():
    own: list[Verdict] = ["at its prior", "at its prior", "learned"]
    plain = priors()["support.leak"]
    near = replace(plain, transport=0.3)
    assert of_measured(own, [plain, near, near]) == [own[0], "measured elsewhere", "learned"]
