# Every target sets up what it needs; see them with: make help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
DICTIONARIES := $(VENV)/.dictionaries
SETTINGS := $(VENV)/share/jupyter/lab/settings

.DELETE_ON_ERROR:
.PHONY: help setup figures site test test-all test-browser bench specifications lab data lint lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv with everything pinned in constraints.txt

# The mark is set last: an installation cut off half way leaves none, and is made anew.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, this is %s; name one: make PYTHON=python3.13" % sys.version.split()[0])'
	@test -w . || { echo "Nothing may be written to $(CURDIR); clone it to a folder of your own."; exit 1; }
	@echo "Setting up .venv; this takes a minute or two."
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -c constraints.txt -e '.[notebooks,test,dask,dev]'
	@mkdir -p $(SETTINGS)
	@cp .devcontainer/overrides.json $(SETTINGS)/
	@touch $@

figures: $(READY) ## run all notebooks, write figures/ and the notebooks' outputs
	$(BIN)/python -m icpf_analysis figures

site: $(READY) ## write README, notebooks and data as web pages: site/index.html
	$(BIN)/python -m icpf_analysis site

# A process a core, four at most: each reads the page and extracts its terms anew.
TESTS := $(BIN)/python -m pytest -q -n logical --maxprocesses 4 --dist worksteal

test: $(READY) ## run the tests of every day, in about two minutes
	$(TESTS)

test-all: $(DICTIONARIES) ## run all tests, those that run every notebook too
	$(TESTS) -m 'not timing'

# Playwright steers the Chromium that the system has; it downloads none.
$(BROWSER): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -c constraints.txt -e '.[notebooks,test,browser]'
	@touch $@

test-browser: $(BROWSER) ## run the notebooks and the site in the system's Chromium
	$(BIN)/python -m pytest -q -rs tests/browser

bench: $(READY) ## measure the notebooks beside their start, speed and memory beside the mecab program
	$(BIN)/python tests/benchmarks/notebooks.py
	$(BIN)/python tests/benchmarks/bench.py
	$(BIN)/python -m pytest -q -m timing tests/reading

# Other dictionaries, to count in every reasonable way; only these two targets need them.
$(DICTIONARIES): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -c constraints.txt -e '.[dictionaries]'
	@touch $@

specifications: $(DICTIONARIES) ## count with other dictionaries: data/specifications.csv
	$(BIN)/python tests/benchmarks/specifications.py

lab: $(READY) ## open JupyterLab on this machine, with a token
	$(BIN)/jupyter lab --ip=127.0.0.1 --ServerApp.root_dir=. --FileCheckpoints.root_dir=$(abspath $(VENV))/checkpoints --LabApp.default_url=/lab/tree/notebooks/04-shift.ipynb

data: $(READY) ## write data/processed and data/lines from data/raw and data/curated
	$(BIN)/python -m icpf_analysis data

lint: $(READY) ## check style, notebooks too, and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

lock: $(READY) ## renew constraints.txt from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --all-extras --upgrade --no-emit-index-url --custom-compile-command 'make lock' pyproject.toml -o constraints.txt

clean: ## remove .venv, site/ and caches
	rm -rf $(VENV) site .pytest_cache .mypy_cache .ruff_cache
