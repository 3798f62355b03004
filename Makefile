# Everything sets itself up on first use; needed are Python 3.11 or newer (with venv) and make.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The first interpreter that is new enough and can make an environment.
FIND_PYTHON := for p in $(PYTHON) python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && exit; done

COMPILE := $(BIN)/uv pip compile pyproject.toml --no-config --group build --universal --generate-hashes \
	--python-version 3.11 --custom-compile-command "make lock" --quiet

.PHONY: run test check bench messages pictures lock upgrade fmt clean

run: $(VENV)/run.done ## serve the configured bots, or show the demo course
	@exec $(BIN)/talkoot run

test: $(VENV)/dev.done ## the whole suite, on SQLite and PostgreSQL
	$(BIN)/pytest -m "not slow" -n 4 --dist loadfile $(ARGS) # they wait more than they compute
	$(BIN)/pytest -m slow --ignore=tests/simulation -n 2 --dist loadfile $(ARGS) || [ $$? -eq 5 ] # 5: none of them is slow
	$(BIN)/pytest -m slow tests/simulation $(ARGS) || [ $$? -eq 5 ] # these need both cores for themselves

check: $(VENV)/dev.done ## form, types, who imports whom, and pages that are generated
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/talkoot docs commands --check docs/commands.md
	$(BIN)/talkoot config example --check config.example.toml

bench: $(VENV)/dev.done ## measure; the figures are explained in docs/performance.md
	$(BIN)/python tests/bench/run.py

messages: $(VENV)/dev.done ## take new and changed sentences into the catalogues of all languages
	@$(BIN)/python -m bot.wording.gathering

pictures: $(VENV)/dev.done ## take the pictures of README.md anew; needs Chromium and pngquant
	@$(BIN)/python -m tests.playground.pictures

fmt: $(VENV)/dev.done ## put code into form
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: $(VENV)/dev.done ## write down the exact versions again after a change in pyproject.toml
	$(COMPILE) --extra dev --output-file requirements/dev.txt
	$(COMPILE) --extra demo --constraint requirements/dev.txt --output-file requirements/run.txt

upgrade: $(VENV)/dev.done ## the newest versions that pyproject.toml allows
	rm requirements/*.txt
	$(MAKE) --assume-old=$(VENV)/dev.done lock

clean: ## forget the environment; the next command makes it anew
	rm -rf $(VENV)

$(BIN)/python:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "Talkoot needs Python 3.11 or newer with venv, and none was found." \
			"Install it (Debian, Ubuntu: apt install python3 python3-venv) and try again." >&2; exit 1; fi; \
	echo "Making an environment in $(VENV) with $$python; this happens once."; \
	"$$python" -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Talkoot needs; this takes a minute or two."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Talkoot and its tests need; this takes a minute or two."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.done
