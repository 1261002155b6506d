# Every target sets up what it needs. Works with GNU make 3.81 (macOS) and later.

PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin
BENCH := .tools/bench

.DEFAULT_GOAL := help
.PHONY: help serve test book notebooks lab bench lint lock clean env browser

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

serve: book ## build the book and serve it on this machine; prints the address
	@$(BIN)/python tools/serve.py

test: book browser ## run every test: package, notebooks, built pages
	@$(BIN)/pytest -n $(JOBS) --dist loadfile --nbval

# A page with a warning must be read again next time, or the next build would pass in silence.
book: env ## build the book into _build/html
	@$(BIN)/jupyter-book build . -q -W -n --keep-going || { rm -rf _build/.doctrees; exit 1; }

notebooks: env ## run every notebook and store its outputs, the same bytes each time
	@$(BIN)/python tools/make_notebooks.py

lab: env ## open the notebooks in JupyterLab
	@$(BIN)/jupyter-lab notebooks

bench: env browser ## measure speed and weight against peers (benchmarks/)
	@test -d $(BENCH) || $(BIN)/python -m venv --system-site-packages --without-pip $(BENCH)
	@$(BIN)/uv pip install --quiet --python $(BENCH)/bin/python --require-hashes -r benchmarks/requirements.lock
	@$(BENCH)/bin/python benchmarks/run.py

lint: env ## check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

lock: env ## choose the newest versions that fit, for the environment and for bench
	@$(BIN)/uv pip compile --quiet --upgrade $(LOCKED) --group dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade $(LOCKED) --group bench pyproject.toml -c requirements.lock -o benchmarks/requirements.lock

LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

clean: ## remove what the commands made, the environment included
	rm -rf _build .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis

env:
	@$(PYTHON) tools/environment.py

browser: env
	@$(BIN)/python tools/browser.py
