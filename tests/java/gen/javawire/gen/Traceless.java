package javawire.gen;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Takes the stack trace from every exception it writes: the JVM's own lines differ by version. */
public final class Traceless extends ObjectOutputStream {
    private static final StackTraceElement[] NONE = {};

    public Traceless(OutputStream sink) throws IOException {
        super(sink);
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object value) {
        if (value instanceof Throwable thrown) {
            thrown.setStackTrace(NONE);
        }
        return value;
    }
}
