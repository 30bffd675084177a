package javawire.bench;

/** Repeats an operation for a while. */
final class Timing {
    /** Results go here, so that the compiler cannot leave out the work. */
    static volatile Object sink;

    private Timing() {}

    interface Operation {
        Object once() throws Exception;
    }

    /** Returns the nanoseconds that it took and how often it was done, at least once. */
    static long[] repeat(Operation operation, long millis) throws Exception {
        long atLeast = millis * 1_000_000;
        long iterations = 0;
        long batch = 1;
        long start = System.nanoTime();
        while (true) {
            for (long i = 0; i < batch; i++) {
                sink = operation.once();
            }
            iterations += batch;
            long elapsed = System.nanoTime() - start;
            if (elapsed >= atLeast) {
                return new long[] {elapsed, iterations};
            }
            // The clock is read often enough to stop in time and seldom enough not to count.
            batch = Math.max(1, Math.min(2 * batch, 10_000_000 * iterations / Math.max(1, elapsed)));
        }
    }
}
