package javawire.differential;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.OptionalDataException;
import java.io.WriteAbortedException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.TreeSet;

/**
 * What the JVM reads in streams, case by case: batches on stdin, a count and then each stream behind
 * its length; on stdout for each, behind its length, a line for each item at top level, and how it ends:
 *
 * <pre>
 * O END VALUE           an object, which ends at the byte END
 * ? END                 one that depends on a class that cannot be had
 * B DATA                primitive data
 * X END                 TC_EXCEPTION with an object; nothing more is read, as handles are no longer
 *                       those of the writer
 * end                   the end, between two items
 * refused END MESSAGE   END bytes had been asked for
 * </pre>
 */
public final class Main {
    /** So many stand-ins are kept before all are forgotten. */
    private static final int MOST = 20_000;
    /** What is announced and does not come would be allocated. */
    private static final int LONGEST_ARRAY = 1 << 20;

    private StandIns standIns = new StandIns();
    private CapturingInput.Lesson lesson = new CapturingInput.Lesson();

    public static void main(String[] args) throws Exception {
        Thread thread = new Thread(null, () -> new Main().serve(), "reader", 1L << 28);
        thread.start();
        thread.join();
    }

    private void serve() {
        try {
            DataInputStream in = new DataInputStream(System.in);
            DataOutputStream out = new DataOutputStream(
                    new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
            while (true) {
                byte[][] batch;
                try {
                    batch = new byte[in.readInt()][];
                } catch (EOFException e) {
                    return;
                }
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = in.readNBytes(in.readInt());
                }
                for (byte[] stream : batch) {
                    byte[] answer = answer(stream).getBytes(StandardCharsets.UTF_8);
                    out.writeInt(answer.length);
                    out.write(answer);
                }
                out.flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String answer(byte[] stream) {
        if (standIns.size() > MOST) {
            standIns = new StandIns();
            StandIns.CONSTANTS.clear();
            lesson = new CapturingInput.Lesson();
        }
        lesson.plainIsUnknown = false;
        // Each reading teaches something new, or is the last.
        while (true) {
            Reading reading = new Reading(stream);
            if (!reading.read()) {
                return reading.lines.toString();
            }
        }
    }

    /** Counts what is read, byte by byte as it is asked for. */
    private static final class Counting extends ByteArrayInputStream {
        boolean hasEnded;

        Counting(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int read() {
            int value = super.read();
            hasEnded |= value < 0;
            return value;
        }

        @Override
        public int read(byte[] bytes, int start, int length) {
            int count = super.read(bytes, start, length);
            hasEnded |= count < 0;
            return count;
        }

        int position() {
            return pos;
        }
    }

    private final class Reading {
        private final Counting bytes;
        private final StringBuilder lines = new StringBuilder();
        private final Digest digest = new Digest();

        Reading(byte[] stream) {
            bytes = new Counting(stream);
        }

        /** Whether it must be read again. */
        boolean read() {
            CapturingInput in;
            try {
                in = new CapturingInput(bytes, standIns, lesson);
                in.setObjectInputFilter(info -> info.arrayLength() > LONGEST_ARRAY
                        ? ObjectInputFilter.Status.REJECTED : ObjectInputFilter.Status.UNDECIDED);
            } catch (IOException e) {
                refused(e);
                return false;
            }
            try {
                while (item(in)) {
                    // One after the other.
                }
            } catch (Exception | StackOverflowError e) {
                if (teaches(in, e)) {
                    return true;
                }
                refused(e);
            }
            return in.learn();
        }

        private boolean item(CapturingInput in) throws Exception {
            byte[] data = in.data();
            if (data.length > 0) {
                lines.append("B ").append(digest.data(data)).append('\n');
            }
            if (bytes.hasEnded) {
                lines.append("end");
                return false;
            }
            try {
                Object value = in.readObject();
                String line = digest.of(value, in);
                int end = bytes.position();
                lines.append(line == null ? "? " + end : "O " + end + " " + line).append('\n');
            } catch (ClassNotFoundException e) {
                lines.append("? ").append(bytes.position()).append('\n');
            } catch (OptionalDataException e) {
                if (e.eof) {
                    throw e;
                }
            } catch (ClassCastException | WriteAbortedException e) {
                // A stand-in is no IOException, which the JVM takes it for once it has read it.
                if (e instanceof ClassCastException && !e.getMessage().contains("java.io.IOException")) {
                    throw e;
                }
                lines.append("X ").append(bytes.position()).append('\n');
                return false;
            }
            return true;
        }

        /** Whether a stand-in was not as it should be, and will be. */
        private boolean teaches(CapturingInput in, Throwable e) {
            if (e instanceof InvalidClassException
                    && String.valueOf(e.getMessage()).endsWith("; class invalid for deserialization")
                    && !lesson.plainIsUnknown) {
                lesson.plainIsUnknown = true;
                return true;
            }
            String message = String.valueOf(e.getMessage());
            String before = "enum constant ";
            int behind = message.lastIndexOf(" does not exist in class ");
            if (e instanceof InvalidObjectException && message.startsWith(before) && behind > 0) {
                String missing = message.substring(before.length(), behind);
                String type = message.substring(behind + " does not exist in class ".length());
                String name = in.nameOf(type);
                TreeSet<String> known = new TreeSet<>(lesson.constants.getOrDefault(name, new TreeSet<>()));
                known.add(missing);
                if (lesson.constants.size() > 50) {
                    lesson.constants = new HashMap<>();
                }
                lesson.constants.put(name, known);
                return true;
            }
            return false;
        }

        private void refused(Throwable e) {
            // On one line, whatever a class is called.
            String message = e.getClass().getSimpleName() + ": " + Digest.quoted(String.valueOf(e.getMessage()));
            lines.append("refused ").append(bytes.position()).append(' ').append(message);
        }
    }
}
