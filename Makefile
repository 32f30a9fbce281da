# One command for each thing; `make help` lists them. Needs only python3 (3.10 or newer), git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
CDK := cdk --no-notices
WHOLLY_COVERED := iam_stacks/policy/*,iam_stacks/account/*,iam_stacks/checks/*,iam_stacks/escalation/*,iam_stacks/guarantees/*,iam_stacks/monitoring/*,iam_stacks/evidence/*
STATE := .venv/.installed node_modules/.installed

.DEFAULT_GOAL := help

.PHONY: help
help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s'|'

.PHONY: setup
setup: $(STATE) ## install everything, once

$(VENV)/.installed: requirements.txt
	@echo 'Installing Python packages, Node and the CDK CLI beside the code: once, for a minute or two.'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.installed
	npm ci --silent --no-audit --no-fund
	@touch $@

.PHONY: synth
synth: $(STATE) ## write CloudFormation templates to cdk.out, and fail when a check does
	$(CDK) synth --quiet

.PHONY: check
check: $(STATE) ## ruff and mypy
	ruff format --check
	ruff check
	mypy

.PHONY: test
test: $(STATE) ## everything that needs no emulator, with coverage
	# In the order of folders: by the number of tests the longest files, which have few, would come last, and alone.
	pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/integration --cov --cov-report= --durations=5
	coverage report --fail-under=95
	coverage report --include='$(WHOLLY_COVERED)' --fail-under=100

.PHONY: mutation
mutation: $(STATE) ## the tests of the engine and of the checks against every rule taken out
	python -m tests.policy.mutation
	python -m tests.policy.test_differential
	python -m tests.escalation.test_properties
	IAM_STACKS_EXAMPLES=250 pytest -q tests/guarantees/test_properties.py
	python -m tests.checks.without_rules

.PHONY: integration
integration: $(STATE) ## real deploys to the local account
	python -m emulator start
	status=0; pytest -n 4 --dist loadfile tests/integration --durations=5 || status=$$?; python -m emulator stop; exit $$status

.PHONY: deploy-local
deploy-local: $(STATE) ## deploy the estate of iam.yaml to a local AWS account, and show what exists there
	python -m emulator start
	$(CDK) synth --quiet
	eval "$$(python -m emulator env)" && cd .emulator && $(CDK) bootstrap "aws://$$AWS_ACCESS_KEY_ID/$$AWS_REGION"
	eval "$$(python -m emulator env)" && $(CDK) --app cdk.out deploy --all --require-approval never
	python -m emulator show
	@echo
	@echo 'The account is running. Talk to it:  eval "$$(python3 -m emulator env)"   Stop it:  make destroy-local'

.PHONY: destroy-local
destroy-local: $(STATE) ## remove the estate from the local account, and stop it
	eval "$$(python -m emulator env)" && $(CDK) --app cdk.out destroy --all --force
	python -m emulator stop

.PHONY: docs
docs: $(STATE) ## write what is generated from the code
	python -m docs.generate

.PHONY: data
data: $(STATE) ## write the package data that comes from other packages
	python -m tools.aws_managed_policies

.PHONY: benchmark
benchmark: $(STATE) ## measure speed, side by side with others
	python -m benchmarks

.PHONY: clean
clean: ## remove everything that is not in git
	-python3 -m emulator stop
	rm -rf $(VENV) .emulator node_modules cdk.out dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
