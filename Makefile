# Two commands for a fresh machine: `make run` and `make test`. All else is for those who work on Knotwork.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
SOURCES := $(shell find src tests benchmarks -name '*.py' 2>/dev/null)

.PHONY: run test check lock clean test-sqlite test-postgresql test-browser test-science assets pictures

run: .make/site .make/assets
	$(BIN)/knotwork serve --demonstration --port $(PORT)

test: check test-science test-sqlite test-postgresql test-browser
	@echo "All tests passed."

.make/venv:
	@mkdir -p .make
	$(PYTHON) -m venv .venv || { echo "Python cannot make virtual environments here. On Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet uv
	@touch $@

.make/site: .make/venv requirements/site.txt pyproject.toml
	@test -e .make/dev || { $(BIN)/uv pip install --quiet --require-hashes -r requirements/site.txt && $(BIN)/uv pip install --quiet --no-deps -e . ; }
	@touch $@

.make/dev: .make/venv requirements/dev.txt pyproject.toml
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@ .make/site

.make/assets: $(wildcard .make/site) $(shell find src/knotwork/site/assets src/knotwork/pictures/pictures.css package-lock.json -type f 2>/dev/null)
	@$(MAKE) --no-print-directory assets
	@touch $@

assets:
	$(BIN)/python -m knotwork.site.assets.build
