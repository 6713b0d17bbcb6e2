# Needs only Python 3.11 or later with its venv module. Everything else is installed into .venv.
#
#   make serve      build the graph if needed and answer on http://$(HOST):$(PORT)/
#   make test       run the tests; with FAST=1 those that are quick and need no program of another maker
#   make check      lint, formatting, types
#   make install    everything that development needs, into .venv
#   make build      the wheel and the source archive, into dist/
#   make lock       renew requirements/*.txt from pyproject.toml
#   make clean      remove what the other targets made, except .venv

PYTHON ?= python3
HOST   ?= 127.0.0.1
PORT   ?= 8000
TEST_PROCESSES ?= auto

VENV    := .venv
BIN     := $(VENV)/bin
RUNTIME := $(VENV)/.installed-runtime
DEV     := $(VENV)/.installed-dev
PIP     := $(BIN)/python -m pip --disable-pip-version-check --quiet
PROJECT := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: help install serve test check format lock build clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'error: Python 3.11 or later is needed. Say which with make PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps say when the lock files were last installed.
$(RUNTIME): requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/runtime.txt
	$(PROJECT)
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	$(PROJECT)
	@touch $@ $(RUNTIME)

install: $(DEV)

serve: $(RUNTIME)
	@exec $(BIN)/strategy-graph serve --host $(HOST) --port $(PORT)

test: $(DEV)
	$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder $(if $(FAST),-m "not slow and not foreign") $(PYTEST_ARGS)

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK := $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --all-build-deps --no-header --no-config \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: | $(BIN)/python
	@test -x $(BIN)/pip-compile || $(PIP) install --require-hashes --requirement requirements/dev.txt
	$(LOCK) $(LOCK_ARGS) --output-file requirements/runtime.txt pyproject.toml
	$(LOCK) $(LOCK_ARGS) --allow-unsafe --extra dev --constraint requirements/runtime.txt \
		--output-file requirements/dev.txt pyproject.toml

build: $(DEV)
	$(BIN)/python -m build --no-isolation

clean:
	rm -rf build dist release .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find server tests -name __pycache__ -type d -prune -exec rm -rf {} +
