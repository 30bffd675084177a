package javawire.gen.model;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.OptionalDataException;
import java.util.ArrayList;
import java.util.List;

/** What a class wrote besides its fields: runs of data as byte[], and objects, in their order. */
public final class Tail {
    private Tail() {}

    /** Reads up to the end of the annotation or of the external contents. */
    public static List<Object> read(ObjectInputStream in) throws IOException, ClassNotFoundException {
        List<Object> items = new ArrayList<>();
        byte[] run = null;
        while (true) {
            int ready = in.available();
            if (ready > 0) {
                int before = run == null ? 0 : run.length;
                run = run == null ? new byte[ready] : java.util.Arrays.copyOf(run, before + ready);
                in.readFully(run, before, ready);
                continue;
            }
            if (run != null) {
                items.add(run);
                run = null;
            }
            try {
                items.add(in.readObject());
            } catch (OptionalDataException e) {
                if (!e.eof) {
                    throw e;
                }
                return items;
            }
        }
    }
}
