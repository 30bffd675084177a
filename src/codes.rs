//! The constants of `java.io.ObjectStreamConstants`, under their own names.
//!
//! Java Object Serialization Specification, section 6.4.2, "Terminal Symbols and Constants".

/// The first two bytes of every stream.
pub const STREAM_MAGIC: u16 = 0xACED;
/// The version that follows [`STREAM_MAGIC`].
pub const STREAM_VERSION: u16 = 5;
/// The four bytes every stream begins with: [`STREAM_MAGIC`] and [`STREAM_VERSION`].
pub const STREAM_HEADER: [u8; 4] = [0xAC, 0xED, 0x00, 0x05];

/// Null object reference.
pub const TC_NULL: u8 = 0x70;
/// Reference to an object already written.
pub const TC_REFERENCE: u8 = 0x71;
/// New class descriptor.
pub const TC_CLASSDESC: u8 = 0x72;
/// New object.
pub const TC_OBJECT: u8 = 0x73;
/// New string of at most 65,535 encoded bytes.
pub const TC_STRING: u8 = 0x74;
/// New array.
pub const TC_ARRAY: u8 = 0x75;
/// Class object.
pub const TC_CLASS: u8 = 0x76;
/// Block of primitive data with a length of one byte.
pub const TC_BLOCKDATA: u8 = 0x77;
/// End of the optional blocks and objects of an object or class annotation.
pub const TC_ENDBLOCKDATA: u8 = 0x78;
/// Both ends forget their handles.
pub const TC_RESET: u8 = 0x79;
/// Block of primitive data with a length of four bytes.
pub const TC_BLOCKDATALONG: u8 = 0x7A;
/// The writer failed; the exception follows.
pub const TC_EXCEPTION: u8 = 0x7B;
/// New string with a length of eight bytes.
pub const TC_LONGSTRING: u8 = 0x7C;
/// New descriptor of a dynamic proxy class.
pub const TC_PROXYCLASSDESC: u8 = 0x7D;
/// New enum constant.
pub const TC_ENUM: u8 = 0x7E;

/// The first handle a stream assigns (`baseWireHandle`).
pub const BASE_WIRE_HANDLE: u32 = 0x7E_0000;

/// Class descriptor flag: the class has a `writeObject` method.
pub const SC_WRITE_METHOD: u8 = 0x01;
/// Class descriptor flag: the class is `Serializable`.
pub const SC_SERIALIZABLE: u8 = 0x02;
/// Class descriptor flag: the class is `Externalizable`.
pub const SC_EXTERNALIZABLE: u8 = 0x04;
/// Class descriptor flag: external contents are in block data (protocol version 2).
pub const SC_BLOCK_DATA: u8 = 0x08;
/// Class descriptor flag: the class is an enum.
pub const SC_ENUM: u8 = 0x10;

/// The largest encoded length of a [`TC_STRING`] and of `writeUTF`.
pub const MAX_SHORT_STRING: usize = 0xFFFF;

/// The most bytes of block data the JDK's writer puts into one block.
pub const MAX_BLOCK_SIZE: usize = 1024;
