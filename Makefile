# Two commands for everybody: `make demo` and `make test`. Both install what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test lint types docs wheel clean

$(VENV)/.base: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip
	$(PIP) install --editable ".[all]"
	@touch $@

$(VENV)/.test: $(VENV)/.base
	$(PIP) install --group test
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	$(PIP) install --group lint
	@touch $@

test: $(VENV)/.test
	$(BIN)/python -m pytest

lint: $(VENV)/.lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.lint
	$(BIN)/mypy
	$(BIN)/pyright --verifytypes casedocs --ignoreexternal

clean:
	rm -rf $(VENV) out dist site
