# `make` alone prints the targets. The work is done by the scripts in .ci, which
# run without make too; here stands only what depends on what.
# Written for GNU make 3.81 and later (macOS has 3.81).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

CARGO_MISSING := cargo is missing. Install Rust with rustup: https://rustup.rs
need_cargo = @command -v cargo >/dev/null || { echo "$(CARGO_MISSING)" >&2; exit 1; }; .ci/crates
# $(call need_component,fmt,rustfmt)
need_component = @cargo $(1) --version >/dev/null 2>&1 || \
	{ echo "cargo $(1) is missing. Run: rustup component add $(2)" >&2; exit 1; }

# Directories are listed too: they change when a file comes or goes.
FIXTURES := $(wildcard java-fixtures/*/*.java java-fixtures/*/*/*.java)
DRIVERS := $(wildcard tests/java/drivers tests/java/drivers/*.java)
GENERATOR := $(shell find tests/java/gen)
SHOP := $(shell find tests/java/shop)
BENCH_JAVA := $(wildcard benches/java/javawire/bench benches/java/javawire/bench/*.java)
SCRIPTS := $(filter-out %.awk,$(wildcard .ci/* java-fixtures/*.sh examples/*.sh))

.PHONY: help demo test test-all test-release test-haproxy soak matrix bench bench-server bench-tap differential lint docs java clean

help: ## print these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: java ## show the swap: both conversations, each end swapped in turn
	$(need_cargo)
	cargo build --locked --release
	@examples/demo.sh

# Many of them wait for a JVM or a clock: twice as many at once as there are cores take less time.
test: java ## run the tests, against the JVM in JAVA_HOME or on PATH; of long ones a sample of the cases
	$(need_cargo)
	@.ci/test-needs || true
	cores=$$(getconf _NPROCESSORS_ONLN) && jdk=$$(.ci/jdk) && \
	RUST_TEST_THREADS="$${RUST_TEST_THREADS:-$$((2 * cores))}" \
	JAVAWIRE_JAVA="$${JAVAWIRE_JAVA:-$$jdk/bin/java}" cargo test --locked --all-features

# Those that only other tests run, and those with a target of their own, aside.
test-all: java ## run every test with every case, as CI does
	$(need_cargo)
	@.ci/test-needs || true
	jdk=$$(.ci/jdk) && \
	JAVAWIRE_JAVA="$${JAVAWIRE_JAVA:-$$jdk/bin/java}" JAVAWIRE_TEST_ALL=1 \
	cargo test --locked --all-features -- --include-ignored \
		--skip the_jvm_reads_the_same_of_many --skip jaded::as_child --skip prints_the_locale_of_this_process

test-release: ## test the commands of the release build on a terminal
	$(need_cargo)
	cargo build --locked --release
	JAVAWIRE="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/release/javawire" \
	cargo test --locked --all-features --test it cli::terminal

test-haproxy: ## test two instances behind the real HAProxy, which is installed if missing
	$(need_cargo)
	haproxy=$$(.ci/haproxy) && \
	JAVAWIRE_HAPROXY="$$haproxy" cargo test --locked --all-features --test it haproxy::

CASES ?= 1000000
SEED ?= 2

differential: java ## compare a million changed streams with the JVM; CASES=20000 SEED=3
	$(need_cargo)
	jdk=$$(.ci/jdk) && \
	JAVAWIRE_JAVA="$${JAVAWIRE_JAVA:-$$jdk/bin/java}" CASES=$(CASES) SEED=$(SEED) \
	cargo test --locked --all-features --test it differential::the_jvm_reads_the_same_of_many -- --ignored --nocapture

SOAK_SECONDS ?= 600

soak: ## ten minutes of load and faults; SOAK_SECONDS=60
	$(need_cargo)
	cargo build --locked --release
	JAVAWIRE="$${CARGO_TARGET_DIR:-$(CURDIR)/target}/release/javawire" \
	JAVAWIRE_SOAK_SECONDS=$(SOAK_SECONDS) \
	cargo test --locked --all-features --test it soak:: -- --nocapture

matrix: java ## run the eight pairs on this machine's Java and on 11, 17, 21, 25
	$(need_cargo)
	@.ci/matrix

bench: target/bench/.stamp target/java/classes/.stamp ## measure speed and memory; ARGS="--quick --only beans", ARGS=--help; LOOKING_ARGS=--help, TYPES_ARGS=--help; SERVER_ARGS as below
	$(need_cargo)
	cargo bench --locked --no-default-features --features jaded,json --bench protocol -- $(ARGS)
	cargo bench --locked --bench looking -- $(LOOKING_ARGS)
	cargo bench --locked --bench types -- $(TYPES_ARGS)
	cargo bench --locked --bench server -- $(SERVER_ARGS)

bench-server: target/java/bench/.stamp target/java/classes/.stamp ## measure servers side by side; SERVER_ARGS="--quick", SERVER_ARGS=--help
	$(need_cargo)
	cargo bench --locked --bench server -- $(SERVER_ARGS)

bench-tap: target/java/bench/.stamp ## measure the tap beside HAProxy, which is installed if missing; TAP_ARGS="--quick", TAP_ARGS=--help
	$(need_cargo)
	haproxy=$$(.ci/haproxy) && cargo bench --locked --bench tap -- --haproxy "$$haproxy" $(TAP_ARGS)

lint: ## check format, lints, documentation, scripts
	$(need_cargo)
	$(call need_component,fmt,rustfmt)
	$(call need_component,clippy,clippy)
	cargo fmt --all --check
	cargo clippy --locked --all-targets --all-features -- -D warnings
	@.ci/features
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --all-features
	@.ci/check-scripts $(SCRIPTS)

docs: ## make shell completions and the manual page, in target/docs
	$(need_cargo)
	cargo build --locked --release
	@.ci/docs target/release/javawire target/docs

java: target/java/classes/.stamp target/java/drivers/.stamp target/java/shop/.stamp target/java/gen/.stamp ## compile the Java classes and the test drivers
	@echo "Java classes are up to date in target/java"

target/java/classes/.stamp: $(FIXTURES) java-fixtures/repair.sh .ci/java-classes
	.ci/java-classes published
	@touch $@

# The drivers may use the four classes.
target/java/drivers/.stamp: $(DRIVERS) target/java/classes/.stamp
	.ci/java-classes drivers
	@touch $@

target/java/shop/.stamp: $(SHOP) .ci/java-classes
	.ci/java-classes shop
	@touch $@

target/java/gen/.stamp: $(GENERATOR) .ci/java-classes
	.ci/java-classes gen
	@touch $@

# Java 11 is the oldest that is measured.
target/java/bench/.stamp: $(BENCH_JAVA)
	rm -rf $(@D)
	mkdir -p $(@D)
	jdk=$$(.ci/jdk) && \
	"$$jdk/bin/javac" --release 11 -encoding UTF-8 -d $(@D) $(filter %.java,$^)
	@touch $@

# The streams that are measured.
target/bench/.stamp: target/java/bench/.stamp target/java/shop/.stamp
	mkdir -p $(@D)
	jdk=$$(.ci/jdk) && "$$jdk/bin/java" -cp $(<D):target/java/shop javawire.bench.Streams $(@D) && \
	"$$jdk/bin/java" -cp $(<D) javawire.bench.Orders $(@D)/orders.ser && \
	mkdir -p $(@D)/types && "$$jdk/bin/java" -cp $(<D) javawire.bench.ManyClasses $(@D)/types
	@touch $@

clean: ## remove all that was built or fetched, the Java runtimes too
	@if command -v cargo >/dev/null; then cargo clean --quiet; fi
	rm -rf target fuzz/target
