package javawire.gen.group;

import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.MissingResourceException;
import java.util.concurrent.ExecutionException;

import javawire.gen.Catalog;

/** Exceptions as values. Stack traces are set by hand: the JVM's own name its version's lines. */
public final class JdkThrowables {
    private static final StackTraceElement[] TRACE = {
        new StackTraceElement("example.Server", "accept", "Server.java", 42),
        new StackTraceElement(null, "example", "1.2", "example.Main", "main", "Main.java", 7),
        new StackTraceElement("jdk.internal.Native", "call", null, -2)
    };

    private JdkThrowables() {}

    public static void add(Catalog c) {
        c.object("jdk-exception", "a message and an empty trace", () ->
                bare(new Exception("message")));
        c.object("jdk-exception-no-message", "neither message nor cause", () ->
                bare(new IllegalStateException()));
        c.object("jdk-exception-trace", "a trace of three lines", () -> {
            Exception made = new Exception("traced");
            made.setStackTrace(TRACE);
            return made;
        });
        c.object("jdk-exception-cause", "a cause of its own class and one of another", () ->
                bare(new RuntimeException("outer",
                        bare(new RuntimeException("middle", bare(new IOException("inner")))))));
        c.object("jdk-exception-cause-null", "a cause that was set to null", () ->
                bare(new RuntimeException("no cause", null)));
        c.object("jdk-exception-suppressed", "two suppressed exceptions", () -> {
            Exception made = bare(new Exception("main"));
            made.addSuppressed(bare(new IOException("first")));
            made.addSuppressed(bare(new EOFException()));
            return made;
        });
        c.object("jdk-exception-cycle", "two exceptions, each the cause of the other", () -> {
            Exception one = bare(new Exception("one"));
            Exception two = bare(new Exception("two", one));
            one.initCause(two);
            return one;
        });
        c.object("jdk-exceptions-with-fields", "exceptions that have fields of their own", () ->
                new Object[] {
                    bare(new InvalidClassException("a.A", "reason")),
                    bare(new MissingResourceException("message", "class", "key")),
                    bare(new InvocationTargetException(bare(new Exception("target")), "invoked")),
                    bare(new ExecutionException("executed", bare(new Exception("cause")))),
                    bare(new UncheckedIOException("unchecked", bare(new IOException("cause"))))
                });
        c.object("jdk-error", "an Error", () -> bare(new AssertionError("asserted", null)));
        c.object("jdk-exception-fixed", "neither writable trace nor suppression", Fixed::new);
    }

    private static <T extends Throwable> T bare(T throwable) {
        throwable.setStackTrace(new StackTraceElement[0]);
        return throwable;
    }

    private static final class Fixed extends Exception {
        private static final long serialVersionUID = 61;

        Fixed() {
            super("fixed", null, false, false);
        }
    }
}
