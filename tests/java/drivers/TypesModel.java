import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Classes that types are generated for, and objects of them: written to a directory, or read from it as
 * another end wrote them, and shown.
 */
public final class TypesModel {
    private TypesModel() {
    }

    static class Dept implements Serializable {
        private static final long serialVersionUID = 1;
        String name;
        List<Emp> emps = new ArrayList<>();
        Emp boss;

        Dept(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name);
            for (Emp emp : emps) {
                text.append(' ').append(emp.name).append(emp.dept == this).append(boss == emp);
            }
            return text.toString();
        }
    }

    static class Emp implements Serializable {
        private static final long serialVersionUID = 1;
        String name;
        Dept dept;

        Emp(String name, Dept dept) {
            this.name = name;
            this.dept = dept;
        }

        @Override
        public String toString() {
            return name + " of " + dept + " " + dept.emps.contains(this);
        }
    }

    static class Tree implements Serializable {
        private static final long serialVersionUID = 1;
        int n;
        Tree parent;
        List<Tree> kids = new ArrayList<>();

        Tree(int n, Tree parent) {
            this.n = n;
            this.parent = parent;
            if (parent != null) {
                parent.kids.add(this);
            }
        }

        @Override
        public String toString() {
            return n + kids.toString() + (parent == null ? "" : parent.kids.contains(this));
        }
    }

    static class Sorted implements Serializable {
        private static final long serialVersionUID = 1;
        SortedMap<String, Long> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        TreeSet<Integer> down = new TreeSet<>(Collections.reverseOrder());
        int[] one = {1, 2};
        int[] same = one;
        List<String> list = new ArrayList<>(Arrays.asList("a", "b"));
        List<String> alias = list;

        @Override
        public String toString() {
            return names + " " + names.get("KEY") + down + (one == same) + (list == alias);
        }
    }

    static class Base implements Serializable {
        private static final long serialVersionUID = 1;
        int id = 1;

        @Override
        public String toString() {
            return getClass().getSimpleName() + id;
        }
    }

    static class Derived extends Base {
        private static final long serialVersionUID = 1;
        int more = 2;
    }

    abstract static class Event implements Serializable {
        private static final long serialVersionUID = 1;
        long at = 5;

        @Override
        public String toString() {
            return getClass().getSimpleName() + at;
        }
    }

    static class Login extends Event {
        private static final long serialVersionUID = 1;
        String user = "ada";
    }

    static class Logout extends Event {
        private static final long serialVersionUID = 1;
        boolean forced = true;
    }

    /** Types that are known by their bound alone; two fields that are one array. */
    static class Batch<T extends Event> implements Serializable {
        private static final long serialVersionUID = 1;
        T one;
        T[] many;
        List<T> list = new ArrayList<>();
        Event[] plain;

        @Override
        public String toString() {
            return one + Arrays.toString(many) + list + (many == plain);
        }
    }

    static class Denied extends Exception {
        private static final long serialVersionUID = 1;
        int code;

        Denied(String message, int code, Throwable cause) {
            super(message, cause);
            this.code = code;
        }

        Denied(String message, int code) {
            super(message);
            this.code = code;
        }
    }

    static class Holder implements Serializable {
        private static final long serialVersionUID = 1;
        Base base;
        DayOfWeek day;
        Denied denied;

        Holder(Base base, DayOfWeek day, Denied denied) {
            this.base = base;
            this.day = day;
            this.denied = denied;
        }

        @Override
        public String toString() {
            return base + " " + day + " " + denied + " " + denied.code + " " + denied.getCause() + " "
                    + denied.getSuppressed().length + " " + denied.getStackTrace()[0].getMethodName();
        }
    }

    enum Colour { RED, GREEN, BLUE }

    static class Jdk implements Serializable {
        private static final long serialVersionUID = 1;
        EnumMap<Colour, Integer> quota = new EnumMap<>(Colour.class);
        EnumMap<Colour, String> none = new EnumMap<>(Colour.class);
        EnumSet<Colour> colours = EnumSet.of(Colour.BLUE, Colour.RED);
        AtomicInteger number = new AtomicInteger(3);
        AtomicLong total = new AtomicLong(4);
        AtomicBoolean flag = new AtomicBoolean(true);
        Properties settings = new Properties();
        PriorityQueue<Integer> queue = new PriorityQueue<>(Arrays.asList(3, 1, 2));
        BitSet bits = new BitSet();
        StringBuilder builder = new StringBuilder("built");
        StringBuffer buffer = new StringBuffer("buffered");
        File file = new File("a/b");
        URL url;
        InetAddress address;
        Object array = new int[] {7, 8};
        Object texts = new String[] {"x", null};

        Jdk() throws IOException {
            quota.put(Colour.GREEN, 2);
            quota.put(Colour.RED, 1);
            settings.setProperty("k", "v");
            bits.set(3);
            bits.set(70);
            url = new URL("http://example.com:8080/p?q#r");
            address = InetAddress.getByAddress("host", new byte[] {127, 0, 0, 1});
        }

        @Override
        public String toString() {
            return quota + " " + none + colours + number + total + flag + settings + queue + bits + builder + buffer
                    + file + url + address + Arrays.toString((int[]) array) + Arrays.toString((String[]) texts);
        }
    }

    static Map<String, Object[]> all() throws IOException {
        Map<String, Object[]> all = new LinkedHashMap<>();
        Dept dept = new Dept("sales");
        Emp boss = new Emp("ada", dept);
        dept.boss = boss;
        dept.emps.add(boss);
        dept.emps.add(new Emp("bob", dept));
        all.put("dept", new Object[] {dept});
        all.put("emp", new Object[] {boss});
        Tree tree = new Tree(1, null);
        new Tree(3, new Tree(2, tree));
        all.put("tree", new Object[] {tree});
        all.put("branch", new Object[] {tree.kids.get(0)});
        Sorted sorted = new Sorted();
        sorted.names.put("key", 1L);
        sorted.names.put("Kez", 2L);
        sorted.down.addAll(Arrays.asList(1, 3, 2));
        all.put("sorted", new Object[] {sorted});
        Denied denied = new Denied("no", 7, new IOException("disk"));
        denied.addSuppressed(new IllegalStateException("late"));
        all.put("derived", new Object[] {new Holder(new Derived(), DayOfWeek.FRIDAY, denied)});
        all.put("base", new Object[] {new Holder(new Base(), DayOfWeek.SUNDAY, new Denied("yes", 8))});
        all.put("events", new Object[] {new Login(), new Logout(), new Login()});
        all.put("jdk", new Object[] {new Jdk()});
        Batch<Event> batch = new Batch<>();
        batch.one = new Logout();
        batch.plain = new Event[] {new Login(), new Logout()};
        batch.many = batch.plain;
        batch.list.add(new Login());
        all.put("batch", new Object[] {batch});
        all.put("answers", new Object[] {
            new Login(), "welcome", null, new ArrayList<>(Arrays.asList(new Login(), new Logout())),
            new IllegalStateException("closed"), Collections.singletonMap("rooms", 3), new int[0].length,
        });
        return all;
    }

    /** {@code write DIRECTORY}, or {@code read DIRECTORY} for those that stand there as NAME.out. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Paths.get(arguments[1]);
        for (Map.Entry<String, Object[]> entry : all().entrySet()) {
            if (arguments[0].equals("write")) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ObjectOutputStream out = new ObjectOutputStream(bytes);
                for (Object object : entry.getValue()) {
                    out.writeObject(object);
                }
                out.flush();
                Files.write(directory.resolve(entry.getKey() + ".ser"), bytes.toByteArray());
                continue;
            }
            Path file = directory.resolve(entry.getKey() + ".out");
            if (!Files.exists(file)) {
                continue;
            }
            try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
                for (Object object : entry.getValue()) {
                    String read = String.valueOf(in.readObject());
                    if (!read.equals(String.valueOf(object))) {
                        System.out.println(entry.getKey() + ": " + object + " came back as " + read);
                    }
                }
            }
            System.out.println("read " + entry.getKey());
        }
    }
}
