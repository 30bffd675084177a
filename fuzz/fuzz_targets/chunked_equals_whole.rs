#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| javawire::fuzzing::chunked_equals_whole(bytes));
