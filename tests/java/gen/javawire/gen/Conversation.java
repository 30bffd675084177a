package javawire.gen;

import static java.io.ObjectStreamConstants.*;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.WriteAbortedException;
import java.util.HexFormat;
import java.util.List;

import javawire.gen.model.Tail;

/**
 * Reads a stream to its end with the JVM's own ObjectInputStream.
 *
 * <p>What to ask for next is seen in the bytes: at top level the reader never looks ahead, so the
 * position of its source is the start of the next item. The items are named by letters: O object
 * (null and references too), B block of primitive data, X TC_EXCEPTION, R TC_RESET, H a further
 * stream header. A number after a letter is how often it stands there in a row.
 */
final class Conversation {
    /** What was read: the items, all their content as text, and why the JVM went no further. */
    record Reading(String sequence, String text, String refusal) {
        boolean complete() {
            return refusal == null;
        }
    }

    /** Messages quote class names, and those can be 65,535 bytes long. */
    private static final int LONGEST_REFUSAL = 200;

    private final byte[] stream;
    private final Source source;
    private final Rendering rendering = new Rendering();
    private final Sequence sequence = new Sequence();
    private final StringBuilder data = new StringBuilder();
    private ObjectInputStream in;

    private Conversation(byte[] stream) {
        this.stream = stream;
        this.source = new Source(stream);
    }

    static Reading read(byte[] stream) {
        Conversation conversation = new Conversation(stream);
        String refusal = null;
        try {
            conversation.in = conversation.new Reader();
            while (conversation.source.position() < stream.length) {
                conversation.next();
            }
            conversation.endOfData();
        } catch (Exception | Error e) {
            conversation.endOfData();
            refusal = oneLine(e);
        }
        return new Reading(conversation.sequence.toString(), conversation.rendering.text(), refusal);
    }

    private void next() throws IOException, ClassNotFoundException {
        int at = source.position();
        int code = stream[at] & 0xFF;
        while (code == TC_RESET || emptyBlock(at)) {
            sequence.add(code == TC_RESET ? 'R' : 'B');
            at += code == TC_RESET ? 1 : code == TC_BLOCKDATA ? 2 : 5;
            if (at == stream.length) {
                if (in.read() >= 0) {
                    throw new IOException("data where the stream ends");
                }
                return;
            }
            code = stream[at] & 0xFF;
        }
        if (code == TC_BLOCKDATA || code == TC_BLOCKDATALONG) {
            int length = code == TC_BLOCKDATA ? stream[at + 1] & 0xFF : int4(at + 1);
            if (length < 0 || length > stream.length) {
                throw new IOException("block of " + length + " bytes");
            }
            byte[] block = new byte[length];
            in.readFully(block);
            data.append(HexFormat.of().formatHex(block));
            sequence.add('B');
            return;
        }
        endOfData();
        if (code == (STREAM_MAGIC >> 8 & 0xFF)) {
            source.moveTo(at);
            in = new Reader();
            sequence.add('H');
            rendering.line("stream header");
            return;
        }
        if (at > source.position()) {
            // readObject would take an empty block for data; asked how much there is, it goes past.
            in.available();
        }
        try {
            rendering.item("object", in.readObject());
            sequence.add('O');
        } catch (WriteAbortedException e) {
            rendering.item("exception", e.getCause());
            sequence.add('X');
        }
    }

    private boolean emptyBlock(int at) {
        int code = stream[at] & 0xFF;
        return code == TC_BLOCKDATA && at + 1 < stream.length && stream[at + 1] == 0
                || code == TC_BLOCKDATALONG && at + 4 < stream.length && int4(at + 1) == 0;
    }

    private int int4(int at) {
        return java.nio.ByteBuffer.wrap(stream).getInt(at);
    }

    /** How a run of data is cut into blocks is no part of its meaning. */
    private void endOfData() {
        if (data.length() > 0) {
            rendering.line("data " + data);
            data.setLength(0);
        }
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        String line = (e.getClass().getName() + message).replaceAll("\\s+", " ");
        return line.length() > LONGEST_REFUSAL ? line.substring(0, LONGEST_REFUSAL) + "..." : line;
    }

    /** The JVM's reader throws away class annotations and most of a descriptor; here they count. */
    private final class Reader extends ObjectInputStream {
        Reader() throws IOException {
            super(source);
        }

        @Override
        protected ObjectStreamClass readClassDescriptor()
                throws IOException, ClassNotFoundException {
            ObjectStreamClass found = super.readClassDescriptor();
            rendering.later("descriptor " + Described.text(found));
            return found;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass desc)
                throws IOException, ClassNotFoundException {
            Class<?> found = super.resolveClass(desc);
            annotation(desc.getName());
            return found;
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces)
                throws IOException, ClassNotFoundException {
            Class<?> found = super.resolveProxyClass(interfaces);
            annotation("proxy of " + String.join(", ", interfaces));
            return found;
        }

        private void annotation(String owner) throws IOException, ClassNotFoundException {
            List<Object> tail = Tail.read(this);
            if (!tail.isEmpty()) {
                rendering.later("annotation of " + owner, tail.toArray());
            }
        }
    }

    private static final class Source extends ByteArrayInputStream {
        Source(byte[] bytes) {
            super(bytes);
        }

        int position() {
            return pos;
        }

        void moveTo(int at) {
            pos = at;
        }
    }

    private static final class Sequence {
        private final StringBuilder text = new StringBuilder();
        private char last;
        private int count;

        void add(char item) {
            if (item != last) {
                flush();
                last = item;
            }
            count++;
        }

        private void flush() {
            if (count > 0) {
                text.append(last);
                if (count > 1) {
                    text.append(count);
                }
            }
            count = 0;
        }

        @Override
        public String toString() {
            flush();
            return text.toString();
        }
    }
}
