package javawire.gen;

import javawire.gen.group.*;

/** The list of all groups. */
final class Streams {
    private Streams() {}

    static Catalog all() throws Exception {
        Catalog c = new Catalog();
        Strings.add(c);
        Blocks.add(c);
        Utf.add(c);
        ClassObjects.add(c);
        PlainObjects.add(c);
        Sharing.add(c);
        Replacements.add(c);
        Custom.add(c);
        ExternStreams.add(c);
        ArrayStreams.add(c);
        Enums.add(c);
        Proxies.add(c);
        Annotations.add(c);
        Resets.add(c);
        Exceptions.add(c);
        RecordStreams.add(c);
        Unshared.add(c);
        Mixed.add(c);
        Deep.add(c);
        Tangles.add(c);
        OddStrings.add(c);
        OddBlocks.add(c);
        OddDescriptors.add(c);
        OddValues.add(c);
        JdkValues.add(c);
        JdkTime.add(c);
        JdkCollections.add(c);
        JdkWrappers.add(c);
        JdkConcurrent.add(c);
        JdkThrowables.add(c);
        return c;
    }
}
