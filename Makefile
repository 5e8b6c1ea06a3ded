# Needed before: Debian's python3, python3-venv and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements.lock

.PHONY: audit test check nightly bench lock docs lab clean

audit: $(VENV)/.installed  ## install, crawl the bundled demo district, judge it, write the report
	$(BIN)/zwgk demo --data data/demo --out out/demo

test: $(VENV)/.installed  ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.installed  ## what every change must pass
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m docs.generate --check
	$(BIN)/python -m pytest -n 2 --dist loadgroup

nightly: $(VENV)/.installed  ## twenty seeded runs under injected faults, first and later audits; half an hour
	ZWGK_NIGHTLY=1 $(BIN)/python -m pytest -n 2 tests/test_faults.py

bench: $(VENV)/.installed  ## print the figures of docs/benchmarks.md
	$(BIN)/python benchmarks/extraction.py
	$(BIN)/python benchmarks/fiscal.py
	$(BIN)/python benchmarks/discovery.py
	$(BIN)/python benchmarks/pairing.py
	$(BIN)/python benchmarks/crawl.py --quick

docs: $(VENV)/.installed  ## write the generated pages under docs/
	$(BIN)/python -m docs.generate

lab: $(VENV)/.installed  ## measure every check on the project's own corpora; some minutes
	rm -rf data/lab
	$(BIN)/python -m tests.lab_made data/lab
	$(BIN)/zwgk lab run tests/checks data/lab --write rules/lab/precision.json
	$(BIN)/python -m docs.generate

# Run by whoever changes a dependency; needs uv.
lock:
	uv pip compile --python-version 3.11 --no-emit-index-url --no-header --no-annotate --generate-hashes \
		--extra dev pyproject.toml -o $(LOCK)

$(VENV)/.installed: $(LOCK) pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) data/demo out/demo
