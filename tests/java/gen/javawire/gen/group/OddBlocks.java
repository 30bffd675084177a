package javawire.gen.group;

import static java.io.ObjectStreamConstants.*;

import javawire.gen.Catalog;
import javawire.gen.Wire;
import javawire.gen.model.Customs;
import javawire.gen.model.Externs;
import javawire.gen.model.Plain;

/** Block data in sizes and places in which the JVM's writer never puts it. */
public final class OddBlocks {
    private OddBlocks() {}

    public static void add(Catalog c) {
        sizes(c);
        splits(c);
        inside(c);
        resets(c);
    }

    private static void sizes(Catalog c) {
        c.hand("odd-block-empty", "TC_BLOCKDATA of no bytes", w -> w.block());
        c.hand("odd-block-long-empty", "TC_BLOCKDATALONG of no bytes", w -> w.longBlock());
        c.hand("odd-block-empty-many", "twenty empty blocks, then a string", w -> {
            for (int i = 0; i < 10; i++) {
                w.block().longBlock();
            }
            w.string("after");
        });
        c.hand("odd-block-empty-between", "empty blocks between objects", w ->
                w.string("a").block().string("b").longBlock().block().nul());
        c.hand("odd-block-empty-last", "empty blocks after the last object", w ->
                w.string("a").block().longBlock());
        c.hand("odd-block-long-short", "TC_BLOCKDATALONG of five bytes", w ->
                w.longBlock(Blocks.counting(5)));
        c.hand("odd-block-long-255", "TC_BLOCKDATALONG of 255 bytes", w ->
                w.longBlock(Blocks.counting(255)));
        c.hand("odd-block-long-5000", "one block of 5000 bytes", w ->
                w.longBlock(Blocks.counting(5000)));
        c.hand("odd-block-long-70000", "one block of 70,000 bytes", w ->
                w.longBlock(Blocks.counting(70_000)));
        c.hand("odd-block-mixed-sizes", "short and long form, full and empty, in turn", w ->
                w.block((byte) 1).longBlock((byte) 2).block().block(Blocks.counting(255))
                        .longBlock(Blocks.counting(300)).longBlock().block((byte) 3));
    }

    private static void splits(Catalog c) {
        c.hand("odd-block-int-in-four", "an int in four blocks, one of them of the long form", w ->
                w.block((byte) 0x11).longBlock((byte) 0x22).block((byte) 0x33).block((byte) 0x44));
        c.hand("odd-block-int-over-empty", "an int with empty blocks inside it", w ->
                w.block((byte) 1, (byte) 2).block().longBlock().block((byte) 3, (byte) 4));
        c.hand("odd-block-utf-each-byte", "a writeUTF text of six bytes, each in a block", w -> {
            for (byte b : new Wire().utf("a\u00e9\u20ac").bytes()) {
                w.block(b);
            }
        });
        c.hand("odd-block-1000-of-one", "a thousand blocks of one byte", w -> {
            for (byte b : Blocks.counting(1000)) {
                w.block(b);
            }
        });
    }

    private static void inside(Catalog c) {
        c.hand("odd-annotation-empty-blocks", "empty blocks in a class annotation", w ->
                w.object().classDesc(Plain.OneInt.class.getName(), 2, SC_SERIALIZABLE, 1)
                        .field('I', "value").block().longBlock().endDesc().u4(7));
        c.hand("odd-annotation-long-block", "one block of 2000 bytes in a class annotation", w ->
                w.object().classDesc(Plain.OneInt.class.getName(), 2, SC_SERIALIZABLE, 1)
                        .field('I', "value").longBlock(Blocks.counting(2000)).endDesc().u4(7));
        c.hand("odd-custom-empty-blocks", "empty blocks around objects in an object annotation", w -> {
            fieldless(w);
            w.block().nul().longBlock().string("x").block().end();
        });
        c.hand("odd-custom-long-short", "a long block of one byte in an object annotation", w -> {
            fieldless(w);
            w.longBlock((byte) 1).block((byte) 2).end();
        });
        c.hand("odd-custom-long-block", "one block of 3000 bytes in an object annotation", w -> {
            fieldless(w);
            w.longBlock(Blocks.counting(3000)).string("x").end();
        });
        c.hand("odd-custom-no-method-here", "a class whose stream has an annotation, but which has "
                + "no readObject", w ->
                w.object().classDesc(Plain.OneInt.class.getName(), 2,
                        SC_SERIALIZABLE | SC_WRITE_METHOD, 1)
                        .field('I', "value").endDesc()
                        .u4(7).block((byte) 1).string("skipped").nul().end());
        c.hand("odd-custom-method-here-only", "a class with a readObject, whose stream has no "
                + "annotation", w ->
                w.object().bareDesc(Customs.Fieldless.class.getName(), 402, SC_SERIALIZABLE)
                        .string("next"));
        c.hand("odd-extern-empty-blocks", "empty blocks in external contents", w ->
                w.object().bareDesc(Externs.Nothing.class.getName(), 503,
                        SC_EXTERNALIZABLE | SC_BLOCK_DATA).block().longBlock().end());
        c.hand("odd-extern-unread", "more external contents than the class reads", w ->
                w.object().bareDesc(Externs.Nothing.class.getName(), 503,
                        SC_EXTERNALIZABLE | SC_BLOCK_DATA)
                        .block((byte) 1).string("left").nul().longBlock((byte) 2).end()
                        .string("next"));
    }

    private static void resets(Catalog c) {
        c.hand("odd-reset-among-blocks", "a reset between the blocks of one int", w ->
                w.block((byte) 1, (byte) 2).reset().block((byte) 3, (byte) 4));
        c.hand("odd-reset-and-empty", "resets and empty blocks in turn, then a string", w -> {
            for (int i = 0; i < 5; i++) {
                w.reset().block();
            }
            w.string("after").reset().block();
        });
    }

    private static void fieldless(Wire w) {
        w.object().bareDesc(Customs.Fieldless.class.getName(), 402,
                SC_SERIALIZABLE | SC_WRITE_METHOD);
    }
}
