# Every task of the project. Each makes what it needs: a virtual environment in .venv, the built extension, the compiled rules.
# A fresh machine needs Python 3.11+, a C compiler and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILT := $(VENV)/.built
SOURCES := setup.py $(shell find smsparse rules models -name '*.py' -o -name '*.pyx' -o -name '*.pxi' -o -name '*.toml' -o -name '*.txt' -o -name '*.bin' -o -name '*.onnx' -o -name 'manifest.json' 2>/dev/null)

.PHONY: demo test lint types rules bench train clean

demo: $(BUILT)           ## parse a handful of messages and draw their cards
	$(BIN)/smsparse demo

test: $(BUILT)           ## the whole test suite
	$(BIN)/python -m pytest

lint: $(BUILT)           ## ruff and cython-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/cython-lint smsparse

types: $(BUILT)          ## mypy, and the stub against the compiled module
	$(BIN)/mypy smsparse synth
	$(BIN)/python -m mypy.stubtest --mypy-config-file pyproject.toml --allowlist .ci/stubtest.allow --ignore-unused-allowlist --ignore-disjoint-bases smsparse._native

rules: $(BUILT)          ## lint the rule pack and run its cases
	$(BIN)/smsparse rules check rules
	$(BIN)/smsparse rules test rules

bench: $(BUILT)          ## the benchmarks; make bench ARGS="-k parse"
	$(BIN)/python -m pytest benchmarks -p no:cacheprovider --benchmark-sort=mean $(ARGS)

train: $(BUILT)          ## train the model anew: make train DATA=path/to/data
	$(BIN)/pip install --quiet '.[train]'
	$(BIN)/python models/intent/train.py --data $(DATA) --out models/intent

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.requirements: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet 'setuptools>=77' 'cython>=3.1'
	$(BIN)/python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
	print('\n'.join(p['dependencies'] + p['optional-dependencies']['cli'] + p['optional-dependencies']['dev']))" > $@.tmp
	$(BIN)/python -m pip install --quiet -r $@.tmp
	mv $@.tmp $@

# The rules are compiled on their own first: an editable install would hide their mistakes.
$(BUILT): $(VENV)/.requirements pyproject.toml $(SOURCES)
	$(BIN)/python -m smsparse.rulepack.compiler rules smsparse/_data/builtin.pack
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info smsparse/_data
	find smsparse \( -name '*.so' -o -name '*.c' \) -delete
