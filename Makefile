# Two words for everybody: `make demo` and `make test`. The rest is for those who build.
# Everything is installed into .venv from lock files with hashes; nothing else is touched,
# except that root may let `heard setup` install the listed system packages by apt.

VENV := .venv
BIN := $(VENV)/bin
INSTANCE ?= instance

# The first Python from 3.13 down to 3.11 that works and can make virtual environments.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	>/dev/null 2>&1 && { echo $$p; break; }; done)

# Compiled modules are kept: without them every process that a test starts compiles the house anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test check style format lock bench audit clean

help:
	@echo "make demo    watch an invented answer travel through the whole product"
	@echo "make run     the same two apps with an empty instance of your own"
	@echo "make test    every test"
	@echo "make check   format, lint, types, import contracts, then every test"
	@echo "make bench   timings, as ratios, on this machine"
	@echo "make audit   known flaws in what we depend on, and a bill of materials (needs the network)"
	@echo "make lock    resolve the lock files again    make clean   remove the virtual environment"

demo: $(VENV)/run.ready
	@$(BIN)/heard setup
	@$(BIN)/heard --instance $(INSTANCE) demo

run: $(VENV)/run.ready
	@$(BIN)/heard setup
	@$(BIN)/heard --instance $(INSTANCE)/own run

test: $(VENV)/dev.ready
	@$(BIN)/heard setup --tests
	@$(BIN)/pytest

check: style test

style: $(VENV)/dev.ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/dev.ready
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/dev.ready
	@$(BIN)/heard setup --tests
	@set -e; for bench in tests/bench/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench; done

audit: $(VENV)/dev.ready
	@mkdir -p dist
	@$(BIN)/cyclonedx-py requirements requirements.lock --output-reproducible --output-file dist/sbom.json
	@echo "Bill of materials: dist/sbom.json"
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

# uv resolves for all platforms and Pythons at once; it is needed here only, never to install.
lock: $(VENV)/dev.ready
	@$(BIN)/python -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	@$(VENV)/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --quiet \
		--generate-hashes --no-header --no-emit-index-url --all-extras --group build --group dev \
		-o requirements-dev.lock
	@$(VENV)/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --quiet \
		--generate-hashes --no-header --no-emit-index-url --group build \
		-c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) dist build

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Heard needs Python 3.11, 3.12 or 3.13 with its venv package \
	(on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# A mark is renewed when its lock file or the package's own definition changes.
$(VENV)/run.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Heard needs into $(VENV) (a minute or two, once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.ready: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Heard and its tests need into $(VENV) (a few minutes, once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.ready
