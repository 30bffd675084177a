package javawire.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Writes the stream of each case to DIR/CASE.ser: {@code java javawire.bench.Streams DIR}. */
public final class Streams {
    private Streams() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Paths.get(args[0]));
        BigStack.run(() -> writeAll(directory));
    }

    private static void writeAll(Path directory) throws IOException {
        for (String name : Cases.NAMES) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Codec.write(Cases.make(name), bytes);
            Files.write(directory.resolve(name + ".ser"), bytes.toByteArray());
        }
    }
}
