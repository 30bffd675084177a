package drivers;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Streams that no phrase program sends. Each line of input names one, with numbers behind the name
 * where it takes some; the whole stream, header included, is printed as hex.
 */
public class FaultStreams {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ObjectOutputStream out = new ObjectOutputStream(bytes);
            write(out, line.split(" "));
            out.close();
            System.out.println(hex(bytes.toByteArray()));
        }
    }

    private static void write(ObjectOutputStream out, String[] words) throws IOException {
        switch (words[0]) {
            case "null":
                out.writeObject(null);
                break;
            case "Integer":
                out.writeObject(42);
                break;
            case "int[]":
                out.writeObject(new int[] {1, 2, 3});
                break;
            case "String[]":
                out.writeObject(new String[] {"hola"});
                break;
            case "enum":
                out.writeObject(TimeUnit.SECONDS);
                break;
            case "Class":
                out.writeObject(Integer.class);
                break;
            case "proxy":
                out.writeObject(
                        Proxy.newProxyInstance(
                                FaultStreams.class.getClassLoader(),
                                new Class<?>[] {Runnable.class},
                                new Handler()));
                break;
            case "exception":
                try {
                    out.writeObject(new Object());
                } catch (NotSerializableException expected) {
                    // It is in the stream, as TC_EXCEPTION.
                }
                break;
            case "cut":
                try {
                    out.writeObject(new Object[] {new Date(1), new Object()});
                } catch (NotSerializableException expected) {
                    // The array ends where it is.
                }
                break;
            case "blocks":
                blocks(out, words);
                break;
            case "bytes":
                bytes(out, words);
                break;
            case "primitives":
                primitives(out, Integer.parseInt(words[1]));
                break;
            case "strings":
                strings(out);
                break;
            case "loop":
                out.writeObject(loop());
                break;
            case "unshared":
                unshared(out);
                break;
            case "separate":
                out.writeObject(separate(Integer.parseInt(words[1])));
                break;
            case "together":
                for (int i = 0; i < SEPARATE; i++) {
                    out.writeObject(separate(i));
                }
                break;
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    /** What refers to itself, and what has something of its own to refer to. */
    private static Object[] loop() {
        AtomicReference<Object> reference = new AtomicReference<>();
        reference.set(reference);
        Object[] loop = {
            null, reference, TimeUnit.SECONDS, Integer.class, "text", ObjectStreamClass.lookup(Date.class)
        };
        loop[0] = loop;
        return loop;
    }

    private static void unshared(ObjectOutputStream out) throws IOException {
        Object[] loop = loop();
        out.writeUnshared(loop);
        out.writeObject(loop);
        out.writeUnshared(loop);
        out.writeUnshared(null);
        for (Object element : loop) {
            out.writeUnshared(element);
        }
        out.writeObject(loop);
        out.reset();
        for (Object element : loop) {
            out.writeUnshared(element);
            out.writeObject(element);
        }
    }

    private static final int SEPARATE = 24;

    /** Objects that share nothing but their classes. */
    private static Object separate(int i) {
        String text = new String("text of " + i);
        switch (i) {
            case 0:
            case 1:
                return new ArrayList<>(Arrays.asList(text, 1000 + i));
            case 2:
                return 70_000;
            case 3:
                return 5L << 40;
            case 4:
            case 5:
                return new Date(i);
            case 6:
            case 7:
                return new String[] {text};
            case 8:
                return new LinkedHashMap<>(Collections.singletonMap(text, 1000L * i));
            case 9:
                return new HashMap<>(Collections.singletonMap(text, 1000L * i));
            case 10:
            case 11:
                return new BigDecimal("1.5").add(BigDecimal.valueOf(i));
            case 12:
            case 13:
                return URI.create("http://localhost/" + i);
            case 14:
            case 15:
                return Proxy.newProxyInstance(
                        FaultStreams.class.getClassLoader(),
                        new Class<?>[] {Runnable.class},
                        new Handler());
            case 16:
                return Integer.class;
            case 17:
                return ObjectStreamClass.lookup(Date.class);
            case 18:
                return TimeUnit.SECONDS;
            case 19:
                return TimeUnit.DAYS;
            case 20:
            case 21:
                return new int[] {i};
            default:
                return new AtomicReference<>(new Date(i));
        }
    }

    /** Runs of bytes, each in one call, each ended by a string. */
    private static void blocks(ObjectOutputStream out, String[] words) throws IOException {
        for (int i = 1; i < words.length; i++) {
            out.write(numbered(Integer.parseInt(words[i])));
            out.writeObject("end of " + words[i]);
        }
    }

    /** The same runs, byte by byte, each ended by a flush. */
    private static void bytes(ObjectOutputStream out, String[] words) throws IOException {
        for (int i = 1; i < words.length; i++) {
            for (byte value : numbered(Integer.parseInt(words[i]))) {
                out.write(value);
            }
            out.flush();
        }
    }

    /** Every method of DataOutput, so often that each falls across the end of a block. */
    private static void primitives(ObjectOutputStream out, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.writeBoolean(i % 2 == 0);
            out.writeByte(i);
            out.writeShort(-i);
            out.writeChar(i);
            out.writeInt(i * 1_000_003);
            out.writeLong(i * -1_000_000_007L);
            out.writeFloat(i / 3f);
            out.writeDouble(i / 3d);
            out.writeFloat(Float.intBitsToFloat(0x7F800001));
            out.writeDouble(Double.longBitsToDouble(0xFFF0000000000001L));
            out.writeUTF("phrase " + i);
            out.writeChars("ñ€" + i);
            out.writeBytes("hola" + i);
        }
    }

    /** Strings, one of them twice; nulls; resets; block data between them. */
    private static void strings(ObjectOutputStream out) throws IOException {
        String hola = "hola";
        out.writeInt(1);
        out.writeObject(hola);
        out.writeObject("ñ€\uD83D\uDE00\0\uD800");
        out.writeInt(2);
        out.writeInt(3);
        out.writeObject(hola);
        out.writeObject(null);
        out.reset();
        out.writeObject(hola);
        out.writeObject("");
        out.reset();
        out.reset();
        out.writeInt(4);
        StringBuilder longer = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            longer.append('ñ');
        }
        out.writeObject(longer.toString());
        out.writeObject(hola);
    }

    private static byte[] numbered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder(2 * bytes.length);
        for (byte value : bytes) {
            hex.append(Character.forDigit(value >> 4 & 0xF, 16));
            hex.append(Character.forDigit(value & 0xF, 16));
        }
        return hex.toString();
    }

    private static class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            return null;
        }
    }
}
