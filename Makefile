# Two commands for everybody: `make demo` and `make test`. Both install what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# Peers and checkers that tests run beside our own work; casedocs itself needs no system package.
TEST_PACKAGES := tesseract-ocr tesseract-ocr-vie poppler-utils qpdf
export PYTHONUTF8 := 1
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

.PHONY: demo test lint types docs wheel clean

# Python's own venv module is a package of its own on Debian.
$(VENV)/bin/python:
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || scripts/system-packages.sh python3-venv
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip

$(VENV)/.base: pyproject.toml | $(VENV)/bin/python
	$(PIP) install --editable ".[all]"
	@touch $@

$(VENV)/.test: $(VENV)/.base
	$(PIP) install --group test --group docs
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	$(PIP) install --group lint --group bench
	@touch $@

# The main job on the sample dossier.
demo: $(VENV)/.base
	$(BIN)/casedocs digitize examples/sample-dossier --output out/demo

test: $(VENV)/.test
	@scripts/system-packages.sh $(TEST_PACKAGES) || echo "Tests that need them are skipped."
	$(BIN)/python -m pytest

lint: $(VENV)/.lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.lint
	$(BIN)/mypy
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/pyright --verifytypes casedocs --ignoreexternal | tail -n 12

docs: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

wheel: $(VENV)/.test
	$(PIP) install --group build
	rm -rf dist
	$(BIN)/python -m build --outdir dist . >/dev/null
	@ls dist

clean:
	rm -rf $(VENV) .venv-wheel out dist site
