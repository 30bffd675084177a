package javawire.gen.group;

import java.util.Arrays;

import javawire.gen.Catalog;

/** Primitive data at top level: how it is cut into blocks, and what may stand between blocks. */
public final class Blocks {
    private Blocks() {}

    public static void add(Catalog c) {
        sizes(c);
        primitives(c);
        splits(c);
        flushes(c);
        between(c);
    }

    /** Bytes that count up, so that a lost or doubled one shows. */
    static byte[] counting(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 7 + i / 256);
        }
        return data;
    }

    private static void sizes(Catalog c) {
        c.write("block-none", "the stream header and nothing else", out -> {});
        int[] sizes = {1, 2, 254, 255, 256, 257, 1023, 1024, 1025, 1279, 1280, 2048, 2049, 5000};
        for (int size : sizes) {
            c.write("block-" + size, "one write of " + size + " bytes", out ->
                    out.write(counting(size)));
        }
        c.write("block-1280-single", "1280 writes of one byte: the same blocks", out -> {
            for (byte b : counting(1280)) {
                out.write(b);
            }
        });
        c.write("block-pieces", "writes of 700 bytes that fill up the block of the one before", out -> {
            for (int i = 0; i < 5; i++) {
                out.write(counting(700));
            }
        });
    }

    private static void primitives(Catalog c) {
        c.write("block-every-primitive", "one value through each write method", out -> {
            out.writeBoolean(true);
            out.writeByte(-2);
            out.writeShort(-300);
            out.writeChar('\u20ac');
            out.writeInt(0x01020304);
            out.writeLong(0x0102030405060708L);
            out.writeFloat(1.5f);
            out.writeDouble(-2.25);
            out.writeBytes("bytes");
            out.writeChars("chars");
            out.writeUTF("utf");
            out.write(new byte[] {9, 8, 7, 6}, 1, 2);
        });
        c.write("block-extremes", "least and greatest value of each type", out -> {
            out.writeByte(Byte.MIN_VALUE);
            out.writeByte(Byte.MAX_VALUE);
            out.writeShort(Short.MIN_VALUE);
            out.writeShort(Short.MAX_VALUE);
            out.writeChar(Character.MIN_VALUE);
            out.writeChar(Character.MAX_VALUE);
            out.writeInt(Integer.MIN_VALUE);
            out.writeInt(Integer.MAX_VALUE);
            out.writeLong(Long.MIN_VALUE);
            out.writeLong(Long.MAX_VALUE);
            out.writeFloat(Float.MIN_VALUE);
            out.writeFloat(Float.MAX_VALUE);
            out.writeDouble(Double.MIN_VALUE);
            out.writeDouble(Double.MAX_VALUE);
        });
        c.write("block-floats-special", "zeros, infinities, NaN", out -> {
            for (float f : new float[] {0f, -0f, Float.POSITIVE_INFINITY, Float.NaN}) {
                out.writeFloat(f);
                out.writeDouble(-f);
            }
        });
        c.write("block-booleans-2000", "2000 booleans", out -> {
            for (int i = 0; i < 2000; i++) {
                out.writeBoolean(i % 3 == 0);
            }
        });
        c.write("block-ints-1000", "1000 ints: 4000 bytes", out -> {
            for (int i = 0; i < 1000; i++) {
                out.writeInt(i * i - 500);
            }
        });
        c.write("block-doubles-200", "200 doubles", out -> {
            for (int i = 0; i < 200; i++) {
                out.writeDouble(i / 8.0);
            }
        });
    }

    private static void splits(Catalog c) {
        for (int before : new int[] {1021, 1022, 1023}) {
            int in = 1024 - before;
            c.write("block-split-int-at-" + in, "an int, " + in + " of its bytes in the first block",
                    out -> {
                        out.write(counting(before));
                        out.writeInt(0x11223344);
                    });
        }
        c.write("block-split-short", "a short across two blocks", out -> {
            out.write(counting(1023));
            out.writeShort(0x1122);
        });
        c.write("block-split-char", "a char across two blocks", out -> {
            out.write(counting(1023));
            out.writeChar('\u20ac');
        });
        c.write("block-split-long", "a long across two blocks", out -> {
            out.write(counting(1019));
            out.writeLong(0x1122334455667788L);
        });
        c.write("block-split-float", "a float across two blocks", out -> {
            out.write(counting(1022));
            out.writeFloat(1.25f);
        });
        c.write("block-split-double", "a double across two blocks", out -> {
            out.write(counting(1023));
            out.writeDouble(Math.PI);
        });
        c.write("block-split-chars", "writeChars across two blocks", out -> {
            out.write(counting(1001));
            out.writeChars("each of these is two bytes \u00e9 \u20ac");
        });
        c.write("block-exactly-full-twice", "two full blocks and an int after them", out -> {
            out.write(counting(2048));
            out.writeInt(7);
        });
    }

    private static void flushes(Catalog c) {
        c.write("block-flush-between", "flush() cuts a block; two stand side by side", out -> {
            out.writeInt(1);
            out.flush();
            out.writeInt(2);
        });
        c.write("block-flush-each-byte", "ten blocks of one byte", out -> {
            for (int i = 0; i < 10; i++) {
                out.writeByte(i);
                out.flush();
            }
        });
        c.write("block-flush-inside-int", "an int whose bytes lie in four blocks", out -> {
            for (int b : new int[] {0x12, 0x34, 0x56, 0x78}) {
                out.write(b);
                out.flush();
            }
        });
        c.write("block-flush-empty", "flush() with nothing to write leaves nothing", out -> {
            out.flush();
            out.writeInt(1);
            out.flush();
            out.flush();
        });
    }

    private static void between(Catalog c) {
        c.write("block-before-object", "data, then a string", out -> {
            out.writeInt(1);
            out.writeObject("after");
        });
        c.write("block-after-object", "a string, then data", out -> {
            out.writeObject("before");
            out.writeInt(1);
        });
        c.write("block-around-objects", "data and objects in turn", out -> {
            for (int i = 0; i < 6; i++) {
                out.writeShort(i);
                out.writeObject("s" + i % 2);
                out.writeObject(i % 3 == 0 ? null : Integer.valueOf(i));
            }
            out.writeUTF("end");
        });
        c.write("block-full-then-object", "exactly 1024 bytes, then an object", out -> {
            out.write(counting(1024));
            out.writeObject("next");
            out.write(counting(1025));
            out.writeObject(null);
        });
        c.write("block-of-type-codes", "data that looks like every type code and a header", out -> {
            for (int code = 0x70; code <= 0x7f; code++) {
                out.writeByte(code);
            }
            out.writeInt(0xaced0005);
            out.writeObject("after");
        });
        c.write("block-zeros-3000", "3000 zero bytes", out -> {
            byte[] zeros = new byte[3000];
            Arrays.fill(zeros, (byte) 0);
            out.write(zeros);
        });
    }
}
