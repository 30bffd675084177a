package javawire.gen;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;

/** An output stream that annotates its class descriptors, as those of RMI and class servers do. */
public final class Annotating extends ObjectOutputStream {
    /** Writes the annotation of one class. */
    @FunctionalInterface
    public interface Note {
        void write(ObjectOutputStream out, Class<?> type) throws IOException;
    }

    private final Note note;

    public Annotating(OutputStream sink, Note note) throws IOException {
        super(sink);
        this.note = note;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        note.write(this, type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
        if (!Proxy.isProxyClass(type)) {
            throw new IOException("not a proxy: " + type);
        }
        note.write(this, type);
    }
}
