package javawire.gen.group;

import javawire.gen.Catalog;
import javawire.gen.model.Colour;
import javawire.gen.model.Plain;

/** TC_RESET: handles start again, wherever at top level it stands. */
public final class Resets {
    private Resets() {}

    public static void add(Catalog c) {
        c.write("reset-alone", "a reset and nothing else", out -> out.reset());
        c.write("reset-first", "a reset before the only string", out -> {
            out.reset();
            out.writeObject("after");
        });
        c.write("reset-last", "a reset after the only string", out -> {
            out.writeObject("before");
            out.reset();
        });
        c.write("reset-same-string", "the same string before and after", out -> {
            out.writeObject("same");
            out.reset();
            out.writeObject("same");
            out.writeObject("same");
        });
        c.write("reset-same-object", "the same object before and after: all of it again", out -> {
            Plain.Bean bean = new Plain.Bean(1, "bean", 2, "t");
            out.writeObject(bean);
            out.reset();
            out.writeObject(bean);
            out.writeObject(bean);
        });
        c.write("reset-changed-object", "why reset() exists: the new value is seen", out -> {
            Plain.OneInt one = new Plain.OneInt(1);
            out.writeObject(one);
            one.value = 2;
            out.reset();
            out.writeObject(one);
        });
        c.write("reset-five-times", "five in a row", out -> {
            out.writeObject("a");
            for (int i = 0; i < 5; i++) {
                out.reset();
            }
            out.writeObject("a");
        });
        c.write("reset-1000-times", "a thousand in a row", out -> {
            for (int i = 0; i < 1000; i++) {
                out.reset();
            }
            out.writeObject("a");
        });
        c.write("reset-after-each", "ten objects, a reset after each", out -> {
            for (int i = 0; i < 10; i++) {
                out.writeObject(new Plain.OneRef("n" + i % 2));
                out.reset();
            }
        });
        c.write("reset-in-data", "between two blocks of data", out -> {
            out.writeInt(1);
            out.reset();
            out.writeInt(2);
        });
        c.write("reset-around-data", "object, reset, data, reset, object", out -> {
            out.writeObject("a");
            out.reset();
            out.writeInt(1);
            out.reset();
            out.writeObject("a");
        });
        c.write("reset-enum-and-class", "enum and class descriptors again", out -> {
            out.writeObject(Colour.RED);
            out.writeObject(Plain.OneInt.class);
            out.reset();
            out.writeObject(Colour.RED);
            out.writeObject(Plain.OneInt.class);
        });
        c.write("reset-between-nulls", "null, reset, null", out -> {
            out.writeObject(null);
            out.reset();
            out.writeObject(null);
        });
    }
}
