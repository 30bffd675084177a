package javawire.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** The JDK's reader and writer, with new streams each time, as a conversation has them. */
final class Codec {
    private Codec() {}

    static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes));
        return in.readObject();
    }

    static void write(Object graph, ByteArrayOutputStream bytes) throws IOException {
        bytes.reset();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        out.writeObject(graph);
        out.flush();
    }
}
