package javawire.differential;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.lang.reflect.Array;
import java.util.Set;

/** What the stand-ins call. */
public final class Capture {
    private Capture() {}

    /** What one class of an object is given, in its {@code readObject}. */
    public static void level(Object self, ObjectInputStream in, Class<?> level)
            throws IOException, ClassNotFoundException {
        ((CapturingInput) in).level(self, level);
    }

    /** What an Externalizable is given. */
    public static void external(Object self, ObjectInput in) throws IOException {
        ((CapturingInput) in).external(self);
    }

    /** The constants of an enum. */
    public static Enum<?>[] constants(Class<?> type) throws ReflectiveOperationException {
        Set<String> names = StandIns.CONSTANTS.get(type);
        Enum<?>[] constants = (Enum<?>[]) Array.newInstance(type, names.size());
        int count = 0;
        for (String name : names) {
            constants[count] = StandIns.make(type, name, count);
            count++;
        }
        return constants;
    }
}
