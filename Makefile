# A newcomer needs two commands: make demo, make test. Nothing but Python 3.11+, git and make has to be there.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: all demo test check fix lock bench bench-evaluate bench-intake bench-defects bench-kill bench-mutate bench-plans bench-doctor clean
all: .venv/ready

# Pinned by hash; uv is quick, pip does the same where uv cannot be had.
.venv/locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv || echo "no uv: pip does it, more slowly"
	{ test -x $(BIN)/uv && $(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock; } \
	  || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/ready: .venv/locked pyproject.toml
	{ test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; } \
	  || $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src  # half a second less for every command, also where bytecode is not written
	@touch $@

demo: .venv/ready
	$(BIN)/junheng demo

test: .venv/ready
	$(BIN)/python -m pytest -n 2

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_budgets.py tests/test_house.py

fix: .venv/ready
	$(BIN)/ruff check --fix .

# After a change of the dependencies in pyproject.toml.
lock: .venv/ready
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

bench: bench-evaluate bench-intake bench-defects

bench-evaluate: .venv/ready
	$(BIN)/junheng bench evaluate

bench-intake: .venv/ready
	$(BIN)/junheng bench intake

# DATA="one two" adds the workbooks of further counties.
bench-defects: .venv/ready
	$(BIN)/junheng bench defects $(addprefix --data ,$(DATA))

# Both take a while: a thousand killed deliveries, ten thousand damaged workbooks. DATA="one two" adds workbooks and folders.
bench-kill: .venv/ready
	$(BIN)/junheng bench kill

# The plans of the tests, target by target; DATA=FOLDER adds d1.txt to d5.txt.
bench-plans: .venv/ready
	$(BIN)/junheng bench plans $(addprefix --data ,$(DATA))

bench-mutate: .venv/ready
	$(BIN)/junheng bench mutate $(DATA)

# Plans with planted problems, problem by problem; DATA=FOLDER adds the five plans d1.txt to d5.txt.
bench-doctor: .venv/ready
	$(BIN)/junheng bench doctor $(addprefix --data ,$(DATA))

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis out
