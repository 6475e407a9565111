# Varsle. `make help` lists what can be done; `make demo` and `make test` need nothing but Python 3.11+ and make.
SHELL := /bin/sh
VENV := .venv
SUPPLY := .venv-supply
PY := $(VENV)/bin/python
PYTHON ?= python3
INSTALLED := $(VENV)/.installed
NODE_INSTALLED := node_modules/.installed
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help install demo test check format bench manifest docs lock supply clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1|\2/' | column -t -s '|'

install: $(INSTALLED) $(NODE_INSTALLED) ## everything into this checkout: .venv and node_modules

$(INSTALLED): requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(NODE_INSTALLED): package-lock.json $(INSTALLED)
	$(VENV)/bin/npm ci --silent
	@touch $@

demo: install ## the bot in a browser, with invented people: http://127.0.0.1:3978/demo
	$(PY) -m demo $(ARGS)

test: install ## every test, as many at once as there are cores
	$(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: install ## formatting, types, imports, words, manifest, generated documents
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m pytest -q tests/domain/test_words.py tests/manifest tests/test_documents.py tests/test_rules.py

format: install ## put the code in the house's form
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: install ## measure against an unmodified botbuilder echo, in one interleaved run
	$(PY) -m tests.bench $(ARGS)

manifest: install ## the Teams app package, as a zip: needs VARSLE_APP_ID and VARSLE_PUBLIC_HOST
	$(PY) -m manifest.build $(ARGS)

docs: install ## write the generated tables into ARCHITECTURE.md
	$(PY) -m tests.documents

lock: install ## pin every dependency anew, with hashes and without addresses
	$(VENV)/bin/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --strip-extras --allow-unsafe -o requirements.txt pyproject.toml
	$(VENV)/bin/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --strip-extras --allow-unsafe --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	$(VENV)/bin/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --strip-extras --allow-unsafe -o requirements-supply.txt requirements-supply.in

$(SUPPLY)/.installed: requirements-supply.txt
	$(PYTHON) -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

supply: install $(SUPPLY)/.installed ## what Varsle is made of: SBOM, licences, known vulnerabilities
	$(PY) -m tests.supply

clean: ## remove what the commands above have made
	rm -rf $(VENV) $(SUPPLY) node_modules build var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
