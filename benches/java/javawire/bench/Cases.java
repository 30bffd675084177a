package javawire.bench;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;

/** The graphs that are read and written. */
final class Cases {
    static final String[] NAMES = {
        "phrase", "ascii", "latin", "emoji", "beans", "beans-million", "ints", "bytes", "map", "list", "order",
        "receipt"
    };

    private static final int MIB = 1 << 20;

    private Cases() {}

    static Object make(String name) {
        switch (name) {
            case "phrase":
                return "introduce la frase a enviar";
            case "ascii":
                return text(MIB, ' ', '~');
            case "latin":
                return text(MIB / 2, '\u00C0', '\u00FF');
            case "emoji":
                // Modified UTF-8 takes six bytes for each.
                return text(MIB / 6, 0x1F600, 0x1F64F);
            case "beans":
                return beans(10_000);
            case "beans-million":
                return beans(1_000_000);
            case "ints":
                return new Random(1).ints(MIB).toArray();
            case "bytes":
                byte[] bytes = new byte[16 * MIB];
                new Random(1).nextBytes(bytes);
                return bytes;
            case "map":
                return map(10_000);
            case "list":
                return Node.list(100_000);
            case "order":
                return order();
            case "receipt":
                return ofShop("com.shop.ShopServer", "receipt", order());
            default:
                throw new IllegalArgumentException("no such case: " + name);
        }
    }

    /** What the programs of tests/java/shop send each other. */
    private static Object order() {
        return ofShop("com.shop.ShopClient", "order", 2);
    }

    private static Object ofShop(String program, String method, Object argument) {
        try {
            for (Method found : Class.forName(program).getDeclaredMethods()) {
                if (found.getName().equals(method)) {
                    found.setAccessible(true);
                    return found.invoke(null, argument);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(program + ": make java compiles it", e);
        }
        throw new IllegalStateException(program + " has no method " + method);
    }

    /** The characters from first to last, over and over. */
    private static String text(int characters, int first, int last) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            text.appendCodePoint(first + i % (last - first + 1));
        }
        return text.toString();
    }

    private static ArrayList<Bean> beans(int count) {
        ArrayList<Bean> beans = new ArrayList<>(count);
        for (int id = 0; id < count; id++) {
            beans.add(new Bean(id));
        }
        return beans;
    }

    private static HashMap<String, Integer> map(int count) {
        HashMap<String, Integer> map = new HashMap<>();
        for (int value = 0; value < count; value++) {
            map.put("key-" + value, value);
        }
        return map;
    }
}
