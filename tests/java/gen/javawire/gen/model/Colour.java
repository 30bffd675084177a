package javawire.gen.model;

/** Enumerations: plain, with state, with bodies, with names outside ASCII. */
public enum Colour {
    RED,
    GREEN,
    BLUE;

    public enum Planet {
        MERCURY(0.39),
        EARTH(1.0);

        public final double distance;

        Planet(double distance) {
            this.distance = distance;
        }
    }

    public enum Sign implements java.util.function.IntUnaryOperator {
        PLUS {
            @Override
            public int applyAsInt(int operand) {
                return operand;
            }
        },
        MINUS {
            @Override
            public int applyAsInt(int operand) {
                return -operand;
            }
        }
    }

    public enum Size {
        KLEIN,
        GRO\u00df,
        \u5927
    }

    /** The serialization methods of an enumeration are never called. */
    public enum Stubborn {
        ONLY;

        public int ignored = 5;

        private void writeObject(java.io.ObjectOutputStream out) {
            throw new IllegalStateException("called");
        }
    }

    public enum None {}
}
