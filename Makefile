# Needs only Python 3.11 or later with its venv module. Everything else is installed into .venv, and into
# server/web/node_modules. A Node on the PATH that is new enough is used; otherwise one is installed into .venv too.
#
#   make serve      build the graph if needed and answer on http://$(HOST):$(PORT)/
#   make test       run the tests; with FAST=1 those that are quick and need no program of another maker
#   make check      lint, formatting, types
#   make install    everything that development needs, into .venv
#   make web        build the scripts of the pages, if their sources have changed; each page is complete without them
#   make build      the wheel and the source archive, into dist/
#   make lock       renew requirements/*.txt from pyproject.toml and requirements/node.in
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

WEB     := $(BIN)/python server/web/build.py
NO_NODE := 3

.PHONY: help install serve test check format lock web build clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   //p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'error: Python 3.11 or later is needed. Say which with make PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A service and the tests start many processes: each would compile the project anew if none kept what it compiled.
unexport PYTHONDONTWRITEBYTECODE

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

# A build in an environment of its own installs a Node where one is needed; in .venv, the Makefile does.
web: | $(BIN)/python
	@$(WEB) || { test $$? -eq $(NO_NODE) && $(PIP) install --require-hashes --requirement requirements/node.txt && $(WEB); }

serve: $(RUNTIME)
	@$(MAKE) --no-print-directory web || echo 'warning: the pages are served without scripts' >&2
	@exec $(BIN)/strategy-graph serve --host $(HOST) --port $(PORT)

test: $(DEV) web
	$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder $(if $(FAST),-m "not slow and not foreign") $(PYTEST_ARGS)

check: $(DEV) web
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(WEB) --check

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The hook of the build would ask for a Node where the machine has none: WEB_SCRIPTS=skip keeps it from looking.
LOCK := WEB_SCRIPTS=skip $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-header --no-config \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: | $(BIN)/python
	@test -x $(BIN)/pip-compile || $(PIP) install --require-hashes --requirement requirements/dev.txt
	$(LOCK) $(LOCK_ARGS) --all-build-deps --output-file requirements/runtime.txt pyproject.toml
	$(LOCK) $(LOCK_ARGS) --all-build-deps --allow-unsafe --extra dev --constraint requirements/runtime.txt \
		--output-file requirements/dev.txt pyproject.toml
	$(LOCK) $(LOCK_ARGS) --output-file requirements/node.txt requirements/node.in

build: $(DEV) web
	$(BIN)/python -m build --no-isolation

clean:
	rm -rf server/web/node_modules server/strategy_graph/web/static/built
	rm -rf build dist release .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find server tests -name __pycache__ -type d -prune -exec rm -rf {} +
