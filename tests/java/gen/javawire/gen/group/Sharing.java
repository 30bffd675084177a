package javawire.gen.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

import javawire.gen.Catalog;
import javawire.gen.model.Customs;
import javawire.gen.model.Plain;

/** TC_REFERENCE: shared objects, cycles, references to what is still being built. */
public final class Sharing {
    private Sharing() {}

    public static void add(Catalog c) {
        cycles(c);
        shared(c);
    }

    private static void cycles(Catalog c) {
        c.object("cycle-self", "an object that refers to itself", () -> {
            Plain.OneRef one = new Plain.OneRef(null);
            one.ref = one;
            return one;
        });
        c.object("cycle-two", "two objects that refer to each other", () -> {
            Plain.OneRef one = new Plain.OneRef(null);
            one.ref = new Plain.OneRef(one);
            return one;
        });
        c.object("cycle-ring-100", "a ring of 100 objects", () -> {
            Plain.OneRef first = new Plain.OneRef(null);
            Plain.OneRef last = first;
            for (int i = 1; i < 100; i++) {
                last = new Plain.OneRef(last);
            }
            first.ref = last;
            return last;
        });
        c.object("cycle-array-self", "an Object[] that holds itself", () -> {
            Object[] array = new Object[2];
            array[0] = array;
            array[1] = array;
            return array;
        });
        c.object("cycle-arrays-two", "two arrays that hold each other", () -> {
            Object[] one = new Object[1];
            one[0] = new Object[] {one};
            return one;
        });
        c.object("cycle-list-self", "an ArrayList that holds itself", () -> {
            List<Object> list = new ArrayList<>();
            list.add(list);
            list.add("after");
            return list;
        });
        c.object("cycle-linked-list-self", "a LinkedList that holds itself", () -> {
            List<Object> list = new LinkedList<>();
            list.add("before");
            list.add(list);
            return list;
        });
        c.object("cycle-map-value", "a HashMap that is its own value", () -> {
            Map<String, Object> map = new HashMap<>();
            map.put("self", map);
            return map;
        });
        c.object("cycle-list-map-object", "list, map, array and object in one ring", () -> {
            List<Object> list = new ArrayList<>();
            Map<String, Object> map = new LinkedHashMap<>();
            Plain.OneRef object = new Plain.OneRef(new Object[] {list, map});
            list.add(map);
            map.put("object", object);
            return list;
        });
        c.object("cycle-in-write-object", "writeObject writes its own object", () -> {
            Object[] self = new Object[1];
            self[0] = new Customs.After(out -> {
                out.writeObject(self[0]);
                out.writeInt(1);
                out.writeObject(self[0]);
            });
            return self[0];
        });
        c.object("cycle-with-list-inside", "writeObject writes a list that holds its object", () -> {
            List<Object> list = new ArrayList<>();
            list.add(new Customs.After(out -> out.writeObject(list)));
            return list.get(0);
        });
        c.object("cycle-throwable-cause", "an exception is its own cause in its field", () -> {
            Exception exception = new Exception("own cause");
            exception.setStackTrace(new StackTraceElement[0]);
            return exception;
        });
    }

    private static void shared(Catalog c) {
        c.object("shared-diamond", "two ways to one object", () -> {
            Plain.OneRef bottom = new Plain.OneRef("bottom");
            return new Object[] {new Plain.OneRef(bottom), new Plain.OneRef(bottom), bottom};
        });
        c.object("shared-doubling-30", "30 arrays that hold the next one twice: 2^30 paths", () -> {
            Object next = "end";
            for (int i = 0; i < 30; i++) {
                next = new Object[] {next, next};
            }
            return next;
        });
        c.object("shared-strings-in-array", "one string four times, an equal copy once", () -> {
            String text = "text";
            return new String[] {text, text, new String(text), text, text};
        });
        c.object("shared-boxes", "cached and uncached Integer, Long, Character", () -> {
            Integer large = Integer.valueOf(100_000);
            return new Object[] {1, 1, large, large, 100_000, 1L, 1L, 'a', 'a'};
        });
        c.object("shared-rows", "an int[][] with the same row three times", () -> {
            int[] row = {1, 2};
            return new int[][] {row, row, {1, 2}, row};
        });
        c.object("shared-across-collections", "one bean in list, map and array", () -> {
            Plain.Bean bean = new Plain.Bean(1, "shared", 2, "t");
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("bean", bean);
            map.put("list", new ArrayList<>(Arrays.asList(bean, bean)));
            return new Object[] {map, bean, new Object[] {bean, bean.tags, bean.name}};
        });
        c.write("shared-across-top-level", "parts of an earlier object, later at top level", out -> {
            Plain.Bean bean = new Plain.Bean(1, "name", 2, "tag");
            out.writeObject(bean);
            out.writeObject(bean.name);
            out.writeInt(1);
            out.writeObject(bean.tags);
            out.writeObject(bean.tags[0]);
            out.writeObject(bean);
        });
        c.write("shared-state-is-old", "an object changed between two writes: a reference", out -> {
            Plain.OneInt one = new Plain.OneInt(1);
            out.writeObject(one);
            one.value = 2;
            out.writeObject(one);
        });
        c.object("shared-handles-over-256", "references whose handle needs two bytes", () -> {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                list.add("n" + i);
            }
            for (int i = 399; i >= 0; i -= 57) {
                list.add(list.get(i));
            }
            return list;
        });
    }
}
