# make demo    own environment, install, score the example pairs and scan the example articles that ship with the project
# make test    the same environment: lint, types, tests
# make wheel   build the wheel, install it in a clean environment, try the command there
# make bench   pairs a second against sentence-transformers' CrossEncoder, same weights, one run
PYTHON ?= python3
BIN := .venv/bin

.PHONY: env demo test wheel bench clean
env: .venv/.complete

# torch first and pinned: a range would take builds with gigabytes of CUDA.
.venv/.complete: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Counterclaim needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: env
	$(BIN)/python -m counterclaim.scripts.demo
	$(BIN)/counterclaim scan eval/data/articles --parties eval/data/example_parties.yaml -o demo/
	@echo "Open demo/report.html in a browser."

test: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

wheel: env
	PYTHON="$(abspath $(BIN))/python" scripts/try_wheel.sh

bench: env
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m counterclaim.eval.bench

clean:
	rm -rf .venv build dist demo *.egg-info .mypy_cache .ruff_cache .pytest_cache
