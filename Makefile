# Everything a person or a machine does with this tree. Needs make and Python 3.11 or newer, nothing else.
PYTHON ?= python3
WORKERS ?= 3
BIN := .venv/bin
READY := .venv/.ready
UV ?= uv
PROVE := $(BIN)/python -m pytest -n 0 -v -s --timeout=0
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml

.PHONY: help demo year kills torture backups proofs pictures sbom test databases check format lock clean

help: ## Show what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-9s %s\n", $$1, $$2}'

demo: $(READY) ## Watch a partnership go through a round, without Telegram
	@$(BIN)/vinkje demo

year: $(READY) ## Live a year with eight partnerships, and hold it against what people were promised (SEED=)
	@$(BIN)/python -m demo.year

kills: $(READY) ## Kill the bot 50 times while people answer, and count what was lost
	@$(BIN)/python -m demo.kills

torture: $(READY) ## Kill one bot 1,000 times while 48 people answer, then two bots and their database (KILLS=, SEED=)
	@$(BIN)/python -m tests.torture.kills
	@$(BIN)/python -m tests.torture.replicas

backups: $(READY) ## Back up 100 times while people answer, and restore each
	@BACKUPS=100 $(BIN)/python -m pytest -n 0 tests/operator/test_restore.py -k under_load

proofs: $(READY) ## Try what the suite tries a little of in large numbers: places, cuts, kills, crowds (an hour or two)
	@VINKJE_INTERLEAVINGS=5000 $(PROVE) tests/torture/test_two_partnerships.py
	@VINKJE_PARTNERSHIPS=10000 VINKJE_ENUMERATED=2000 $(PROVE) tests/seal
	@VINKJE_KILLS=12 $(PROVE) tests/demo/test_kills.py
	@VINKJE_EVERY_STEP=1 $(PROVE) tests/machine/test_killed_migration.py
	@VINKJE_CROWD=50 $(PROVE) tests/replicas

pictures: $(READY) ## Draw the pictures of the README and the handbook from conversations played now
	@$(BIN)/python -m demo.pictures

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

databases: $(READY) ## Run every test on PostgreSQL too, also where the database has no bearing
	@VINKJE_DATABASES=both $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

check: $(READY) ## Check style, types, imports, flows and texts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vinkje flows lint
	$(BIN)/vinkje flows schema --check
	$(BIN)/python -m texts

format: $(READY) ## Put the code in its usual shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Renew requirements/*.txt from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "uv is not here. Install it, or name it: make lock UV=path/to/uv"; exit 1; }
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --extra dev --output-file requirements/dev.txt
	$(LOCK) --extra sbom --output-file requirements/sbom.txt

sbom: ## List what a container holds, with versions, hashes and licences: build/vinkje.cdx.json
	@requirements/install "$(PYTHON)" run build/sbom/run
	@build/sbom/run/bin/python -m pip uninstall --quiet --yes pip setuptools 2>/dev/null || true  # as the Dockerfile
	@requirements/install "$(PYTHON)" sbom build/sbom/tool
	@build/sbom/tool/bin/cyclonedx-py environment build/sbom/run/bin/python --pyproject pyproject.toml \
		--output-reproducible --output-file build/vinkje.cdx.json
	@echo "build/vinkje.cdx.json"

clean: ## Remove everything that was made: environment, caches, demo output
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build demo-out *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements/dev.txt requirements/install
	@echo "Preparing .venv (a minute, once)"
	@requirements/install "$(PYTHON)"
	@touch $@
