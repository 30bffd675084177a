package drivers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;

/** Exceptions. */
final class ConstructThrowables {
    private ConstructThrowables() {}

    /** With a field of its own. */
    static class Coded extends Exception {
        private static final long serialVersionUID = 50;
        final int code;
        final String name;

        Coded(String message, Throwable cause, int code) {
            super(message, cause);
            this.code = code;
            this.name = message;
        }
    }

    /** Without a stack trace, or without suppression. */
    static class Bare extends RuntimeException {
        private static final long serialVersionUID = 51;

        Bare(boolean suppression, boolean trace) {
            super("bare", null, suppression, trace);
        }
    }

    static void add(Construct to) {
        to.add("exception", empty(new Exception(new String("message"))));
        to.add("exception-no-message", empty(new RuntimeException()));
        to.add("exception-trace", traced(new IllegalStateException(new String("m")), 3));
        to.add("exception-trace-100", traced(new Error(new String("m")), 100));
        to.add("exception-cause-null", empty(new IOException(new String("m"), null)));
        Throwable cause = traced(new IOException(new String("disk full")), 2);
        to.add("exception-cause", traced(new UncheckedIOException(new String("m"),
                (IOException) cause), 2), cause);
        Throwable chain = empty(new Throwable(new String("root")));
        for (int i = 0; i < 20; i++) {
            chain = traced(new Exception("level " + i, chain), i);
        }
        to.add("exception-chain", chain);
        Exception first = new Exception(new String("a"));
        Exception second = new Exception(new String("b"), first);
        first.initCause(second);
        to.add("exception-cycle", empty(first), empty(second));
        Throwable suppressing = traced(new Exception(new String("m")), 1);
        suppressing.addSuppressed(empty(new IOException(new String("first"))));
        suppressing.addSuppressed(traced(new IOException(new String("second")), 1));
        to.add("exception-suppressed", suppressing);
        to.add("exceptions-two", empty(new Exception(new String("a"))),
                empty(new RuntimeException(new String("b"))));
        to.add("exception-bare", new Bare(false, false), new Bare(true, false),
                empty(new Bare(false, true)));
        String name = new String("coded");
        to.add("exception-fields", empty(new Coded(name, null, 7)));
        InterruptedIOException interrupted = new InterruptedIOException(new String("m"));
        interrupted.bytesTransferred = 99;
        to.add("exception-transferred", empty(interrupted));
        StackTraceElement unknown = new StackTraceElement("a.B", "run", null, -1);
        StackTraceElement ofNative = new StackTraceElement("a.B", "run", "B.java", -2);
        to.add("stack-trace-elements", unknown, ofNative);
    }

    private static <T extends Throwable> T empty(T throwable) {
        throwable.setStackTrace(new StackTraceElement[0]);
        return throwable;
    }

    private static <T extends Throwable> T traced(T throwable, int depth) {
        StackTraceElement[] trace = new StackTraceElement[depth];
        for (int i = 0; i < depth; i++) {
            // As a JVM, which interns the strings.
            String declaring = ("com.example.C" + i % 4).intern();
            String method = ("method" + i % 3).intern();
            trace[i] = new StackTraceElement(declaring, method, "C.java", i * 10);
        }
        throwable.setStackTrace(trace);
        return throwable;
    }
}
