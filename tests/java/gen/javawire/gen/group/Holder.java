package javawire.gen.group;

import java.io.Serializable;

/** An outer class for inner and anonymous ones. */
public class Holder implements Serializable {
    private static final long serialVersionUID = 31;
    public final String name;

    Holder(String name) {
        this.name = name;
    }

    /** Uses its outer instance: newer compilers leave out the field where it is unused. */
    public class Part implements Serializable {
        private static final long serialVersionUID = 32;
        public final int number;

        Part(int number) {
            this.number = number;
        }

        String full() {
            return name + number;
        }
    }

    static Object anonymous(String captured) {
        return new Serializable() {
            private static final long serialVersionUID = 33;
            private final int own = 1;

            @Override
            public String toString() {
                return captured + own;
            }
        };
    }
}
