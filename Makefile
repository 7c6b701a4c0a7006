# Everything a developer or an editor runs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Environments with the lowest versions of other packages that the tool takes, and with the newest.
LOWEST := .venv-lowest
NEWEST := .venv-newest
INSTALL := -m pip --disable-pip-version-check --quiet install
# The versions that give the same publications, byte for byte, on every machine.
EXACT := --constraint constraints.txt

# What mypy takes the machine for: the tool runs on all of them.
PLATFORMS := linux darwin win32

# Neighbouring tests stay together as long as there are enough, so that what they share is made once.
PARALLEL := --numprocesses=auto --dist=worksteal

.DEFAULT_GOAL := help
.PHONY: help build check test test-lowest fuzz golden format bench styles wheel constraints clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

build: $(VENV)/.tool ## Build both publications of the plan in build/
	@$(BIN)/statusreport build

check: $(VENV)/.tool ## Check the plan, change none of its files
	@$(BIN)/statusreport check

test: $(VENV)/.dev ## Run every check of the code, and the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	for platform in $(PLATFORMS); do $(BIN)/mypy --platform $$platform --cache-dir .mypy_cache/$$platform || exit 1; done
	$(BIN)/pytest $(PARALLEL)

test-lowest: $(LOWEST)/.test ## Run the tests with the lowest versions of other packages
	$(LOWEST)/bin/pytest $(PARALLEL) --ignore-glob='tests/test_gate_*'

fuzz: $(VENV)/.dev ## Try properties on very many examples, for hours
	$(BIN)/pytest $(PARALLEL) -m hypothesis --hypothesis-profile=fuzz

golden: $(VENV)/.dev ## Approve what the tests see now
	$(BIN)/pytest --update-golden

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.dev ## Time check, build and diff for 35, 1 000 and 10 000 measures
	$(BIN)/python tools/bench.py

styles: $(VENV)/.tool ## Make the reference documents of DOCX and ODT from the house style
	@$(BIN)/python tools/reference_documents.py

wheel: $(VENV)/.tool ## Build the wheel and the source archive in dist/
	$(BIN)/python $(INSTALL) $(EXACT) hatchling
	$(BIN)/hatchling build

constraints: $(NEWEST)/.python ## Note the newest versions of other packages in constraints.txt
	$(NEWEST)/bin/python $(INSTALL) --upgrade --upgrade-strategy eager --editable ".[all]" --group dev
	$(NEWEST)/bin/python -m pip freeze --exclude-editable | $(PYTHON) tools/versions.py exact > constraints.txt

clean: ## Remove what was built and installed
	rm -rf build dist $(VENV) $(LOWEST) $(NEWEST) .pytest_cache .mypy_cache .ruff_cache .hypothesis

%/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "statusreport needs Python 3.11 or newer; name one as in: make build PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $*
	$*/bin/python $(INSTALL) --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.tool: $(VENV)/.python pyproject.toml constraints.txt
	$(BIN)/python $(INSTALL) $(EXACT) --editable ".[all]"
	@touch $@

$(VENV)/.dev: $(VENV)/.tool
	$(BIN)/python $(INSTALL) $(EXACT) --group dev
	@touch $@

$(LOWEST)/.test: $(LOWEST)/.python pyproject.toml tools/versions.py
	$(PYTHON) tools/versions.py floors > $(LOWEST)/floors.txt
	$(LOWEST)/bin/python $(INSTALL) --constraint $(LOWEST)/floors.txt --editable ".[all]" --group test
	@touch $@

.PRECIOUS: %/.python
