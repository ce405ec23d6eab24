# Everything a person or CI does here. `make help` lists it.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT
TENANT_PART := tests/distribution tests/isolation/test_mission.py tests/isolation/test_twilio_routing.py \
  $(addprefix tests/tenants/test_,scope.py managers_reads.py managers_writes.py constraints.py \
  row_security.py configuration.py idempotency.py audit.py) \
  $(addprefix tests/telephony/test_,knowledge_api.py webhooks.py repeated_deliveries.py \
  status_callbacks.py trouble.py calls_api.py analytics_api.py \
  appointments_api.py) tests/templates_brain/test_sync_api.py

.DEFAULT_GOAL := help
.PHONY: help install run serve call test prove-isolation mutate lint format schema calls faults \
  calls-under-faults orders bench load spread years backup-rehearsal distributed check-deployment secrets \
  vectors lock

help:  ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

install: .venv/installed  ## Create .venv and install the locked dependencies

.venv/installed: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked dependencies (once)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing the locked development tools (once)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: export DEBUG := on
run: install  ## Serve on http://127.0.0.1:8000 (PORT) with demo data; needs nothing else
	@$(BIN)/python manage.py load_demo > /dev/null
	@$(BIN)/python manage.py runserver --noreload --skip-checks 127.0.0.1:$(PORT)

serve: install  ## Serve in production (PORT, WORKERS; settings from the environment)
	@$(BIN)/python manage.py migrate --verbosity 0
	@test -z "$$OWNER_DATABASE_URL" || $(BIN)/python manage.py create_database_roles > /dev/null
	@test -z "$$OWNER_DATABASE_URL" || $(BIN)/python manage.py make_partitions > /dev/null
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@unset OWNER_DATABASE_URL; exec $(BIN)/gunicorn --config clientsvia/gunicorn.py clientsvia.wsgi

call: export DEBUG := on
call: export LOG_LEVEL := WARNING
call: install  ## Play a demo call and print it as a conversation
	@$(BIN)/python manage.py load_demo > /dev/null 2>&1
	@$(BIN)/python manage.py simulate_call --as conversation --to +12395550100 \
	  --say "um I need to uh schedule an appointment" --say "how much is a service call" \
	  --say "my kitchen sink is leaking" --say "twelve oak street" --say "yes" \
	  --say "tomorrow afternoon" --say "the first one" --say "joe miller" --say "yes" \
	  --say "yes" --say "thanks bye" --hangup

test: .venv/installed-dev  ## Run every test on the PostgreSQL and Redis that it brings
	@command -v chromium > /dev/null || echo "ATTENTION: Chromium is not installed: the tests in a browser do NOT run."
	@$(BIN)/pytest -n 2 --dist loadfile
	@echo "The locks once more on SQLite:"
	@DATABASE_URL=sqlite:///var/test/clientsvia.sqlite3 $(BIN)/pytest -n 2 --dist loadfile tests/tenants tests/isolation --ignore tests/isolation/test_source.py

prove-isolation: .venv/installed-dev  ## Prove that company A never sees B's data, and print which lock stopped what
	@$(BIN)/pytest -n 2 tests/isolation
	@$(BIN)/pytest -s tests/isolation/test_ablation.py 2> /dev/null

mutate: .venv/installed-dev  ## Break what keeps companies apart line by line; each change has to break a test
	@$(BIN)/python -m tests.mutation

lint: .venv/installed-dev  ## Check style, types, import directions, migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@DEBUG=on $(BIN)/python manage.py makemigrations --check --dry-run --verbosity 0
	@DEBUG=on $(BIN)/python manage.py check
	@$(BIN)/python -m tests.migration_lint

format: .venv/installed-dev  ## Format the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

schema: export DEBUG := on
schema: .venv/installed-dev  ## Write the OpenAPI document and the table of views, after the API changed
	@$(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml
	@$(BIN)/python manage.py shell --command "from tests.api.views import write_table; write_table()" --no-imports

calls: export DEBUG := on
calls: .venv/installed-dev  ## Write the page of the scripted calls, after they changed
	@$(BIN)/python manage.py shell --command "from tests.scripted.page import write_page; write_page()" --no-imports

faults: .venv/installed-dev  ## Call a server while what it rests on is away, hung, slow or full
	@$(BIN)/python -m tests.faults

calls-under-faults: export EVERY_SCRIPT := on
calls-under-faults: .venv/installed-dev  ## Play every scripted call with Redis or the database away or hung
	@$(BIN)/pytest tests/scripted/test_under_faults.py tests/faults/test_real_servers.py

orders: .venv/installed-dev  ## Deliver one call's callbacks in 1,000 orders, some twice
	@$(BIN)/pytest --hypothesis-profile=thorough tests/telephony/test_callback_order.py

distributed: export DISTRIBUTED := on
distributed: .venv/installed-dev  ## Run the tenant part of the tests on tables spread by company
	@$(BIN)/pytest $(TENANT_PART)

bench: .venv/installed-dev  ## Measure, print, and write var/bench.json
	@$(BIN)/python -m tests.bench

load: .venv/installed-dev  ## Call a server from all sides for five minutes, and look at every turn
	@$(BIN)/python -m tests.load

spread: .venv/installed-dev  ## Measure turns over 10,000 companies, and over ten of them
	@$(BIN)/python -m tests.load.spread --agents 10000

check-deployment: .venv/installed-dev  ## Run what docker-compose.yml names, on this machine, and reload it under load
	@$(BIN)/python -m tests.deployment

secrets:  ## Make the secrets that docker-compose.yml reads, those that are not there yet
	@sh deploy/make_secrets.sh

years: .venv/installed-dev  ## Fill a PostgreSQL with five million turns and explain what is read
	@$(BIN)/python -m tests.years

backup-rehearsal: .venv/installed-dev  ## Back up, restore into an empty server, and look it over
	@$(BIN)/python -m tests.rehearsal

vectors: export DEBUG := on
vectors: install  ## Encode the bundled templates' triggers again, after they changed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py encode_brains

lock: .venv/installed-dev  ## Pin the newest allowed dependencies again
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock
