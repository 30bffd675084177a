package javawire.gen.model;

import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Interfaces for proxies, lambdas and class objects. */
public final class Faces {
    private Faces() {}

    public interface Speaks {
        String speak();
    }

    public interface Walks {
        int walk(int steps);
    }

    public interface Marked extends Serializable {
        default void mark() {}
    }

    interface Hidden {
        void hide();
    }

    /** Kept out of other packages' sight, so its proxies live in this one. */
    public static Class<?> hidden() {
        return Hidden.class;
    }

    @Retention(RetentionPolicy.RUNTIME)
    public @interface Note {
        String value() default "";
    }

    public interface SerialSupplier<T> extends java.util.function.Supplier<T>, Serializable {}

    public interface SerialFunction<A, B> extends java.util.function.Function<A, B>, Serializable {}

    public interface SerialTask extends Runnable, Serializable {}
}
