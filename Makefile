# nnc: `make run` on a fresh machine draws the example, `make test` runs every test.
PREFIX ?= /usr/local
SWIFT ?= swift
PACKAGES = libgraphviz-dev libxxhash-dev libkainjow-mustache-dev pkg-config
# Nothing that nnc loads lies beside it, so that it need not be looked for there at each start.
STATIC = --configuration release --static-swift-stdlib --disable-local-rpath
# Types of generic code are asked for by calls, not by names that each start would read and look up.
STATIC += -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
# Nor need it move itself to another address, or load a library for GCC; and it exports nothing, so that what it never
# calls is left out.
ifeq ($(shell uname),Linux)
STATIC += -Xlinker -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker --no-export-dynamic
endif

.PHONY: run test test-browser install setup build figures bench bench-quick bench-build bench-docs lint clean

run: build
	.build/release/nnc examples/two_layer_net.nn --emit svg
	@echo "The figure is examples/two_layer_net.svg"

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# Opens a site in headless Chromium and uses it.
test-browser: build
	python3 Tests/Browser/site_test.py .build/release/nnc

build: setup
	@sh scripts/static.sh "$$($(SWIFT) build $(STATIC) --show-bin-path)"
	$(SWIFT) build $(STATIC) --product nnc

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/nnc "$(DESTDIR)$(PREFIX)/bin/nnc"

# Installs what is missing, on Debian and its relatives; elsewhere it says what is needed.
setup:
	@sh scripts/setup.sh $(PACKAGES)

# Makes the pictures of the README anew.
figures: build
	sh scripts/figures.sh .build/release/nnc docs/figures

# nnc against its limits and its peers, side by side in one run; README's table is what it prints.
bench: bench-build
	@sh scripts/bench.sh --peers
	python3 Benchmarks/bench.py --python .build/bench-venv/bin/python --json .build/bench/results.json $(BENCH)

# The same in a minute, with what is installed: says that the harness works, not how fast anything is.
bench-quick: bench-build
	@sh scripts/bench.sh
	python3 Benchmarks/bench.py --quick --json .build/bench/quick.json

bench-build: build
	$(SWIFT) build $(STATIC) --product BenchmarkSide

# nnc docs against the program dot, on 1,000 models made for it.
bench-docs: build
	@sh scripts/setup.sh graphviz
	python3 Benchmarks/Docs/bench.py .build/release/nnc

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Benchmarks

clean:
	rm -rf .build
