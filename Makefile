# Each target does everything that it needs, from nothing: Python 3.11+ and make are enough.

PYTHON ?= python3
PORT ?= 8000
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
PYTEST_ARGS ?= --numprocesses=2

VENV := .venv
STAMP := $(VENV)/.stamp
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
DEVELOPMENT := DEBUG=1
PRODUCTION := DEBUG=0 ALLOWED_HOSTS=portail.example SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')
COMPILE := CUSTOM_COMPILE_COMMAND='make lock' var/lock/bin/pip-compile --quiet $(if $(UPGRADE),--upgrade) --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

# The API's schema is read from the vocabulary: checking it asks for tables, in a file of its own.
CHECKED := $(CURDIR)/var/check.sqlite3

# Pictures are taken of a story that is told on a database of its own.
PICTURED := $(CURDIR)/var/pictures.sqlite3

HTML_CHECKER := var/npm/node_modules/vnu-jar/build/dist/vnu.jar

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test bench load audit fuzz lint check html-checker test-sqlite test-postgresql pictures format lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 20

setup: $(STAMP) ## environment and dependencies, in .venv

run: $(STAMP) ## the site on http://127.0.0.1:8000 (PORT=… changes it)
	@$(DEVELOPMENT) $(MANAGE) migrate --verbosity 0
	@$(DEVELOPMENT) $(MANAGE) load_catalogue --if-changed
	@$(DEVELOPMENT) $(MANAGE) demo_account
	@$(DEVELOPMENT) PYTHONUNBUFFERED=1 $(MANAGE) runserver 127.0.0.1:$(PORT)

test: lint check html-checker test-sqlite test-postgresql ## every check, then the suite on SQLite and on PostgreSQL

lint: $(STAMP) ## ruff: rules and format
	@echo '== ruff'
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo 'Not formatted: run "make format".'; exit 1; }

check: $(STAMP) ## migrations and production settings
	@echo '== migrations, production settings'
	@$(PRODUCTION) DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@mkdir -p var && rm -f $(CHECKED)*
	@$(PRODUCTION) DATABASE_URL=sqlite:///$(CHECKED) $(MANAGE) migrate --verbosity 0
	@$(PRODUCTION) DATABASE_URL=sqlite:///$(CHECKED) $(MANAGE) check --deploy --fail-level WARNING

html-checker: ## the Nu Html Checker, where npm can bring it (Java runs it)
	@command -v npm >/dev/null && $(MAKE) --silent --no-print-directory $(HTML_CHECKER) || echo 'The pages are not checked as HTML: that asks for npm, a registry and Java.'

$(HTML_CHECKER): requirements/package-lock.json
	@echo '== installing the Nu Html Checker'
	@mkdir -p var/npm && cp requirements/package.json $< var/npm
	@npm ci --prefix var/npm --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

test-sqlite: $(STAMP) ## the suite on SQLite
	@echo '== tests on SQLite'
	@DATABASE_URL=sqlite://:memory: $(PY) -m pytest $(PYTEST_ARGS)

test-postgresql: $(STAMP) ## the suite on PostgreSQL (TEST_DATABASE_URL=… names the server)
	@echo '== tests on PostgreSQL'
	@DATABASE_URL='$(TEST_DATABASE_URL)' $(PY) -m pytest $(PYTEST_ARGS)

audit: $(STAMP) ## common mistakes (bandit), known faults of the locked versions where a registry answers
	@echo '== bandit (B308, B608, B703: judged line by line as S308 and S608 of ruff)'
	@$(PY) -m bandit --quiet --severity-level medium --skip B308,B608,B703 --recursive portal pathways schemes
	@echo '== pip-audit'
	@$(PY) -m tests.audit

fuzz: $(STAMP) ## 20,000 requests that nobody should send, on SQLite; none may be answered by an error of ours
	@DATABASE_URL=sqlite://:memory: FUZZ_EXAMPLES=320 FUZZ_AT_LEAST=20000 $(PY) -m pytest tests/fuzz

bench: $(STAMP) ## the benchmarks: questions asked, speed under load; ratios first (BENCH=quick)
	@DATABASE_URL=sqlite://:memory: $(PY) -m tests.benchmarks
	@TEST_DATABASE_URL='$(TEST_DATABASE_URL)' $(PY) -m tests.benchmarks.speed $(BENCH)

load: $(STAMP) ## a minute of readers, an editor and an import at once, on both databases: errors, losses, p99
	@TEST_DATABASE_URL='$(TEST_DATABASE_URL)' $(PY) -m tests.benchmarks.minute

pictures: $(STAMP) ## the pictures of README.md and of the editors' guide, taken anew (Chromium)
	@mkdir -p var && rm -f $(PICTURED)*
	@$(DEVELOPMENT) DATABASE_URL=sqlite:///$(PICTURED) $(MANAGE) migrate --verbosity 0
	@$(DEVELOPMENT) DATABASE_URL=sqlite:///$(PICTURED) $(MANAGE) load_catalogue --verbosity 0
	@$(DEVELOPMENT) DATABASE_URL=sqlite:///$(PICTURED) DJANGO_ALLOW_ASYNC_UNSAFE=1 DJANGO_SETTINGS_MODULE=portal.settings $(PY) -m tests.pictures

format: $(STAMP) ## mends what ruff can mend
	@$(PY) -m ruff check --fix --quiet
	@$(PY) -m ruff format --quiet

lock: ## requirements/*.in into *.txt, with hashes (UPGRADE=1 takes the newest versions)
	@$(PYTHON) -m venv var/lock && var/lock/bin/python -m pip install -qq --disable-pip-version-check pip-tools
	@$(COMPILE) --output-file requirements/runtime.txt requirements/runtime.in
	@$(COMPILE) --output-file requirements/dev.txt requirements/dev.in

clean: ## removes the environment and what running has written, the database included
	@rm -rf $(VENV) var

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"Python 3.11 or newer is needed, this one is {v.major}.{v.minor}: name another with make PYTHON=…")'
	@$(PYTHON) -c 'import ensurepip' || { echo 'Python has no venv here: on Debian, apt-get install python3-venv.'; exit 1; }
	@echo 'Installing the dependencies in $(VENV) (about a minute the first time)…'
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@
