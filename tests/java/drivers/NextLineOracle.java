package drivers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.NoSuchElementException;
import java.util.Scanner;

/**
 * Tells what Scanner.nextLine reads from the bytes asked about on standard input, a request a line:
 * how many bytes come at a time, and all of them in hex. The answer is every line in hex, as
 * PhraseHex has it, each with a comma after it.
 */
public final class NextLineOracle {
    private NextLineOracle() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        PrintStream out = new PrintStream(System.out, false, "US-ASCII");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int space = line.indexOf(' ');
            int piece = Integer.parseInt(line.substring(0, space));
            out.println(lines(new Pieces(bytes(line.substring(space + 1)), piece)));
        }
        out.flush();
    }

    private static String lines(InputStream source) {
        StringBuilder lines = new StringBuilder();
        Scanner scanner = new Scanner(source, "UTF-8");
        while (true) {
            String line;
            try {
                line = scanner.nextLine();
            } catch (NoSuchElementException end) {
                return lines.toString();
            }
            lines.append(PhraseHex.encode(line)).append(',');
        }
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    /** Bytes of which a read gives so many and no more. */
    private static final class Pieces extends InputStream {
        private final byte[] bytes;
        private final int piece;
        private int read;

        Pieces(byte[] bytes, int piece) {
            this.bytes = bytes;
            this.piece = piece;
        }

        @Override
        public int read() {
            return read < bytes.length ? bytes[read++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] to, int at, int most) {
            if (read == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(piece, most), bytes.length - read);
            System.arraycopy(bytes, read, to, at, count);
            read += count;
            return count;
        }
    }
}
