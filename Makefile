# Every target sets up what it needs. Works with GNU make 3.81 (macOS) and later.

PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin

# Hundreds of short-lived processes need what Python has compiled, whatever the machine's setting.
unexport PYTHONDONTWRITEBYTECODE

# a folder of tests for each subject of the package
SUBJECTS := $(patsubst src/twowaves/%/__init__.py,tests/%,$(wildcard src/twowaves/*/__init__.py))
NOTEBOOKS := --nbval-sanitize-with=tools/nbval.cfg

.DEFAULT_GOAL := help
.PHONY: help serve test test-all quick book plain-sphinx pdf notebooks room lab class marks bench lint format bounds advisories fresh lighthouse mutants release shuffle lock clean env browser second-browser upkeep node

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

serve: book ## build the book and serve it on this machine; prints the address
	@$(BIN)/python tools/serve.py

test: book browser second-browser node ## run every test: package, notebooks, built pages
	@$(BIN)/pytest -n $(JOBS) --dist loadfile $(NOTEBOOKS) --nbval

# Without browsers, built books and executed notebooks: what can be said in a minute and a half.
quick: env node ## run the minute's check: types, the package's tests, the cases of both languages
	@$(BIN)/mypy
	@$(BIN)/pytest -n $(JOBS) --dist loadfile -p no:nbval --quick $(wildcard tests/test_*.py) $(SUBJECTS)

test-all: book browser second-browser node ## run every test, and every sweep as a whole
	@$(BIN)/pytest -n $(JOBS) --dist loadfile $(NOTEBOOKS) --nbval --all

fresh: env ## run make test in a fresh clone of what is committed, and keep the time it took
	@$(BIN)/python tools/fresh.py

# Without the notebooks themselves, whose cells have an order; the seed is in the report's head.
shuffle: book browser second-browser node ## run the tests in random order; SEED=N repeats one
	@$(BIN)/pytest -n $(JOBS) --dist loadfile tests src --random-order $(if $(SEED),--random-order-seed=$(SEED))

book: env ## build the book into _build/html
	@$(BIN)/python tools/check_sentences.py
	@$(BIN)/python tools/engine.py
	@$(BIN)/python tools/book.py > /dev/null
	@echo "The book is in _build/html; 'make serve' shows it."

# From the network each time: the newest Sphinx and what belongs to it, beside the lock.
plain-sphinx: book ## build the book without Jupyter Book, by the newest Sphinx, and compare
	@$(BIN)/python tools/plain_sphinx.py

pdf: book browser ## print the whole book into one PDF, _build/compassion-before-and-after.pdf
	@$(BIN)/python tools/pdf.py

notebooks: env ## run every notebook and store its outputs, the same bytes each time
	@$(BIN)/python tools/make_notebooks.py

room: book browser ## measure in a browser how much room each figure takes, so that pages reserve it
	@$(BIN)/python tools/make_room.py

lab: env ## open the notebooks in JupyterLab, in plain Markdown, from _build/lab
	@$(BIN)/python tools/hand_out.py
	@$(BIN)/jupyter-lab _build/lab

# Paths go through the environment, where no character in them means anything to a shell.
class: env ## write a folder a student and a sealed key: make class NAMES=roster.csv
	@$(BIN)/python tools/make_class.py "$$NAMES" "$$KIT"

marks: env ## mark what a class returned, one row a person: make marks ANSWERS=folder
	@$(BIN)/python tools/make_marks.py "$$ANSWERS" "$$KEY" "$$MARKS"

# The peers and what they need, in the locked versions, lie beside the environment, not in it.
bench: env browser ## measure speed and weight against peers
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --target .tools/bench --require-hashes benchmarks/requirements.lock
	@PYTHONPATH=.tools/bench $(BIN)/python benchmarks/run.py

lighthouse: book browser ## let Lighthouse judge three pages, on desktop and mobile
	@$(BIN)/python tools/lighthouse.py

lint: env node ## check style, types, floors, shared sentences, scripts, workflows and the repository's make-up
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/repo-review --show err .
	@$(BIN)/zizmor --offline --quiet --no-progress .github
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python tools/check_floors.py
	@$(BIN)/python tools/check_sentences.py
	@$(BIN)/python tools/check_javascript.py

format: env node ## write code, scripts and styles in the form that make lint asks for
	@$(BIN)/ruff format
	@$(BIN)/python tools/check_javascript.py --write

# Beside the lock, so from the network each time; PYTHON chooses on which Python.
bounds: env ## run the package's tests with the lowest versions that it declares, and the newest
	@JOBS=$(JOBS) $(BIN)/python tools/bounds.py

mutants: upkeep ## break the code in small ways and count what the tests notice: hours
	@PYTHONPATH="$(CURDIR)/.tools/upkeep" JOBS=$(JOBS) $(BIN)/python tools/mutants.py $(MODULES)

release: book upkeep ## build wheel, source, archives of site, figures and notebooks, bill of materials and checksums into dist
	@PYTHONPATH="$(CURDIR)/.tools/upkeep" $(BIN)/python tools/release.py

COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

# Everything that is locked, and nothing skipped in silence; the advisories come from the network.
AUDITED := $(foreach lock,$(wildcard requirements.lock */requirements.lock */*/requirements.lock),--requirement $(lock))
advisories: upkeep ## ask for known vulnerabilities in what is locked
	@PYTHONPATH="$(CURDIR)/.tools/upkeep" $(BIN)/python -m pip_audit --strict --disable-pip --require-hashes --progress-spinner off $(AUDITED)

lock: env ## choose the newest versions that fit, for the environment, bench, upkeep and Node
	@$(COMPILE) --all-extras --group dev pyproject.toml -o requirements.lock
	@$(COMPILE) --group bench pyproject.toml -c requirements.lock -o benchmarks/requirements.lock
	@$(COMPILE) --group upkeep -c requirements.lock -o tools/requirements.lock
	@$(COMPILE) --group node -o tools/javascript/requirements.lock
	@$(COMPILE) --no-deps --group engine -o tools/engine/requirements.lock

# What a reader wrote in JupyterLab is no product of a command: _build/lab stays.
clean: ## remove what the commands made, the environment included; notebooks in _build/lab stay
	test ! -d _build || find _build -mindepth 1 -maxdepth 1 ! -name lab -exec rm -rf {} +
	rm -rf dist .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis

env:
	@$(PYTHON) tools/environment.py

browser: env
	@$(BIN)/python tools/browser.py

second-browser: env
	@$(BIN)/python tools/webkit.py

# As for bench: what only releases and mutants need lies beside the environment.
upkeep: env
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --target .tools/upkeep --require-hashes tools/requirements.lock

# Node and what it runs come from a wheel and from locks, whatever Node the machine has.
node: env
	@$(BIN)/python tools/node_packages.py
