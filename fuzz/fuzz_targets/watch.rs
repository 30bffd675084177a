#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| javawire::fuzzing::watch(bytes));
