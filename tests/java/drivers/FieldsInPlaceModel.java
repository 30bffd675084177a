package drivers;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.function.LongFunction;

/** The classes of FieldsInPlace: for each primitive type one alone, one below another, one with a reference. */
final class FieldsInPlaceModel {
    /** What the objects write behind their fields. */
    static char behind;

    private FieldsInPlaceModel() {}

    static void write(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        if (behind == 'b') {
            out.writeInt(7);
        } else if (behind == 's') {
            out.writeObject("behind");
        }
    }

    interface Value extends Serializable {
        long bits();

        default int above() {
            return 0;
        }
    }

    /** A superclass with a field, a writeObject and data of its own. */
    static class Above implements Serializable {
        int above = 0x78000000;

        public int above() {
            return above;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeShort(1);
        }
    }

    static final class Kind {
        final String name;
        final int width;
        final LongFunction<Value> alone;
        final LongFunction<Value> below;
        final LongFunction<Value> referring;

        Kind(
                String name,
                int width,
                LongFunction<Value> alone,
                LongFunction<Value> below,
                LongFunction<Value> referring) {
            this.name = name;
            this.width = width;
            this.alone = alone;
            this.below = below;
            this.referring = referring;
        }
    }

    static final Kind[] KINDS = {
        new Kind("boolean", 1, BooleanAlone::new, BooleanBelow::new, BooleanRef::new),
        new Kind("byte", 1, ByteAlone::new, ByteBelow::new, ByteRef::new),
        new Kind("short", 2, ShortAlone::new, ShortBelow::new, ShortRef::new),
        new Kind("char", 2, CharAlone::new, CharBelow::new, CharRef::new),
        new Kind("int", 4, IntAlone::new, IntBelow::new, IntRef::new),
        new Kind("float", 4, FloatAlone::new, FloatBelow::new, FloatRef::new),
        new Kind("long", 8, LongAlone::new, LongBelow::new, LongRef::new),
        new Kind("double", 8, DoubleAlone::new, DoubleBelow::new, DoubleRef::new),
    };

    static class BooleanAlone implements Value {
        boolean v;
        BooleanAlone(long bits) { v = bits != 0; }
        @Override public long bits() { return v ? 1 : 0; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class BooleanBelow extends Above implements Value {
        boolean v;
        BooleanBelow(long bits) { v = bits != 0; }
        @Override public long bits() { return v ? 1 : 0; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class BooleanRef implements Value {
        boolean v; Object ref;
        BooleanRef(long bits) { v = bits != 0; }
        @Override public long bits() { return v ? 1 : 0; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class ByteAlone implements Value {
        byte v;
        ByteAlone(long bits) { v = (byte) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class ByteBelow extends Above implements Value {
        byte v;
        ByteBelow(long bits) { v = (byte) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class ByteRef implements Value {
        byte v; Object ref;
        ByteRef(long bits) { v = (byte) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class ShortAlone implements Value {
        short v;
        ShortAlone(long bits) { v = (short) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class ShortBelow extends Above implements Value {
        short v;
        ShortBelow(long bits) { v = (short) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class ShortRef implements Value {
        short v; Object ref;
        ShortRef(long bits) { v = (short) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class CharAlone implements Value {
        char v;
        CharAlone(long bits) { v = (char) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class CharBelow extends Above implements Value {
        char v;
        CharBelow(long bits) { v = (char) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class CharRef implements Value {
        char v; Object ref;
        CharRef(long bits) { v = (char) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class IntAlone implements Value {
        int v;
        IntAlone(long bits) { v = (int) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class IntBelow extends Above implements Value {
        int v;
        IntBelow(long bits) { v = (int) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class IntRef implements Value {
        int v; Object ref;
        IntRef(long bits) { v = (int) bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class FloatAlone implements Value {
        float v;
        FloatAlone(long bits) { v = Float.intBitsToFloat((int) bits); }
        @Override public long bits() { return Float.floatToRawIntBits(v); }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class FloatBelow extends Above implements Value {
        float v;
        FloatBelow(long bits) { v = Float.intBitsToFloat((int) bits); }
        @Override public long bits() { return Float.floatToRawIntBits(v); }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class FloatRef implements Value {
        float v; Object ref;
        FloatRef(long bits) { v = Float.intBitsToFloat((int) bits); }
        @Override public long bits() { return Float.floatToRawIntBits(v); }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class LongAlone implements Value {
        long v;
        LongAlone(long bits) { v = bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class LongBelow extends Above implements Value {
        long v;
        LongBelow(long bits) { v = bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class LongRef implements Value {
        long v; Object ref;
        LongRef(long bits) { v = bits; }
        @Override public long bits() { return v; }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class DoubleAlone implements Value {
        double v;
        DoubleAlone(long bits) { v = Double.longBitsToDouble(bits); }
        @Override public long bits() { return Double.doubleToRawLongBits(v); }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class DoubleBelow extends Above implements Value {
        double v;
        DoubleBelow(long bits) { v = Double.longBitsToDouble(bits); }
        @Override public long bits() { return Double.doubleToRawLongBits(v); }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }

    static class DoubleRef implements Value {
        double v; Object ref;
        DoubleRef(long bits) { v = Double.longBitsToDouble(bits); }
        @Override public long bits() { return Double.doubleToRawLongBits(v); }
        private void writeObject(ObjectOutputStream out) throws IOException { write(out); }
    }
}
