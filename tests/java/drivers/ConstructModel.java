package drivers;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;

/** Classes of every shape that a stream can tell apart. */
final class ConstructModel {
    /** The classes of the JDK that javawire describes by itself. */
    static final String[] JDK_CLASSES = {
        "java.io.EOFException", "java.io.FileNotFoundException", "java.io.IOException",
        "java.io.InterruptedIOException", "java.io.InvalidClassException",
        "java.io.NotSerializableException", "java.io.ObjectStreamException",
        "java.io.StreamCorruptedException", "java.io.UncheckedIOException",
        "java.lang.ArithmeticException", "java.lang.ArrayIndexOutOfBoundsException",
        "java.lang.ArrayStoreException", "java.lang.AssertionError", "java.lang.Boolean",
        "java.lang.Byte", "java.lang.Character", "java.lang.ClassCastException",
        "java.lang.CloneNotSupportedException", "java.lang.Double", "java.lang.Enum",
        "java.lang.Error", "java.lang.Exception", "java.lang.Float",
        "java.lang.IllegalArgumentException", "java.lang.IllegalStateException",
        "java.lang.IndexOutOfBoundsException", "java.lang.Integer",
        "java.lang.InterruptedException", "java.lang.LinkageError", "java.lang.Long",
        "java.lang.NegativeArraySizeException", "java.lang.NoSuchFieldException",
        "java.lang.NoSuchMethodException", "java.lang.NullPointerException", "java.lang.Number",
        "java.lang.NumberFormatException", "java.lang.Object", "java.lang.OutOfMemoryError",
        "java.lang.ReflectiveOperationException", "java.lang.RuntimeException",
        "java.lang.SecurityException", "java.lang.Short", "java.lang.StackOverflowError",
        "java.lang.StackTraceElement", "java.lang.String",
        "java.lang.StringIndexOutOfBoundsException", "java.lang.Throwable",
        "java.lang.UnsupportedOperationException", "java.lang.VirtualMachineError",
        "java.lang.reflect.Proxy", "java.math.BigDecimal", "java.math.BigInteger",
        "java.net.ConnectException", "java.net.SocketException",
        "java.net.SocketTimeoutException", "java.net.UnknownHostException",
        "java.time.DateTimeException", "java.time.Ser", "java.util.ArrayList",
        "java.util.CollSer", "java.util.Collections$EmptyList",
        "java.util.ConcurrentModificationException", "java.util.Date", "java.util.HashMap",
        "java.util.HashSet", "java.util.InputMismatchException", "java.util.LinkedHashMap",
        "java.util.LinkedHashSet", "java.util.LinkedList", "java.util.NoSuchElementException",
        "java.util.TreeMap", "java.util.TreeSet", "java.util.UUID",
        "java.util.concurrent.CancellationException",
        "java.util.concurrent.CompletionException", "java.util.concurrent.ExecutionException",
        "java.util.concurrent.TimeoutException",
    };

    private ConstructModel() {}

    enum Color {
        RED,
        GREEN,
        BLUE {
            @Override
            public String toString() {
                return "bleu";
            }
        }
    }

    /** Every type of field. */
    public static class Bean implements Serializable {
        private static final long serialVersionUID = 7;
        boolean z;
        byte b;
        char c;
        short s;
        int i;
        long j;
        float f;
        double d;
        String text;
        Object any;
        int[] ints;
        String[] texts;
        int[][] rows;
        List<Object> list;
        Integer boxed;
        Color color;
        Class<?> type;
        transient String lost;
        static String shared;
    }

    public static class Node implements Serializable {
        private static final long serialVersionUID = 1;
        String name;
        Node next;

        Node(String name, Node next) {
            this.name = name;
            this.next = next;
        }
    }

    /** Not public, and so are its arrays. */
    static class Hidden implements Serializable {}

    static class Upper implements Serializable {
        private static final long serialVersionUID = 10;
        int same = 1;
        String upper = "u";
    }

    static class Middle extends Upper {
        private static final long serialVersionUID = 11;
    }

    static class Lower extends Middle {
        private static final long serialVersionUID = 12;
        int same = 2;
        long lower = 3;
    }

    /** A key whose hash code only its class knows. */
    static class Id implements Serializable {
        private static final long serialVersionUID = 60;
        final int number;

        Id(int number) {
            this.number = number;
        }

        @Override
        public int hashCode() {
            return number * 31 + 7;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Id && ((Id) other).number == number;
        }
    }

    /** A superclass that is not serializable leaves no trace. */
    static class Apart {
        int apart = 5;
    }

    static class Above extends Apart implements Serializable {
        private static final long serialVersionUID = 13;
        int above = 6;
    }

    /** Writes data and objects behind its fields. */
    static class Custom implements Serializable {
        private static final long serialVersionUID = 20;
        int number;
        transient byte[] data;
        transient Object[] objects;

        Custom(int number, byte[] data, Object... objects) {
            this.number = number;
            this.data = data;
            this.objects = objects;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(data.length);
            out.write(data);
            out.writeInt(objects.length);
            for (Object object : objects) {
                out.writeObject(object);
                out.writeUTF("then");
            }
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            data = new byte[in.readInt()];
            in.readFully(data);
            objects = new Object[in.readInt()];
            for (int i = 0; i < objects.length; i++) {
                objects[i] = in.readObject();
                in.readUTF();
            }
        }
    }

    /** Two levels that each write their own. */
    static class SubCustom extends Custom {
        private static final long serialVersionUID = 21;
        String below;

        SubCustom(int number, byte[] data, String below) {
            super(number, data, below, null);
            this.below = below;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeBoolean(true);
            out.writeDouble(2.5);
            out.flush();
            out.writeFloat(Float.NaN);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            in.readBoolean();
            in.readDouble();
            in.readFloat();
        }
    }

    /** Fields by another name and type than the class has. */
    static class Persistent implements Serializable {
        private static final long serialVersionUID = 22;
        private static final ObjectStreamField[] serialPersistentFields = {
            new ObjectStreamField("z", String.class), new ObjectStreamField("a", int[].class),
            new ObjectStreamField("y", int.class), new ObjectStreamField("b", byte.class),
        };

        private void writeObject(ObjectOutputStream out) throws IOException {
            ObjectOutputStream.PutField fields = out.putFields();
            fields.put("z", "zed");
            fields.put("y", 25);
            out.writeFields();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.readFields();
        }
    }

    public static class External extends Upper implements Externalizable {
        private static final long serialVersionUID = 30;
        int number;
        Object object;

        public External() {}

        External(int number, Object object) {
            this.number = number;
            this.object = object;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(number);
            out.writeObject(object);
            for (int i = 0; i < number; i++) {
                out.writeLong(i);
            }
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            number = in.readInt();
            object = in.readObject();
            for (int i = 0; i < number; i++) {
                in.readLong();
            }
        }
    }

    public interface Greeter {
        String greet(String name);
    }

    static class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 40;
        Object state;

        Handler(Object state) {
            this.state = state;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return method.getName().equals("hashCode") ? (Object) 1 : null;
        }
    }
}
