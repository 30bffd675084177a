package javawire.gen;

import java.util.Map;
import java.util.TreeMap;

/** One named stream: how it is made and what a reader of it should know beforehand. */
public final class Recipe {
    /** Makes the bytes of a stream, the same ones at every call. */
    @FunctionalInterface
    public interface Maker {
        byte[] make() throws Exception;
    }

    final String name;
    final String about;
    final Maker maker;
    final Map<String, String> tags = new TreeMap<>();

    /** The items, for streams that the JVM itself cannot read to the end; see {@link Conversation}. */
    String declared;

    int since = 0;
    int until = Integer.MAX_VALUE;
    String versionReason;
    private boolean unixOnly;

    Recipe(String name, String about, Maker maker) {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
            throw new IllegalArgumentException("not kebab-case: " + name);
        }
        if (about.isBlank() || about.matches("(?s).*[\\t\\n].*")) {
            throw new IllegalArgumentException(name + ": needs a description of one line");
        }
        this.name = name;
        this.about = about;
        this.maker = maker;
    }

    /** A remark for the manifest; neither part may hold white space. */
    public Recipe tag(String key, String value) {
        if (!(key + value).matches("\\S+")) {
            throw new IllegalArgumentException(name + ": bad tag " + key + "=" + value);
        }
        tags.put(key, value);
        return this;
    }

    /** Field values are not (only) where the class descriptor says. */
    public Recipe fieldsElsewhere() {
        return tag("fields", "elsewhere");
    }

    /** Only who is told can know that the class of this name wrote its fields elsewhere. */
    public Recipe told(String className) {
        return fieldsElsewhere().tag("told", className);
    }

    /** Holds an Externalizable object without block data: only its class knows where it ends. */
    public Recipe opaque() {
        return tag("opaque", "yes");
    }

    /** Not a stream by the grammar, though the JVM takes it. */
    public Recipe illegal() {
        return tag("legal", "no");
    }

    /** The items as the grammar has them, for streams that the JVM refuses. */
    public Recipe items(String sequence) {
        declared = sequence;
        return this;
    }

    /** Written by these JDK versions only, both ends included: those of which it was measured. */
    public Recipe versions(int first, int last, String why) {
        since = first;
        until = last;
        versionReason = why;
        return this;
    }

    /** Holds the separator of file names. */
    public Recipe unixOnly() {
        unixOnly = true;
        return tag("os", "unix");
    }

    boolean dependsOnVersion() {
        return versionReason != null;
    }

    boolean writtenBy(int feature) {
        boolean system = !unixOnly || java.io.File.separatorChar == '/';
        return system && since <= feature && feature <= until;
    }

    String versionRange() {
        return since == until ? Integer.toString(since) : since + ".." + until;
    }

    String fileName() {
        return name + ".ser";
    }
}
