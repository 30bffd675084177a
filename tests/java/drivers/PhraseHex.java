package drivers;

/** Strings as their UTF-16 code units in hex: what no keyboard and no terminal could carry. */
final class PhraseHex {
    private PhraseHex() {}

    static String decode(String hex) {
        char[] units = new char[hex.length() / 4];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) Integer.parseInt(hex.substring(4 * i, 4 * i + 4), 16);
        }
        return new String(units);
    }

    static String encode(String text) {
        StringBuilder hex = new StringBuilder(4 * text.length());
        for (int i = 0; i < text.length(); i++) {
            for (int shift = 12; shift >= 0; shift -= 4) {
                hex.append(Character.forDigit(text.charAt(i) >> shift & 0xF, 16));
            }
        }
        return hex.toString();
    }
}
