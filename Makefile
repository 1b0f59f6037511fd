# Each target sets up what it needs from constraints.txt; a second call sets up nothing.
PYTHON ?= python3
PYTHONS ?= python3.11 python3.12 python3.13
VENV = .venv
SEED ?= 1
MUTANTS ?= 100
BAHASA ?= $(if $(filter id%,$(LC_ALL) $(LANG)),id,en)
said = $(if $(filter id,$(BAHASA)),$(2),$(1))

PIP = $(VENV)/bin/python -m pip --quiet --quiet --disable-pip-version-check
INSTALL = $(PIP) install --constraint constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo explore classroom stick archive test check-long mutants lint results docs check-pythons clean FORCE

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile
	@echo "PYTHON=python3.12 (or another) chooses the interpreter, BAHASA=id or en the demo's language."

demo: $(VENV)/base.stamp ## sweep share, visits and monitoring: what makes fewer Kubes fail, more self-reliant?
	@$(VENV)/bin/kubesim sweep share-visits-monitoring --out results/demo --lang $(BAHASA)
	@$(VENV)/bin/kubesim plot results/demo --lang $(BAHASA)
	@echo "$(call said,Next: source $(VENV)/bin/activate; kubesim table results/demo,Berikutnya: source $(VENV)/bin/activate; kubesim table results/demo --lang id)"

explore: $(VENV)/explorer.stamp ## open the analysts' page: move a lever, see what is known and what is not
	@$(VENV)/bin/kubesim explore

classroom: $(VENV)/classroom.stamp ## open the trainers' page: two Kubes with the same luck
	@$(VENV)/bin/kubesim classroom

# For the Pythons of WINDOWS, such as "3.12 3.13", or else for the one used here.
stick: $(VENV)/classroom.stamp ## put the classroom with all it needs into build/stick, for a USB stick
	@rm -rf build/stick
	@$(VENV)/bin/python -m docs.tools.stick build/stick $(WINDOWS)

archive: $(VENV)/base.stamp ## put the last commit into build/archive: code, ODD, data, metadata, checksums
	@$(VENV)/bin/python -m docs.tools.archive build/archive

test: $(VENV)/dev.stamp ## run the tests, but not the long ones
	@$(VENV)/bin/python -m pytest --numprocesses auto --dist loadfile -m "not long"

check-long: $(VENV)/dev.stamp ## run the long tests
	@$(VENV)/bin/python -m pytest --numprocesses auto --dist loadfile -m long

# SEED draws other ones, MUTANTS=10000 takes all.
mutants: $(VENV)/dev.stamp ## put small faults into the rules and count those that their tests see
	@$(VENV)/bin/python -m tests.mutants --seed $(SEED) --mutants $(MUTANTS)

lint: $(VENV)/dev.stamp ## check style, types and the direction of imports
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo

# What takes long goes on where it stopped; from nothing, it is an hour.
results: $(VENV)/dev.stamp ## make every published figure again: posterior, card, ranking, pages
	@$(VENV)/bin/kubesim calibrate --out results/calibration --yes
	@$(VENV)/bin/python -m experiments.evidence.class_draw
	@$(VENV)/bin/kubesim validate --runs 32 --out results/validation
	@$(VENV)/bin/kubesim sensitivity --out results/sensitivity --yes
	@$(VENV)/bin/kubesim policy rank support --out results/policy/support --yes --lang id
	@cp results/policy/support/rank.png docs/images/ranking-id.png
	@$(VENV)/bin/kubesim policy rank support --out results/policy/support --yes --lang en
	@$(VENV)/bin/kubesim policy brief results/policy/support --lang id --out results/policy/support
	@$(VENV)/bin/kubesim policy brief results/policy/support --lang en --out results/policy/support
	@$(VENV)/bin/python -m experiments.forecast.skill
	@$(VENV)/bin/python -m tests.back.baseline
	@$(VENV)/bin/python -m docs.tools slow
	@cp results/calibration/predictive.png results/calibration/structures.png docs/images/
	@cp results/sensitivity/sobol.png docs/images/sensitivity.png
	@cp results/validation/card.png docs/images/card.png
	@cp results/policy/support/rank.png docs/images/ranking.png

