package drivers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.IllformedLocaleException;
import java.util.Locale;

/**
 * Tells what String.toUpperCase makes of what is asked on standard input, a request a line. Strings
 * are in hex, as PhraseHex has them, and `-` is the empty one.
 *
 * <pre>
 * map TAG                  CP HEX for each code point that has an upper case; end COUNT
 * sweep TAG BEFORE AFTER   CP HEX for each code point of the first two planes that has another
 *                          upper case between these two than it and they have by themselves;
 *                          end COUNT
 * text TAG HEX             HEX
 * tag HEX                  HEX of I_AND_DOT in the locale of this tag, or `ill-formed`
 * default                  HEX of I_AND_DOT in the default locale
 * </pre>
 */
public final class UpperCaseOracle {
    private static final int ALL = Character.MAX_CODE_POINT + 1;
    /** The planes above have neither letters with case nor marks that combine. */
    private static final int TWO_PLANES = 0x20000;

    /** Tells the locales apart. */
    private static final String I_AND_DOT = "i\u0307";

    private final PrintStream out;

    private UpperCaseOracle(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "US-ASCII"));
        PrintStream out = new PrintStream(System.out, false, "US-ASCII");
        UpperCaseOracle oracle = new UpperCaseOracle(out);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            oracle.answer(line.split(" "));
        }
        out.flush();
    }

    private void answer(String[] words) {
        switch (words[0]) {
            case "map":
                map(Locale.forLanguageTag(words[1]));
                break;
            case "sweep":
                sweep(Locale.forLanguageTag(words[1]), decode(words[2]), decode(words[3]));
                break;
            case "text":
                text(Locale.forLanguageTag(words[1]), decode(words[2]));
                break;
            case "tag":
                tag(decode(words[1]));
                break;
            case "default":
                out.println(encode(I_AND_DOT.toUpperCase()));
                break;
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private void map(Locale locale) {
        for (int point = 0; point < ALL; point++) {
            String alone = new String(Character.toChars(point));
            String upper = alone.toUpperCase(locale);
            if (!upper.equals(alone)) {
                print(point, upper);
            }
        }
        out.println("end " + ALL);
    }

    private void sweep(Locale locale, String before, String after) {
        String upperBefore = before.toUpperCase(locale);
        String upperAfter = after.toUpperCase(locale);
        for (int point = 0; point < TWO_PLANES; point++) {
            String alone = new String(Character.toChars(point));
            String upper = (before + alone + after).toUpperCase(locale);
            if (!upper.equals(upperBefore + alone.toUpperCase(locale) + upperAfter)) {
                print(point, upper);
            }
        }
        out.println("end " + TWO_PLANES);
    }

    private void text(Locale locale, String text) {
        out.println(encode(text.toUpperCase(locale)));
    }

    private void tag(String tag) {
        try {
            text(new Locale.Builder().setLanguageTag(tag).build(), I_AND_DOT);
        } catch (IllformedLocaleException illFormed) {
            out.println("ill-formed");
        }
    }

    private void print(int point, String upper) {
        out.println(Integer.toHexString(point) + " " + encode(upper));
    }

    private static String decode(String word) {
        return word.equals("-") ? "" : PhraseHex.decode(word);
    }

    private static String encode(String text) {
        return text.isEmpty() ? "-" : PhraseHex.encode(text);
    }
}
