package javawire.gen.group;

import java.util.ArrayList;
import java.util.List;

import javawire.gen.Catalog;

/** TC_STRING and TC_LONGSTRING: every length of encoded character, every edge of the two forms. */
public final class Strings {
    private static final String EMOJI = "\ud83c\udf80";
    private static final String CJK = "\u65e5\u672c\u8a9e";

    private Strings() {}

    public static void add(Catalog c) {
        contents(c);
        halves(c);
        edges(c);
        sharing(c);
    }

    private static void contents(Catalog c) {
        text(c, "empty", "the empty string", "");
        text(c, "ascii", "letters only, as a client sends a phrase", "hola");
        text(c, "ascii-all", "U+0001 to U+007F, one byte each", range(0x01, 0x7f));
        text(c, "latin", "accents, two bytes each", "min\u00fasculas, se\u00f1or, \u00ff");
        text(c, "latin-all", "U+0080 to U+00FF", range(0x80, 0xff));
        text(c, "cjk", "three bytes each", CJK + "\u97d3\u570b\u8a9e");
        text(c, "emoji", "one surrogate pair, six bytes", EMOJI);
        text(c, "emoji-family", "pairs joined by U+200D",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66");
        text(c, "nul", "U+0000 alone, which is C0 80", "\0");
        text(c, "nul-inside", "U+0000 first, inside, twice and last", "\0a\0\0b\0");
        text(c, "combining", "base letters and marks", "e\u0301 n\u0303 \u1100\u1161\u11a8");
        text(c, "right-to-left", "Hebrew, Arabic and marks of direction",
                "\u05e9\u05dc\u05d5\u05dd \u200f\u0645\u0631\u062d\u0628\u0627\u200e");
        text(c, "special-casing", "letters whose upper case is unusual",
                "\u00df \u0149 \u0131 i\u0307 \ufb03 \u0390 \u1f80 \u0587 \u01c6");
        text(c, "line-ends", "every line separator of Scanner.nextLine",
                "\n \r \r\n \u0085 \u2028 \u2029 \u000b \f");
        text(c, "like-a-header", "characters that look like a stream header",
                "\u00ac\u00ed\u0000\u0005t\u0000\u0004hola");
        text(c, "bom-and-noncharacters", "U+FEFF, U+FFFE, U+FFFF, U+FFFD",
                "\ufeff\ufffe\uffff\ufffd");
        text(c, "width-one", "U+0001 and U+007F, ends of the one-byte form", "\u0001\u007f");
        text(c, "width-two", "U+0080 and U+07FF, ends of the two-byte form", "\u0080\u07ff");
        text(c, "width-three", "U+0800, U+D7FF, U+E000 and U+FFFF", "\u0800\ud7ff\ue000\uffff");
        text(c, "width-six", "U+10000 and U+10FFFF, as pairs", "\ud800\udc00\udbff\udfff");
        text(c, "one-char-one-byte", "x", "x");
        text(c, "one-char-two-bytes", "e acute", "\u00e9");
        text(c, "one-char-three-bytes", "euro sign", "\u20ac");
    }

    private static void halves(Catalog c) {
        text(c, "lone-high", "a high surrogate alone", "\ud83c");
        text(c, "lone-low", "a low surrogate alone", "\udf80");
        text(c, "lone-high-inside", "a high surrogate between letters", "a\ud800b");
        text(c, "lone-low-last", "a low surrogate after letters", "ab\udfff");
        text(c, "pair-reversed", "low before high: two stray halves", "\udf80\ud83c");
        text(c, "high-before-pair", "a stray half next to a pair", "\ud801\ud801\udc28");
        text(c, "halves-in-two-strings", "a pair cut in two strings", "\ud83c", "\udf80");
    }

    private static void edges(Catalog c) {
        // The writer's own buffer is 1024 bytes long.
        for (int length : new int[] {1023, 1024, 1025}) {
            text(c, "ascii-" + length, length + " bytes", "s".repeat(length));
        }
        text(c, "latin-across-1024", "a two-byte character across byte 1024 of the text",
                "a".repeat(1020) + "\u00e9\u00e9\u00e9");
        text(c, "cjk-across-1024", "three-byte characters across byte 1024 of the text",
                "a" + CJK.repeat(400));
        text(c, "emoji-2000-bytes", "pairs only", EMOJI.repeat(333));
        text(c, "ascii-65535", "the longest TC_STRING", "a".repeat(65535));
        text(c, "ascii-65536", "the shortest TC_LONGSTRING that is needed", "a".repeat(65536));
        text(c, "mixed-65535", "the longest TC_STRING, all lengths of character, ends in an emoji",
                "a".repeat(16) + "x\u00e9\u20ac\0".repeat(8189) + "b" + EMOJI);
        text(c, "cjk-65536", "a TC_LONGSTRING whose last character makes it one",
                "a" + "\u65e5".repeat(21845));
        text(c, "latin-70000", "a TC_LONGSTRING of 35,000 characters", "\u00e9".repeat(35000));
        text(c, "emoji-nul-70000", "a TC_LONGSTRING of pairs and zeros",
                (EMOJI + "\0").repeat(8750));
        c.write("string-every-length", "the strings of 0 to 130 letters", out -> {
            for (int n = 0; n <= 130; n++) {
                out.writeObject("abcdefghij".repeat(13).substring(0, n));
            }
        });
    }

    private static void sharing(Catalog c) {
        c.write("string-twice", "the same string twice: the second is a reference", out -> {
            out.writeObject("same");
            out.writeObject("same");
        });
        c.write("string-equal-twice", "two equal strings that are not the same one", out -> {
            out.writeObject(new String("equal"));
            out.writeObject(new String("equal"));
        });
        c.write("string-interned", "a copy, then the interned one twice", out -> {
            String copy = new String("interned");
            out.writeObject(copy);
            out.writeObject(copy.intern());
            out.writeObject("interned");
        });
        c.write("string-empty-twice", "two empty strings, which the reader makes one", out -> {
            out.writeObject(new String(""));
            out.writeObject(new String(""));
        });
        c.write("string-long-twice", "a TC_LONGSTRING and a reference to it", out -> {
            String text = "long ".repeat(14000);
            out.writeObject(text);
            out.writeObject(text);
            out.writeObject("short");
        });
        c.write("string-many", "300 strings, then each again, backwards", out -> {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                all.add("s" + i);
                out.writeObject(all.get(i));
            }
            for (int i = 299; i >= 0; i--) {
                out.writeObject(all.get(i));
            }
        });
    }

    private static void text(Catalog c, String name, String about, String... texts) {
        c.write("string-" + name, about, out -> {
            for (String text : texts) {
                out.writeObject(text);
            }
        });
    }

    private static String range(int first, int last) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i <= last; i++) {
            text.append((char) i);
        }
        return text.toString();
    }
}
