package javawire.gen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.HexFormat;

/**
 * Shows a class descriptor as it stands in the stream: serialVersionUID, flags, fields and their types.
 * The JVM compares few of these with the class at hand, so objects alone do not tell of them.
 */
final class Described extends ObjectOutputStream {
    private Described(ByteArrayOutputStream sink) throws IOException {
        super(sink);
    }

    static String text(ObjectStreamClass descriptor) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        try (Described out = new Described(sink)) {
            out.writeClassDescriptor(descriptor);
        }
        return descriptor.getName() + " " + HexFormat.of().formatHex(sink.toByteArray());
    }
}
