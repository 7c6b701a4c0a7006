# Everything a developer or an editor runs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help build check test fuzz golden format bench styles wheel clean

help: ## List what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

build: $(VENV)/.tool ## Build both publications of the plan in build/
	@$(BIN)/statusreport build

check: $(VENV)/.tool ## Check the plan, write nothing
	@$(BIN)/statusreport check

test: $(VENV)/.dev ## Run every check of the code, and the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses=auto

fuzz: $(VENV)/.dev ## Try properties on very many examples, for hours
	$(BIN)/pytest --numprocesses=auto -m hypothesis --hypothesis-profile=fuzz

golden: $(VENV)/.dev ## Approve what the tests see now
	$(BIN)/pytest --update-golden

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.dev ## Time check, build and diff for 35, 1 000 and 10 000 measures
	$(BIN)/python tools/bench.py

styles: $(VENV)/.tool ## Make the reference documents of DOCX and ODT from the house style
	@$(BIN)/python tools/reference_documents.py

wheel: $(VENV)/.dev ## Build the wheel in dist/
	$(PIP) wheel --no-deps --wheel-dir dist .

clean: ## Remove what was built and installed
	rm -rf build dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "statusreport needs Python 3.11 or newer; name one as in: make build PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.tool: $(VENV)/.python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.tool
	$(PIP) install --group dev
	@touch $@
