# Two commands for a fresh machine: `make run` and `make test`. All else is for those who work on Knotwork.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PYTEST := KNOTWORK_DATA=.make/data $(BIN)/pytest -q
ASSETS := $(shell find src/knotwork/site/assets src/knotwork/pictures/pictures.css package-lock.json -type f -not -path '*__pycache__*' 2>/dev/null)

.PHONY: run test check audit lock pictures benchmarks tables test-science test-sqlite test-postgresql test-browser

run: .make/site .make/assets
	$(BIN)/knotwork serve --demonstration --port $(PORT)

test: check test-science test-sqlite test-postgresql test-browser
	@echo "Everything passed."

check: .make/dev audit
	$(BIN)/ruff check src tests benchmarks hatch_build.py
	$(BIN)/ruff format --check src tests benchmarks hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports

# Whether a weakness is known in any dependency. Says so where nobody could be asked; KNOTWORK_AUDIT=required fails there.
audit: .make/audit
	$(BIN)/python tests/dependencies.py .make/audit-venv/bin/pip-audit requirements/*.txt

# The science is usable, and tested, where the site's packages are not installed.
test-science: .make/science
	.make/science-venv/bin/pytest -q -c tests/science/pytest.ini -n 2 tests/science

test-sqlite: .make/dev .make/assets
	$(PYTEST) -n 2 --ignore=tests/science --ignore=tests/browser

test-postgresql: .make/dev .make/assets
	KNOTWORK_DATA=.make/data $(BIN)/python tests/postgresql.py $(BIN)/pytest -q -n 2 --ignore=tests/science --ignore=tests/browser --ignore=tests/architecture --ignore=tests/pictures --ignore=tests/site

test-browser: .make/dev .make/assets
	$(PYTEST) tests/browser

# The statistics beside two other packages, and very many series at once.
benchmarks: .make/benchmarks
	.make/benchmarks-venv/bin/python -m benchmarks.analysing
	.make/benchmarks-venv/bin/python -m benchmarks.screening

# Every table of the reference, worked out anew.
tables: .make/science
	.make/science-venv/bin/python -m tests.science.reference.tables

# The pictures in the documentation, of the real pages.
pictures: .make/dev .make/assets
	DJANGO_SETTINGS_MODULE=tests.settings KNOTWORK_DATA=.make/data $(BIN)/python -m tests.browser.take_pictures

lock: .make/venv
	$(BIN)/uv pip compile -q pyproject.toml --extra site $(LOCK) -o requirements/site.txt
	$(BIN)/uv pip compile -q pyproject.toml --extra site --extra png --extra pdf --group dev $(LOCK) -o requirements/dev.txt
	$(BIN)/uv pip compile -q --group assets $(LOCK) -o requirements/assets.txt
	$(BIN)/uv pip compile -q pyproject.toml --group science $(LOCK) -o requirements/science.txt
	$(BIN)/uv pip compile -q --group audit $(LOCK) -o requirements/audit.txt
	$(BIN)/uv pip compile -q pyproject.toml --group benchmarks $(LOCK) -o requirements/benchmarks.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

.make/venv:
	@mkdir -p .make
	$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here. On Debian: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

.make/site: .make/venv requirements/site.txt pyproject.toml
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/site.txt
	$(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@

.make/dev: .make/site requirements/dev.txt
	$(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

.make/science: .make/venv requirements/science.txt pyproject.toml
	$(BIN)/uv venv --quiet --allow-existing .make/science-venv --python $(BIN)/python
	VIRTUAL_ENV=.make/science-venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/science.txt
	VIRTUAL_ENV=.make/science-venv $(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@

.make/audit: .make/venv requirements/audit.txt
	$(BIN)/uv venv --quiet --allow-existing .make/audit-venv --python $(BIN)/python
	VIRTUAL_ENV=.make/audit-venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/audit.txt
	@touch $@

.make/benchmarks: .make/venv requirements/benchmarks.txt
	$(BIN)/uv venv --quiet --allow-existing .make/benchmarks-venv --python $(BIN)/python
	VIRTUAL_ENV=.make/benchmarks-venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/benchmarks.txt
	VIRTUAL_ENV=.make/benchmarks-venv $(BIN)/uv pip install --quiet --no-deps -e .
	@touch $@

# Node, where the machine has none, comes from PyPI.
.make/assets: .make/site $(ASSETS)
	command -v npm >/dev/null || $(BIN)/uv pip install --quiet --require-hashes -r requirements/assets.txt
	$(BIN)/python -m knotwork.site.assets.build
	@touch $@