docs: $(VENV)/docs.stamp ## build the documentation into site/, to be read from disk
	@rm -rf site
	@$(VENV)/bin/zensical build --strict --clean
	@echo "Read it: site/index.html"

# pyenv hides all versions but one behind commands that fail; ask it for the others.
check-pythons: ## run under every Python found here and compare the digests
	@set -e; venvs=; \
	for name in $(PYTHONS); do \
	  python=$$name; \
	  if ! $$python -c "" 2>/dev/null; then \
	    version=$$(pyenv whence $$name 2>/dev/null | tail -n 1); \
	    python=$$(pyenv prefix "$${version:-none}" 2>/dev/null || :)/bin/$$name; \
	  fi; \
	  if ! $$python -c "" 2>/dev/null; then echo "$$name: not found, left out"; continue; fi; \
	  $(MAKE) --no-print-directory PYTHON=$$python VENV=.venvs/$$name .venvs/$$name/base.stamp; \
	  venvs="$$venvs .venvs/$$name"; \
	done; \
	$(PYTHON) tests/digests_agree.py $$venvs

clean: ## remove environments, caches and build output
	@rm -rf .venv .venvs build dist site sim/compiled .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find sim experiments docs tests -name __pycache__ -prune -exec rm -rf {} +

# An environment of another interpreter, or moved here from another folder, is made again. One that
# is activated is of the interpreter that it was made by.
$(VENV)/made-by: FORCE
	@about='import sys; print(sys.base_prefix, sys.version)'; \
	case "$$(cat $@ 2>/dev/null)" in *" $(CURDIR)") here=yes;; *) here=no;; esac; \
	if [ $$here = no ] || \
	  [ "$$($(VENV)/bin/python -c "$$about" 2>/dev/null)" != "$$($(PYTHON) -c "$$about")" ]; then \
	  echo "$(call said,Setting up,Menyiapkan) $(VENV)"; \
	  base=$$($(PYTHON) -c 'import sys; print(sys._base_executable)') && \
	  rm -rf $(VENV) && "$$base" -m venv $(VENV) && echo "made in $(CURDIR)" > $@; \
	fi

$(VENV)/base.stamp: $(VENV)/made-by pyproject.toml constraints.txt
	@echo "$(call said,Installing kubesim into $(VENV),Memasang kubesim ke dalam $(VENV))"
	@$(INSTALL) hatchling
	@$(INSTALL) --no-build-isolation --editable .
	@echo "$(call said,Compiling the model for a quick first run,Menyiapkan model agar simulasi pertama cepat)"
	@$(VENV)/bin/python -m sim.ensemble.code_cache
	@touch $@

$(VENV)/classroom.stamp: $(VENV)/base.stamp
	@echo "$(call said,Installing what the page needs into $(VENV),Memasang yang diperlukan halaman ke dalam $(VENV))"
	@$(INSTALL) --no-build-isolation --editable ".[classroom]"
	@touch $@

$(VENV)/explorer.stamp: $(VENV)/base.stamp
	@echo "$(call said,Installing what the explorer needs into $(VENV),Memasang yang diperlukan penjelajah ke dalam $(VENV))"
	@$(INSTALL) --no-build-isolation --editable ".[explorer]"
	@touch $@

$(VENV)/docs.stamp: $(VENV)/base.stamp
	@echo "Installing the tool for the documentation into $(VENV)"
	@$(INSTALL) --no-build-isolation --editable ".[docs]"
	@touch $@

$(VENV)/dev.stamp: $(VENV)/base.stamp
	@echo "Installing the development tools into $(VENV)"
	@$(INSTALL) --no-build-isolation --editable ".[dev]"
	@touch $@
