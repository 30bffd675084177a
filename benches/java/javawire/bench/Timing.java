package javawire.bench;

/** Repeats an operation for a while. */
final class Timing {
    /** Results go here, so that the compiler cannot leave out the work. */
    static volatile Object sink;

    private Timing() {}

    interface Operation {
        Object once() throws Exception;
    }

    /** What takes so many times the time that was asked for is done once. */
    private static final int LONG = 4;

    /**
     * Returns the nanoseconds that it took and how often it was done. It is done once before, as
     * benches/protocol/worker.rs says.
     */
    static long[] repeat(Operation operation, long millis) throws Exception {
        long atLeast = millis * 1_000_000;
        long first = times(operation, 1);
        if (first >= LONG * atLeast) {
            return new long[] {first, 1};
        }
        long elapsed = 0;
        long iterations = 0;
        long batch = 1;
        while (elapsed < atLeast) {
            elapsed += times(operation, batch);
            iterations += batch;
            // The clock is read often enough to stop in time and seldom enough not to count.
            batch = Math.max(1, Math.min(2 * batch, 10_000_000 * iterations / Math.max(1, elapsed)));
        }
        return new long[] {elapsed, iterations};
    }

    private static long times(Operation operation, long times) throws Exception {
        long start = System.nanoTime();
        for (long i = 0; i < times; i++) {
            sink = operation.once();
        }
        return System.nanoTime() - start;
    }
}
