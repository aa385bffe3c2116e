# Beatboard's commands. On a fresh machine with Python 3.11 or later, `make run` and `make test` are all that is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
.DEFAULT_GOAL := help
.PHONY: help run shared serve test audit bench assurance simulate lock format check-style clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Beatboard runs on (once, about half a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

shared: $(VENV)/.run  ## install what a store shared by several servers needs (docs/SHARED_STORE.md)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-shared.txt

run: $(VENV)/.run  ## build the sample force if it is not there, then open the dashboard at 127.0.0.1
	@$(BIN)/python -m metrics.sample
	@$(BIN)/python -m metrics serve --desk --port $(PORT)

serve: $(VENV)/.run  ## serve it with people signing in, as the configuration file says: make serve CONFIG=FILE
	@test -n "$(CONFIG)" || (echo "Say which configuration file: make serve CONFIG=FILE (deploy/beatboard.example.toml shows one)"; exit 2)
	@$(BIN)/python -m metrics serve --config $(CONFIG)

test: $(VENV)/.dev  ## style, types, tests and browser tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.dev  ## measure speed, as ratios within one run
	@$(BIN)/python -m tests.benchmarks

assurance: $(VENV)/.dev  ## put every promise to the proof, in full (about two hours)
	@$(BIN)/python -m tests.assurance

simulate: $(VENV)/.dev  ## measure what the verdicts say by luck alone and what they find (minutes)
	@$(BIN)/python -m tests.simulations

audit: $(VENV)/.dev  ## every library installed is one that was pinned, with its hash; licences; and known weaknesses where the network allows
	@test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	@$(BIN)/python -m metrics.serving.audit
	@(.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1 && .venv-audit/bin/python -m pip_audit --require-hashes --disable-pip -r requirements.txt) || echo "Of known weaknesses: one was found and stands above, or the public list cannot be asked from here."

format: $(VENV)/.dev  ## put the code in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(VENV)/.dev  ## compile requirements*.txt, with hashes, from requirements*.in
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-shared.in -o requirements-shared.txt
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean:  ## remove the virtual environment and the stores made here
	rm -rf $(VENV) .venv-audit .beatboard
