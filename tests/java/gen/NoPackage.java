import java.io.Serializable;

/** A class without a package: its name in a stream has no dot. */
public class NoPackage implements Serializable {
    private static final long serialVersionUID = 41;
    public int value = 1;
    public NoPackage self = this;
}
