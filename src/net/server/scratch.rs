//! Buffers of a worker, lent to one connection after another.

/// What a buffer may keep of its size when it is empty.
pub(super) const KEPT: usize = 64 * 1024;

#[derive(Debug)]
pub(super) struct Scratch {
    input: Box<[u8]>,
    output: Vec<u8>,
}

impl Scratch {
    pub(super) fn new() -> Self {
        Scratch {
            input: vec![0; KEPT].into_boxed_slice(),
            output: Vec::new(),
        }
    }

    /// Room to read into.
    pub(super) fn input(&mut self) -> &mut [u8] {
        &mut self.input
    }

    /// Lends what was read, beside the rest of the buffers.
    pub(super) fn take_input(&mut self) -> Box<[u8]> {
        std::mem::take(&mut self.input)
    }

    pub(super) fn put_input(&mut self, input: Box<[u8]>) {
        self.input = input;
    }

    /// Lends an empty buffer to write to.
    pub(super) fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    pub(super) fn put_output(&mut self, mut output: Vec<u8>) {
        output.clear();
        output.shrink_to(KEPT);
        self.output = output;
    }
}
