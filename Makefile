# Two commands: `make run` and `make test`. Both install what is missing first.
.PHONY: run style build test unit compiled end2end prove negative bench pictures check tools test-tools

DATABASE ?= sqlite:data/xishan.db
LISTEN ?= 127.0.0.1:3000

# Builds, fills an empty database with the demonstration community, serves, and prints sign-in links.
run: build
	@mkdir -p data
	./target/release/xishan --database $(DATABASE) serve --demo --listen $(LISTEN)

# The same, with every part of the pages in every state at /style: look there before and after a change of style.
style: build
	@mkdir -p data
	./target/release/xishan --database $(DATABASE) serve --demo --gallery --listen $(LISTEN)

# One binary with the site inside: target/release/xishan
build: tools
	.ci/site
	cargo build --quiet --release -p server

# Every test there is. Two things are compiled at a time: what a phone downloads is put together by one thread, for minutes.
test: test-tools
	.ci/together '$(MAKE) build' '$(MAKE) check negative compiled'
	$(MAKE) unit end2end

# Style and lints, as errors.
check:
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cargo clippy --quiet -p app --no-default-features --features hydrate,desk --target wasm32-unknown-unknown -- -D warnings
	cargo clippy --quiet -p app --no-default-features --features hydrate --target wasm32-unknown-unknown -- -D warnings
	cargo clippy --quiet -p decoder --target wasm32-unknown-unknown -- -D warnings

# Rules, store and server, on SQLite and on a PostgreSQL of its own, both in memory where there is room.
unit: compiled
	.ci/in-memory .ci/with-postgres cargo nextest run --workspace --no-fail-fast

compiled: test-tools
	cargo nextest run --workspace --no-run

# A real browser on the real binary; races, deaths, power losses, and servers that break a rule on purpose. Two at a time, and beside
# them, one after the other, those that mostly wait: for a shift to be over, for a draw, for a disk, for a browser to notice something.
waiting := mooncake calligraphy lottery settled takes-back publish kill point-in-time web/faults-store web/faults-version
waiting := $(waiting:%=end2end/tests/%.test.mjs)
others := $(filter-out $(waiting),$(wildcard end2end/tests/*.test.mjs end2end/tests/*/*.test.mjs))
end2end: test-tools negative
	.ci/with-postgres .ci/together 'node --test --test-concurrency=2 $(others)' 'node --test --test-concurrency=1 $(waiting)'

# Every harness for as long as PROVE_MINUTES says (60); prints a table and keeps it in target/prove.txt.
prove: test-tools build negative
	.ci/with-postgres node end2end/prove/prove.mjs

# The server that can break a rule on purpose, for the tests of the tests. Built beside the tests, whose libraries it shares.
negative: tools
	cargo build --quiet --workspace --features server/unsafe-negative-controls --bin xishan --test tidy
	@mkdir -p target/negative && cp target/debug/xishan target/negative/xishan

# Sizes, speeds, memory. Prints; fails nothing.
bench: build
	@.ci/install bench
	cargo build --quiet --release -p bare
	.ci/with-postgres node end2end/bench.mjs

# The pictures of the README, and every page in four ways on one sheet, to look through: end2end/shots/index.html.
pictures: test-tools build
	node end2end/screens.mjs
	node end2end/sheet.mjs

tools:
	@.ci/install build

test-tools:
	@.ci/install test
