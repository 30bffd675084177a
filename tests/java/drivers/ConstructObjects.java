package drivers;

import drivers.ConstructModel.Above;
import drivers.ConstructModel.Bean;
import drivers.ConstructModel.Color;
import drivers.ConstructModel.Custom;
import drivers.ConstructModel.External;
import drivers.ConstructModel.Greeter;
import drivers.ConstructModel.Handler;
import drivers.ConstructModel.Hidden;
import drivers.ConstructModel.Lower;
import drivers.ConstructModel.Middle;
import drivers.ConstructModel.Node;
import drivers.ConstructModel.Persistent;
import drivers.ConstructModel.SubCustom;
import drivers.ConstructModel.Upper;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/** Objects of classes that nobody has ready. */
final class ConstructObjects {
    private ConstructObjects() {}

    static void add(Construct to) {
        addBeans(to);
        addGraphs(to);
        addCustom(to);
        addProxies(to);
        addTopLevel(to);
    }

    private static void addBeans(Construct to) {
        to.add("bean-zero", new Bean());
        to.add("bean", bean(Integer.MAX_VALUE, "text"));
        to.add("bean-two", bean(1, "one"), bean(2, "two"));
        to.add("hidden-object", new Hidden());
        to.add("levels", new Lower(), new Middle(), new Upper());
        to.add("level-apart", new Above());
    }

    private static Bean bean(int number, String text) {
        Bean bean = new Bean();
        bean.z = true;
        bean.b = (byte) number;
        bean.c = (char) number;
        bean.s = (short) number;
        bean.i = number;
        bean.j = (long) number << 32;
        bean.f = number + 0.5f;
        bean.d = -number / 4.0;
        bean.text = text;
        bean.any = text;
        bean.ints = new int[] {number, 2};
        bean.texts = new String[] {text, null};
        bean.rows = new int[][] {bean.ints};
        bean.list = new ArrayList<Object>(Arrays.asList(text, number));
        bean.boxed = number;
        bean.color = Color.BLUE;
        bean.type = Bean.class;
        return bean;
    }

    private static void addGraphs(Construct to) {
        Node one = new Node("one", null);
        one.next = new Node("two", one);
        to.add("cycle", one);
        Node self = new Node("self", null);
        self.next = self;
        to.add("cycle-of-one", self, self);
        Node first = null;
        for (int i = 0; i < 300; i++) {
            first = new Node("node " + i, first);
        }
        to.add("chain", first);
        Node shared = new Node("shared", null);
        to.add("diamond", new Node("left", shared), new Node("right", shared), shared);
        to.add("again-after-reset", shared, shared, Construct.RESET, shared, shared);
    }

    private static void addCustom(Construct to) {
        for (int length : new int[] {0, 1, 247, 248, 1015, 1016, 1017, 1271, 5000}) {
            byte[] data = new byte[length];
            for (int i = 0; i < length; i++) {
                data[i] = (byte) i;
            }
            to.add("custom " + length, new Custom(length, data));
        }
        to.add("custom-objects", new Custom(1, new byte[3], "a", null, "a", new Custom(2, new byte[0])));
        Custom self = new Custom(3, new byte[0], (Object) null);
        self.objects[0] = self;
        to.add("custom-of-itself", self);
        to.add("custom-levels", new SubCustom(4, new byte[2], "below"));
        to.add("persistent", new Persistent());
        for (int number : new int[] {0, 1, 127, 128, 129, 500}) {
            to.add("external " + number, new External(number, "x"));
        }
        External outer = new External(2, new External(1, null));
        to.add("external-nested", outer, outer, new External(1, outer));
    }

    private static void addProxies(Construct to) {
        ClassLoader loader = ConstructObjects.class.getClassLoader();
        Class<?>[] one = {Greeter.class};
        Class<?>[] two = {Greeter.class, Comparator.class};
        Object proxy = Proxy.newProxyInstance(loader, one, new Handler("state"));
        to.add("proxy", proxy, proxy);
        to.add("proxy-two", Proxy.newProxyInstance(loader, two, new Handler(proxy)));
        Handler handler = new Handler(null);
        handler.state = Proxy.newProxyInstance(loader, two, handler);
        to.add("proxy-cycle", handler.state);
        to.add("proxy-class", proxy.getClass(), proxy);
    }

    private static void addTopLevel(Construct to) {
        to.add("data", new Construct.Data() {
            @Override
            public void write(ObjectOutputStream out) throws IOException {
                out.writeInt(42);
                out.writeUTF("\u00f1");
                out.writeBoolean(true);
            }

            @Override
            public String read(ObjectInputStream in) throws IOException {
                boolean same = in.readInt() == 42 && in.readUTF().equals("\u00f1");
                return same && in.readBoolean() ? null : "other data";
            }
        });
        to.add("data-among-objects", "a", data(3), "a", data(300), data(2000), Construct.RESET,
                data(1), "a");
        for (int length : new int[] {1, 255, 256, 1023, 1024, 1025, 1279, 1280, 5000}) {
            to.add("data " + length, data(length));
        }
    }

    /** Bytes, and the block they are in closed. */
    private static Construct.Data data(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) length);
        return new Construct.Data() {
            @Override
            public void write(ObjectOutputStream out) throws IOException {
                out.write(bytes);
                out.flush();
            }

            @Override
            public String read(ObjectInputStream in) throws IOException {
                byte[] found = new byte[length];
                in.readFully(found);
                return Arrays.equals(found, bytes) ? null : "other data";
            }
        };
    }
}
