# What one does with the project. `make` alone lists it.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
COMPILE_LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet

export PYTHONUNBUFFERED := 1

.PHONY: help demo prepare-demo dev test check lock format bench messages clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: prepare-demo ## set up everything, then serve the demonstration site on 127.0.0.1, port $PORT or 8000
	@PORT=$(PORT) BASE_URL=$${BASE_URL:-http://127.0.0.1:$(PORT)} exec $(BIN)/honcho start --env /dev/null

prepare-demo: .venv/base.stamp $(TRANSLATIONS)
	$(MANAGE) prepare_demo

dev: .venv/dev.stamp $(TRANSLATIONS) ## install what developers need into .venv

test: dev ## run the tests (those that drive a browser need Chromium)
	$(BIN)/python -m pytest

check: dev ## run every check that is not a test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	PYTHONPATH=site $(BIN)/lint-imports
	.ci/check-site
	.ci/check-requirements

lock: .venv/dev.stamp ## resolve the requirements again, into files with hashes and without addresses
	$(COMPILE_LOCK) $(UPGRADE) requirements/base.in --output-file requirements/base.txt
	$(COMPILE_LOCK) $(UPGRADE) requirements/dev.in --constraint requirements/base.txt --output-file requirements/dev.txt

format: .venv/dev.stamp ## lay the code out as the checks want it
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: dev ## print the figures of speed and size; BENCH="--sizes 5000" for a quick one
	$(BIN)/python -m tests.bench.run $(BENCH)

messages: .venv/dev.stamp ## collect the strings to translate into locale/*/LC_MESSAGES/django.po
	PYTHONPATH=. $(BIN)/pybabel --quiet extract --mapping=locale/babel.cfg --omit-header --no-location --sort-output \
		--keywords="pgettext:1c,2 pgettext_lazy:1c,2 gettext_lazy ngettext_lazy:1,2 npgettext:1c,2,3" \
		--output=locale/django.pot .
	for language in $(notdir $(patsubst %/,%,$(wildcard locale/*/))); do \
		$(BIN)/pybabel --quiet update --domain=django --input-file=locale/django.pot --output-dir=locale \
			--locale=$$language --no-fuzzy-matching --init-missing --ignore-pot-creation-date || exit 1; \
	done

clean: ## remove everything that was made, the demonstration's database included
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache $(TRANSLATIONS)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is older. Use: make PYTHON=/path/to/python3.11 demo"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/base.stamp: requirements/base.txt | .venv/bin/python
	$(PIP_INSTALL) -r requirements/base.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt requirements/base.txt | .venv/bin/python
	$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@ .venv/base.stamp

%.mo: %.po
	$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@
