# make demo     install into .venv, read a report, show where the talks of an example stand
# make test     everything that must pass before a change lands
# make browser  the desk, as Chromium shows it; CHROMIUM names another than Debian's
# make format   lay out the code as ruff wants it
#
# Everything lives in .venv/ in this checkout. Two stamp files inside it remember what
# is installed, so a second run starts at once; both go stale with pyproject.toml.

PYTHON ?= python3
BIN := .venv/bin
DEMO := .venv/demo.db
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help demo test lint types tests browser format clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# make /make /p' Makefile

demo: .venv/.installed
	@echo "Reading examples/sarn-valley.jsonl, a report on an invented conflict …"
	@$(BIN)/according read examples/sarn-valley.jsonl
	@echo
	@echo "Adding 47 reports on an invented negotiation to the ledger $(DEMO) …"
	@$(BIN)/according add examples/aldaine-strait/reports.jsonl --ledger $(DEMO) >/dev/null
	@$(BIN)/according reread --ledger $(DEMO) >/dev/null 2>&1
	@echo
	@$(BIN)/according dossier examples/aldaine-strait --ledger $(DEMO)
	@echo
	@echo "Go on with:"
	@for rest in \
	  "dossier examples/aldaine-strait --ledger $(DEMO) --section origins" \
	  "dossier examples/aldaine-strait --ledger $(DEMO) --as-of 2026-04-26" \
	  "brief examples/aldaine-strait --ledger $(DEMO) --since 2026-05-01 --out .venv/brief.html" \
	  "ask --ledger $(DEMO) --dossier examples/aldaine-strait --act deny" \
	  "desk --ledger $(DEMO) --dossier examples/aldaine-strait" \
	; do echo "  $(BIN)/according $$rest"; done

test: lint types tests

lint: .venv/.dev
	$(BIN)/ruff check .

types: .venv/.dev
	$(BIN)/mypy

tests: .venv/.dev
	$(BIN)/pytest

browser: .venv/.dev
	$(BIN)/pytest tests/browser

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "According needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Install one and name it: make demo PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Creating .venv …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: pyproject.toml | .venv/.python
	@echo "Installing According into .venv (a minute the first time) …"
	@$(PIP) install -e .
	@touch $@

.venv/.dev: pyproject.toml | .venv/.python
	@echo "Installing According and its development tools into .venv …"
	@$(PIP) install -e '.[dev]'
	@touch $@ .venv/.installed
