# Every target sets up what it needs; `make demo` and `make test` work on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TRAINING := $(VENV)/training
FUZZ := $(VENV)/fuzz
PEERS := $(VENV)/peers
SHARED ?= ../shared
SECONDS ?= 60

.PHONY: help setup demo test lint fmt docs images bench compare browser corpora fuzz model evaluate build clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

setup: $(READY)  ## create the environment in .venv

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ticketlint needs Python 3.11 or newer (set PYTHON=)")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

$(TRAINING): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,training]'
	touch $@

$(FUZZ): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,fuzz]'
	touch $@

$(PEERS):
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check proselint==0.16.0

demo: $(READY)  ## lint the example tickets
	$(BIN)/ticketlint check examples/ --fail-on never

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY)  ## format, types, layers, dependencies, generated pages
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .
	$(BIN)/python docs/generate.py --check

fmt: $(READY)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(READY)  ## write the generated pages
	$(BIN)/python docs/generate.py

images: $(READY)  ## take the pictures of the review anew (needs make browser)
	$(BIN)/python docs/images.py

bench: $(READY) $(PEERS)  ## measure speed and memory, of the review too
	$(BIN)/python -m benchmarks.commands --shared $(SHARED) --proselint $(PEERS)/bin/proselint
	$(BIN)/python -m benchmarks.costs --shared $(SHARED)
	$(BIN)/python -m benchmarks.counts
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python -m benchmarks.throughput
	$(BIN)/python benchmarks/backlog.py
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/review.py
	$(BIN)/python benchmarks/servers.py

compare: $(READY)  ## compare 2,000 tickets with everything annotated
	COMPARED_TICKETS=2000 SHARED_TICKETS=$(SHARED) $(BIN)/python -m pytest -n0 tests/judging/test_everything.py

browser:  ## install the browser that the tests of the review use
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core

corpora: $(READY)  ## check every export and corpus, count tickets in and out
	$(BIN)/python benchmarks/corpora.py --shared $(SHARED)

fuzz: $(FUZZ)  ## fuzz each reader for SECONDS, tell what breaks
	$(BIN)/python -m fuzz --seconds $(SECONDS) --shared $(SHARED)

model: $(TRAINING)  ## train the pipeline and the classifiers again
	$(BIN)/python -m training.pipeline.ud --treebank $(SHARED)/treebanks --output src/ticketlint/annotation/pipeline/data
	$(BIN)/python -m training.pipeline.nouns --treebank $(SHARED)/treebanks
	$(BIN)/python -m training.words.train --shared $(SHARED)
	$(BIN)/python -m training.folds --shared $(SHARED)
	$(BIN)/python -m training.asking.train --shared $(SHARED)
	$(BIN)/python -m training.scoring.fit --shared $(SHARED)
	$(BIN)/python -m training.measuring.pipeline --shared $(SHARED)

evaluate: $(TRAINING)  ## measure the pipeline and the rules on labelled data
	$(BIN)/python -m training.measuring.pipeline --shared $(SHARED)
	$(BIN)/python -m training.measuring.rules --shared $(SHARED)
	$(BIN)/python -m training.measuring.reports --shared $(SHARED)
	$(BIN)/python -m training.measuring.asked_back --shared $(SHARED)

build: $(READY)  ## build wheel and sdist into dist/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt build
	$(BIN)/python -m build

clean:  ## remove what was built
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
