package javawire.bench;

/** Runs work where Java's recursion has room for a list of 100,000 nodes. */
final class BigStack {
    private static final long BYTES = 1L << 30;

    private BigStack() {}

    interface Work {
        void run() throws Exception;
    }

    /** Whatever goes wrong ends the program. */
    static void run(Work work) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Runnable caught = () -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure[0] = e;
            }
        };
        Thread thread = new Thread(null, caught, "big stack", BYTES);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            failure[0].printStackTrace();
            System.exit(1);
        }
    }
}
