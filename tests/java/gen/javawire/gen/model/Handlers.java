package javawire.gen.model;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Handlers for dynamic proxies. */
public final class Handlers {
    private Handlers() {}

    public static Object proxy(InvocationHandler handler, Class<?>... faces) {
        return Proxy.newProxyInstance(Handlers.class.getClassLoader(), faces, handler);
    }

    public static class Silent implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 701;

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            throw new IllegalStateException("called");
        }
    }

    public static class Stateful extends Silent {
        private static final long serialVersionUID = 702;
        public int calls = 3;
        public Object state;

        public Stateful(Object state) {
            this.state = state;
        }
    }

    public record Fixed(String answer) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            throw new IllegalStateException("called");
        }
    }
}
