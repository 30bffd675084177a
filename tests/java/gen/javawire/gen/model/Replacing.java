package javawire.gen.model;

import java.io.Serializable;

/** Classes that put another object in their place, when written or when read. */
public final class Replacing {
    private Replacing() {}

    /** Read back as the constant that its number names. */
    public static final class Suit implements Serializable {
        private static final long serialVersionUID = 601;
        public static final Suit HEARTS = new Suit(0);
        public static final Suit SPADES = new Suit(1);
        private final int index;

        private Suit(int index) {
            this.index = index;
        }

        private Object readResolve() {
            return index == 0 ? HEARTS : SPADES;
        }
    }

    /** Written as whatever it is told. */
    public static class As implements Serializable {
        private static final long serialVersionUID = 602;
        private final transient Object instead;

        public As(Object instead) {
            this.instead = instead;
        }

        protected Object writeReplace() {
            return instead;
        }
    }

    /** Inherits the replacing. */
    public static class AsToo extends As {
        private static final long serialVersionUID = 603;
        public int lost = 1;

        public AsToo(Object instead) {
            super(instead);
        }
    }

    /** The serialization proxy of textbooks. */
    public static final class Period implements Serializable {
        private static final long serialVersionUID = 604;
        private final long from;
        private final long to;

        public Period(long from, long to) {
            this.from = from;
            this.to = to;
        }

        private Object writeReplace() {
            return new Form(from, to);
        }

        private static final class Form implements Serializable {
            private static final long serialVersionUID = 605;
            private final long from;
            private final long to;

            Form(long from, long to) {
                this.from = from;
                this.to = to;
            }

            private Object readResolve() {
                return new Period(from, to);
            }
        }
    }

    /** Read back as a string, which a reference to it then is too. */
    public static final class Melts implements Serializable {
        private static final long serialVersionUID = 606;
        private final String into = "melted";

        private Object readResolve() {
            return into;
        }
    }
}
