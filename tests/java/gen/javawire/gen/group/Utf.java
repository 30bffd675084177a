package javawire.gen.group;

import java.io.UTFDataFormatException;

import javawire.gen.Catalog;

/** writeUTF, writeChars and writeBytes inside an object stream, and where Java 25 cuts otherwise. */
public final class Utf {
    private static final String CUT = "Java 25 closes a block before a character that would reach its end";
    private static final String EMOJI = "\ud83c\udf80";

    private Utf() {}

    public static void add(Catalog c) {
        utf(c, "empty", "two length bytes only", "");
        utf(c, "ascii", "as the greeting server sends", "HELLO");
        utf(c, "latin", "two-byte characters", "min\u00fasculas");
        utf(c, "cjk", "three-byte characters", "\u65e5\u672c\u8a9e");
        utf(c, "emoji", "a pair, six bytes", EMOJI);
        utf(c, "nul", "U+0000 as C0 80", "a\0b");
        utf(c, "lone-surrogates", "stray halves", "\ud800 \udfff");
        utf(c, "several", "five texts in one block", "a", "\u00e9", "\u20ac", "", EMOJI);
        utf(c, "ascii-2000", "ASCII over two blocks", "u".repeat(2000));
        utf(c, "ascii-65535", "the longest there is", "u".repeat(65535));
        c.write("utf-split-length", "the length bytes in two blocks", out -> {
            out.write(Blocks.counting(1023));
            out.writeUTF("text");
        });
        c.write("utf-split-text", "ASCII text in two blocks", out -> {
            out.write(Blocks.counting(1020));
            out.writeUTF("text");
        });
        c.write("utf-around-objects", "texts and objects in turn", out -> {
            out.writeUTF("\u00e9");
            out.writeObject("text");
            out.writeUTF("text");
            out.writeObject("text");
        });
        c.write("utf-chars-2000", "writeChars over four blocks, as two bytes each", out ->
                out.writeChars("\u00e9\u20ac\ud800x".repeat(500)));
        c.write("utf-bytes-2000", "writeBytes, which keeps the low byte of each character", out ->
                out.writeBytes("\u00e9\u20ac\u0141x".repeat(500)));
        cuts(c);
        tooLong(c);
    }

    private static void cuts(Catalog c) {
        for (int first : new int[] {17, 25}) {
            String suffix = first == 17 ? "-java17" : "-java25";
            int last = first == 17 ? 21 : 25;
            c.write("utf-split-latin" + suffix, "a two-byte character where a block ends", out -> {
                out.write(Blocks.counting(1018));
                out.writeUTF("abc\u00e9f");
            }).versions(first, last, CUT);
            c.write("utf-split-cjk" + suffix, "2700 bytes of three-byte characters", out ->
                    out.writeUTF("\u65e5".repeat(900))).versions(first, last, CUT);
            c.write("utf-split-emoji" + suffix, "pairs where blocks end", out ->
                    out.writeUTF("a" + EMOJI.repeat(500))).versions(first, last, CUT);
        }
    }

    private static void tooLong(Catalog c) {
        String text = "t".repeat(65536);
        c.write("utf-too-long-java17", "65,536 bytes are refused and leave nothing", out -> {
            out.writeInt(1);
            try {
                out.writeUTF(text);
                throw new IllegalStateException("accepted");
            } catch (UTFDataFormatException refused) {
                out.writeInt(2);
            }
        }).versions(17, 21, "Java 25 does not refuse a text of more than 65,535 bytes");
        c.write("utf-too-long-java25", "65,536 bytes, written with a length of eight bytes", out -> {
            out.writeInt(1);
            out.writeUTF(text);
            out.writeInt(2);
        }).versions(25, 25, "older versions refuse a text of more than 65,535 bytes");
    }

    private static void utf(Catalog c, String name, String about, String... texts) {
        c.write("utf-" + name, about, out -> {
            for (String text : texts) {
                out.writeUTF(text);
            }
        });
    }
}
