package javawire.gen;

import static java.io.ObjectStreamConstants.*;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** Builds a stream byte by byte, for forms that the JVM reads but never writes. */
public final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** The serialVersionUID of a class at hand. */
    public static long uid(Class<?> type) {
        return ObjectStreamClass.lookupAny(type).getSerialVersionUID();
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    public Wire header() {
        return u2(STREAM_MAGIC).u2(STREAM_VERSION);
    }

    public Wire u1(int value) {
        return raw((byte) value);
    }

    public Wire u2(int value) {
        return u1(value >> 8).u1(value);
    }

    public Wire u4(int value) {
        return u2(value >> 16).u2(value);
    }

    public Wire u8(long value) {
        return u4((int) (value >> 32)).u4((int) value);
    }

    public Wire raw(byte... data) {
        bytes.writeBytes(data);
        return this;
    }

    /** Bytes given in hex, blanks allowed. */
    public Wire hex(String digits) {
        return raw(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    /** Length and modified UTF-8, as names of classes and fields have it. */
    public Wire utf(String text) {
        try {
            out.writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public Wire string(String text) {
        return u1(TC_STRING).utf(text);
    }

    /** A string of the given encoded bytes, whatever they are. */
    public Wire stringOf(String hexBody) {
        byte[] body = new Wire().hex(hexBody).bytes();
        return u1(TC_STRING).u2(body.length).raw(body);
    }

    /** The long form, whatever the length. */
    public Wire longString(String text) {
        byte[] body = new Wire().utf(text).bytes();
        u1(TC_LONGSTRING).u8(body.length - 2);
        bytes.write(body, 2, body.length - 2);
        return this;
    }

    public Wire nul() {
        return u1(TC_NULL);
    }

    /** A reference to the n-th handle of the stream, counted from 0. */
    public Wire ref(int n) {
        return u1(TC_REFERENCE).u4(baseWireHandle + n);
    }

    public Wire block(byte... data) {
        return u1(TC_BLOCKDATA).u1(data.length).raw(data);
    }

    public Wire longBlock(byte... data) {
        return u1(TC_BLOCKDATALONG).u4(data.length).raw(data);
    }

    public Wire end() {
        return u1(TC_ENDBLOCKDATA);
    }

    public Wire reset() {
        return u1(TC_RESET);
    }

    public Wire object() {
        return u1(TC_OBJECT);
    }

    /** The start of a class descriptor, up to and with the number of its fields. */
    public Wire classDesc(String name, long uid, int flags, int fields) {
        return u1(TC_CLASSDESC).utf(name).u8(uid).u1(flags).u2(fields);
    }

    public Wire field(char type, String name) {
        return u1(type).utf(name);
    }

    /** A field that holds an object; its type is a string of its own. */
    public Wire field(String type, String name) {
        return u1(type.charAt(0)).utf(name).string(type);
    }

    /** No annotation, no superclass: the end of the simplest descriptors. */
    public Wire endDesc() {
        return end().nul();
    }

    /** A whole descriptor without fields, annotation and superclass. */
    public Wire bareDesc(String name, long uid, int flags) {
        return classDesc(name, uid, flags, 0).endDesc();
    }
}
