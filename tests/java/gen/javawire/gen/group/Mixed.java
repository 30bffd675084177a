package javawire.gen.group;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;

import javawire.gen.Catalog;
import javawire.gen.model.Colour;
import javawire.gen.model.Customs;
import javawire.gen.model.Externs;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** Whole conversations, and streams appended to streams. */
public final class Mixed {
    private Mixed() {}

    public static void add(Catalog c) {
        conversations(c);
        headers(c);
    }

    private static void conversations(Catalog c) {
        c.write("mixed-everything", "data, objects of every kind, references, resets", out -> {
            out.writeUTF("hello");
            Plain.Bean bean = new Plain.Bean(1, "bean", 2.5, "a", "b");
            out.writeObject(bean);
            out.writeInt(1);
            out.writeObject(new Object[] {bean, Colour.RED, new Records.Point(1, 2), int.class});
            out.writeObject(new Externs.Fixed(3, "three", bean));
            out.reset();
            out.writeObject(new Customs.After(inner -> inner.writeObject(bean)));
            out.writeObject(bean);
            out.writeUnshared(bean);
            out.write(Blocks.counting(1100));
            out.writeObject(null);
            out.writeObject(Colour.RED);
            out.flush();
            out.writeDouble(0.5);
            out.writeDouble(-0.5);
        });
        c.write("mixed-request-answer", "a chat: a length, then that many objects, five times", out -> {
            for (int n = 0; n < 5; n++) {
                out.writeInt(n);
                for (int i = 0; i < n; i++) {
                    out.writeObject(new ArrayList<>(Arrays.asList("item", i)));
                }
                out.flush();
            }
        });
        c.write("mixed-primitives-and-objects", "each write method between two objects", out -> {
            out.writeObject("a");
            out.writeBoolean(true);
            out.writeObject("a");
            out.writeChar('\u20ac');
            out.writeObject("b");
            out.writeLong(-1);
            out.writeObject("b");
            out.writeFloat(1.5f);
            out.writeObject(null);
            out.writeUTF("");
            out.writeObject(1);
        });
        c.object("mixed-handles-over-65536", "66,000 objects: handles pass 7EFFFF", () -> {
            Object[] all = new Object[66_002];
            for (int i = 0; i < 66_000; i++) {
                // Three bytes each, the least that a handle costs.
                all[i] = new String("");
            }
            all[66_000] = "end";
            all[66_001] = "end";
            return all;
        });
    }

    private static void headers(Catalog c) {
        appended(c, "header-appended", "a file appended to by a second stream: the JVM needs two readers",
                out -> out.writeObject("first"), out -> out.writeObject("second"));
        appended(c, "header-appended-thrice", "three streams; handles start again in each",
                out -> {
                    out.writeObject(new Plain.OneInt(1));
                    out.writeObject(new Plain.OneInt(2));
                },
                out -> {
                    out.writeObject(new Plain.OneInt(3));
                    out.writeObject(new Plain.OneInt(4));
                },
                out -> out.writeObject("last"));
        appended(c, "header-twice", "two headers and nothing else", out -> {}, out -> {});
        appended(c, "header-after-data", "data before and after the second header",
                out -> out.writeInt(1), out -> out.writeInt(2));
        appended(c, "header-after-reset", "a reset just before the second header",
                out -> {
                    out.writeObject("a");
                    out.reset();
                },
                out -> out.writeObject("a"));
        appended(c, "header-repeated", "six headers, an object after the last",
                out -> {}, out -> {}, out -> {}, out -> {}, out -> {}, out -> out.writeObject("end"));
    }

    @SafeVarargs
    private static void appended(
            Catalog c, String name, String about, Catalog.Script<ObjectOutputStream>... scripts) {
        c.bytes(name, about, () -> {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            for (Catalog.Script<ObjectOutputStream> script : scripts) {
                ObjectOutputStream out = new ObjectOutputStream(sink);
                script.run(out);
                out.flush();
            }
            return sink.toByteArray();
        });
    }
}
