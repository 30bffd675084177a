package javawire.gen.group;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javawire.gen.Catalog;
import javawire.gen.model.Faces;
import javawire.gen.model.Handlers;
import javawire.gen.model.Plain;

/** TC_PROXYCLASSDESC: dynamic proxies and their handlers. */
public final class Proxies {
    private static final Class<?> SPEAKS = Faces.Speaks.class;
    private static final Class<?> WALKS = Faces.Walks.class;

    private Proxies() {}

    public static void add(Catalog c) {
        c.object("proxy-one", "one interface, a handler without state", () ->
                Handlers.proxy(new Handlers.Silent(), SPEAKS));
        c.object("proxy-two", "two interfaces", () ->
                Handlers.proxy(new Handlers.Silent(), SPEAKS, WALKS));
        c.object("proxy-order", "the same two in the other order: another class", () -> new Object[] {
            Handlers.proxy(new Handlers.Silent(), SPEAKS, WALKS),
            Handlers.proxy(new Handlers.Silent(), WALKS, SPEAKS)
        });
        c.object("proxy-none", "no interface at all", () -> Handlers.proxy(new Handlers.Silent()));
        c.object("proxy-many", "eight interfaces", () -> Handlers.proxy(new Handlers.Silent(),
                SPEAKS, WALKS, Faces.Marked.class, Runnable.class, Comparable.class, List.class,
                Serializable.class, Cloneable.class));
        c.object("proxy-state", "a handler with fields of its own and of its superclass", () ->
                Handlers.proxy(new Handlers.Stateful("state"), SPEAKS));
        c.object("proxy-handler-record", "a handler that is a record", () ->
                Handlers.proxy(new Handlers.Fixed("answer"), SPEAKS));
        c.object("proxy-handler-lambda", "a handler that is a lambda", () -> {
            InvocationHandler handler =
                    (InvocationHandler & Serializable) Proxies::answer;
            return Handlers.proxy(handler, SPEAKS);
        });
        c.object("proxy-state-null", "a handler whose state is null", () ->
                Handlers.proxy(new Handlers.Stateful(null), SPEAKS));
        c.object("proxy-package-private", "an interface that is not public", () ->
                Handlers.proxy(new Handlers.Silent(), Faces.hidden()));
        c.object("proxy-two-of-a-class", "two proxies, one descriptor, one handler", () -> {
            Handlers.Silent handler = new Handlers.Silent();
            return new Object[] {Handlers.proxy(handler, SPEAKS), Handlers.proxy(handler, SPEAKS)};
        });
        c.write("proxy-twice", "the same proxy twice", out -> {
            Object proxy = Handlers.proxy(new Handlers.Silent(), SPEAKS);
            out.writeObject(proxy);
            out.writeObject(proxy);
        });
        c.object("proxy-cycle", "a handler that holds its proxy", () -> {
            Handlers.Stateful handler = new Handlers.Stateful(null);
            handler.state = Handlers.proxy(handler, SPEAKS);
            return handler.state;
        });
        c.object("proxy-of-proxy", "a handler that holds another proxy", () ->
                Handlers.proxy(new Handlers.Stateful(
                        Handlers.proxy(new Handlers.Silent(), WALKS)), SPEAKS));
        c.object("proxy-in-field", "as a field's value and a list's element", () -> {
            Object proxy = Handlers.proxy(new Handlers.Silent(), SPEAKS);
            return new Plain.Pair<>("key", new ArrayList<>(Arrays.asList(proxy, proxy)));
        });
        c.write("proxy-class-and-object", "the class, then an object of it", out -> {
            Object proxy = Handlers.proxy(new Handlers.Silent(), SPEAKS);
            out.writeObject(proxy.getClass());
            out.writeObject(proxy);
        });
    }

    private static Object answer(Object proxy, java.lang.reflect.Method method, Object[] args) {
        throw new IllegalStateException("called");
    }
}
