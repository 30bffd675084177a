import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scala.Tuple2;
import scala.collection.immutable.Vector;
import scala.collection.mutable.ArrayBuffer;

/** Writes objects of Scala's, of whichever version, and what they hold: ForeignScala DIRECTORY PREFIX. */
public final class ForeignScala {
    private static Json json;

    private ForeignScala() {}

    public static void main(String[] args) throws Exception {
        json = new Json(args[0], args[1], ForeignScala::meaning);
        lists();
        vectors();
        maps();
        others();
    }

    /** What Scala says that an object of its holds. */
    private static Object meaning(Object object) {
        if (object instanceof scala.collection.Map) {
            Map<Object, Object> map = new LinkedHashMap<>();
            scala.collection.Iterator<?> entries = ((scala.collection.Map<?, ?>) object).iterator();
            while (entries.hasNext()) {
                Tuple2<?, ?> entry = (Tuple2<?, ?>) entries.next();
                map.put(entry._1(), entry._2());
            }
            return map;
        } else if (object instanceof scala.Option) {
            return ((scala.Option<?>) object).isEmpty() ? null : ((scala.Option<?>) object).get();
        } else if (object instanceof scala.collection.Iterable) {
            return all(((scala.collection.Iterable<?>) object).iterator());
        } else if (object instanceof scala.math.BigInt) {
            return ((scala.math.BigInt) object).bigInteger();
        } else if (object instanceof scala.math.BigDecimal) {
            return ((scala.math.BigDecimal) object).bigDecimal();
        } else if (object instanceof scala.Symbol) {
            return ((scala.Symbol) object).name();
        } else if (object instanceof scala.Product && object.getClass().getName().startsWith("scala.Tuple")) {
            return all(((scala.Product) object).productIterator());
        }
        return object;
    }

    private static List<Object> all(scala.collection.Iterator<?> elements) {
        List<Object> all = new ArrayList<>();
        while (elements.hasNext()) {
            all.add(elements.next());
        }
        return all;
    }

    private static ArrayBuffer<Object> buffer(Object... elements) {
        ArrayBuffer<Object> buffer = new ArrayBuffer<>();
        for (Object each : elements) {
            buffer.$plus$eq(each);
        }
        return buffer;
    }

    private static ArrayBuffer<Object> numbers(int count) {
        ArrayBuffer<Object> buffer = new ArrayBuffer<>();
        for (int i = 0; i < count; i++) {
            buffer.$plus$eq(i);
        }
        return buffer;
    }

    private static void lists() throws Exception {
        json.write("lists", buffer("a", "b").toList(), buffer().toList(), numbers(100).toList(), buffer(buffer("a").toList()).toList());
        json.write("buffers", buffer("a", "b"), buffer(), numbers(20));
        scala.collection.mutable.HashSet<Object> set = new scala.collection.mutable.HashSet<>();
        scala.collection.mutable.LinkedHashSet<Object> linked = new scala.collection.mutable.LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            set.add("e" + i);
            linked.add("e" + i);
        }
        json.write("sets", buffer().toSet(), buffer("a").toSet(), buffer("a", "b").toSet(), buffer("a", "b", "c").toSet(),
                buffer("a", "b", "c", "d").toSet(), numbers(20).toSet(), set, linked);
    }

    private static void vectors() throws Exception {
        List<Object> vectors = new ArrayList<>();
        for (int count : new int[] {0, 1, 31, 32, 33, 70, 1024, 1100}) {
            vectors.add(numbers(count).toVector());
        }
        Vector<Object> vector = numbers(1100).toVector();
        vectors.add(vector.drop(33));
        vectors.add(vector.take(40));
        vectors.add(vector.drop(1000).take(50));
        Object grown = numbers(70).toVector();
        for (int i = 0; i < 40; i++) {
            grown = with(with(grown, i, "appendBack", "appended"), -i, "appendFront", "prepended");
            if (i % 13 == 0) {
                vectors.add(grown);
            }
        }
        json.write("vector", vectors.toArray());
    }

    /** A vector with one element more: the method has another name in 2.13. */
    private static Object with(Object vector, Object element, String name, String newName) throws Exception {
        for (java.lang.reflect.Method each : Vector.class.getMethods()) {
            boolean isIt = each.getName().equals(name) || each.getName().equals(newName);
            if (isIt && each.getParameterCount() == 1) {
                return each.invoke(vector, element);
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static void maps() throws Exception {
        List<Object> maps = new ArrayList<>();
        scala.collection.immutable.Map<Object, Object> map = scala.collection.immutable.Map$.MODULE$.empty();
        maps.add(map);
        for (int i = 0; i < 40; i++) {
            map = map.updated("key " + i, i);
            if (i < 6) {
                maps.add(map);
            }
        }
        maps.add(map);
        scala.collection.mutable.HashMap<Object, Object> mutable = new scala.collection.mutable.HashMap<>();
        scala.collection.mutable.LinkedHashMap<Object, Object> linked = new scala.collection.mutable.LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            mutable.put("key " + i, i);
            linked.put("key " + i, buffer(i).toList());
        }
        maps.add(mutable);
        maps.add(linked);
        json.write("maps", maps.toArray());
    }

    private static void others() throws Exception {
        json.write("others", new scala.Some<>("a"), scala.None$.MODULE$, new Tuple2<>("a", 1),
                new scala.Tuple3<>("a", 1, true), new scala.Tuple4<>("a", 1, true, "b"), scala.math.BigInt.apply(7),
                new scala.math.BigDecimal(new java.math.BigDecimal("1.50")), scala.Symbol.apply("sym"));
    }
}
