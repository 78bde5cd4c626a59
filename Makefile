# Everything starts from a clone and Python 3.11 or newer; `make` alone says what there is.
# The environment is made once: the stamps below depend on the lock files, so a second run starts at once.

VENV := .venv
PY := $(VENV)/bin/python
DEMO := out/demo.grid
QUARTER ?= 2026Q3
# A virtual environment of somebody's own must not leak into ours.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test venv demo lint format bench soak translations lock clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

# --- the environment ---------------------------------------------------------------------------------------------

$(VENV)/.run: requirements.txt
	@echo "Seeing to the environment in $(VENV); the first time takes a minute or two"
	@.ci/environment $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@.ci/environment $(VENV) requirements.txt requirements-dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	@.ci/environment $(VENV) requirements.txt requirements-dev.txt requirements-bench.txt
	@touch $@

venv: $(VENV)/.dev ## make .venv with what running, testing and checking need

# --- the program -------------------------------------------------------------------------------------------------

run: $(VENV)/.run ## open the window on a demo register; without a display, do the same job into out/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(PY) .ci/system-libraries $(VENV) window && \
		$(MAKE) --no-print-directory $(DEMO) && \
		$(PY) main.py $(DEMO); \
	else \
		$(MAKE) --no-print-directory headless; \
	fi

$(DEMO): | $(VENV)/.run
	@mkdir -p out
	@echo "Making a demo register (once): $(DEMO)"
	@$(PY) main.py demo $(DEMO)

.PHONY: headless
headless: export QT_QPA_PLATFORM = offscreen
headless: $(VENV)/.run
	@$(PY) .ci/system-libraries $(VENV) headless
	@$(MAKE) --no-print-directory $(DEMO)
	@$(PY) main.py board $(DEMO) out/board.pdf --kind grid --paper A3
	@$(PY) main.py quarter $(DEMO) $(QUARTER) out/quarter.xlsx
	@$(PY) main.py $(DEMO) --picture out/window.png
	@echo "There is no display here, so the same job was done without one:"
	@echo "  $(DEMO)        a demo register"
	@echo "  out/board.pdf        a notice board of one grid, A3"
	@echo "  out/quarter.xlsx     the workbook of quarter $(QUARTER) for the street office"
	@echo "  out/window.png       a picture of the main window"

demo: $(VENV)/.run ## make the demo register anew (what was changed in it is lost)
	@rm -f $(DEMO) $(DEMO)-* $(DEMO).*
	@$(MAKE) --no-print-directory $(DEMO)

# --- checks ------------------------------------------------------------------------------------------------------

test: $(VENV)/.dev ## run the tests, two at a time, without a display
	@$(PY) .ci/system-libraries $(VENV) headless
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 $(ARGS)

soak: $(VENV)/.dev ## run the reliability tests with their full counts (half an hour or more)
	@$(PY) .ci/system-libraries $(VENV) headless
	QT_QPA_PLATFORM=offscreen GRID_REGISTER_SOAK=1 $(PY) -m pytest tests/reliability tests/intake/test_hostile.py $(ARGS)

bench: $(VENV)/.bench ## measure: one table, each line a ratio against a baseline run beside it
	@$(PY) .ci/system-libraries $(VENV) headless
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks $(ARGS)

lint: $(VENV)/.dev ## ruff, the form of the code, and types (strict on models/ and exports/)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(VENV)/.dev ## bring the code into form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# --- words and locks ---------------------------------------------------------------------------------------------

LOCALES := resources/translations
DOMAIN := grid_register

translations: $(VENV)/.dev ## collect the words to translate, bring the catalogues up to date, compile them
	@mkdir -p $(LOCALES)
	@.ci/translations $(VENV)/bin/pybabel $(LOCALES) $(DOMAIN)

lock: ## write the lock files anew from requirements*.in (UPGRADE=1 moves to the newest versions)
	@PYTHON=$(PYTHON) .ci/lock

clean: ## remove the environment, caches and what was made; registers in out/ too
	rm -rf $(VENV) build out .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
