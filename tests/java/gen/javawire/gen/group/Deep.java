package javawire.gen.group;

import static java.io.ObjectStreamConstants.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javawire.gen.Catalog;
import javawire.gen.Wire;
import javawire.gen.model.Customs;
import javawire.gen.model.Externs;
import javawire.gen.model.Faces;
import javawire.gen.model.Handlers;
import javawire.gen.model.Plain;
import javawire.gen.model.Records;

/** Every construct that nests, nested further than a default JVM stack can go. */
public final class Deep {
    private Deep() {}

    public static void add(Catalog c) {
        c.object("deep-fields-100", "100 objects, each in a field of the last", () -> linked(100));
        c.object("deep-fields-10000", "10,000 objects, each in a field of the last", () ->
                linked(10_000));
        c.object("deep-arrays-10000", "10,000 arrays, each in the last", () -> {
            Object value = "innermost";
            for (int i = 0; i < 10_000; i++) {
                value = new Object[] {value};
            }
            return value;
        });
        c.object("deep-write-object-2001", "2001 objects, each written by the last one's writeObject",
                () -> new Customs.Nested(2000));
        c.object("deep-extern-2000", "2000 Externalizable objects, each in the last", () -> {
            Object value = null;
            for (int i = 0; i < 2000; i++) {
                value = new Externs.Fixed(i, "", value);
            }
            return value;
        });
        c.object("deep-lists-2000", "2000 ArrayLists, each in the last", () -> {
            List<Object> value = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                List<Object> outer = new ArrayList<>(1);
                outer.add(value);
                value = outer;
            }
            return value;
        });
        c.object("deep-maps-500", "500 HashMaps, each a value of the last", () -> {
            Map<String, Object> value = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                Map<String, Object> outer = new HashMap<>();
                outer.put("k", value);
                value = outer;
            }
            return value;
        });
        c.object("deep-records-2000", "2000 records, each a component of the last", () -> {
            Records.Link link = null;
            for (int i = 0; i < 2000; i++) {
                link = new Records.Link(i, link);
            }
            return link;
        });
        c.object("deep-proxies-1000", "1000 proxies, each in the handler of the last", () -> {
            Object value = null;
            for (int i = 0; i < 1000; i++) {
                value = Handlers.proxy(new Handlers.Stateful(value), Faces.Speaks.class);
            }
            return value;
        });
        c.object("deep-causes-300", "an exception with 300 causes", () -> {
            Exception value = null;
            for (int i = 0; i < 300; i++) {
                value = new Exception("level " + i, value);
                value.setStackTrace(new StackTraceElement[0]);
            }
            return value;
        });
        c.hand("deep-class-annotations-500", "500 descriptors, each in the annotation of the last",
                Deep::annotations);
    }

    private static Object linked(int length) {
        Plain.OneRef value = null;
        for (int i = 0; i < length; i++) {
            value = new Plain.OneRef(value);
        }
        return value;
    }

    /** A descriptor is written once for each class; only by hand can it come anew at each level. */
    private static void annotations(Wire w) {
        String name = Plain.Empty.class.getName();
        for (int i = 0; i < 500; i++) {
            w.object().classDesc(name, 1, SC_SERIALIZABLE, 0);
        }
        for (int i = 0; i < 500; i++) {
            w.endDesc();
        }
    }
}
