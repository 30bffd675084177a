//! Classes of the JDK that are not among the inputs: what is known of them all the same.
//!
//! Those that the crate can describe are in `src/class/jdk_classes.txt`. Other jars and jmods tell
//! the rest.

use crate::class::jdk::JdkClass;

/// What is known of a class that is not among the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It is serializable, and this is its superclass.
    Serializable(Option<&'static str>),
    Externalizable,
    /// Neither it nor what it extends is.
    NotSerializable,
    Unknown,
}

/// What is known of a superclass.
pub(super) fn class(name: &str) -> Known {
    // Most classes extend one of these alone.
    if NOT_SERIALIZABLE.contains(&name) {
        return Known::NotSerializable;
    }
    match JdkClass::named(name) {
        Some(class) if class.flags.is_serializable() || class.flags.is_externalizable() => {
            Known::Serializable(class.superclass)
        }
        Some(_) => Known::NotSerializable,
        None => Known::Unknown,
    }
}

/// What is known of an interface.
pub(super) fn interface(name: &str) -> Known {
    match name {
        "java.io.Serializable" => Known::Serializable(None),
        "java.io.Externalizable" | "java.rmi.server.RemoteRef" | "java.rmi.server.ServerRef" => {
            Known::Externalizable
        }
        _ if SERIALIZABLE_INTERFACES.contains(&name) => Known::Serializable(None),
        _ if is_of_the_jdk(name) => Known::NotSerializable,
        _ => Known::Unknown,
    }
}

/// Whether a class is one of the JDK's, or of what once was part of it.
pub(crate) fn is_of_the_jdk(name: &str) -> bool {
    name.starts_with("java.") || name.starts_with("javax.") || name.starts_with("jdk.")
}

/// Classes that others extend, of which there is nothing in a stream.
const NOT_SERIALIZABLE: [&str; 22] = [
    "java.io.FilterInputStream",
    "java.io.FilterOutputStream",
    "java.io.InputStream",
    "java.io.OutputStream",
    "java.io.Reader",
    "java.io.Writer",
    "java.lang.ClassLoader",
    "java.lang.Object",
    "java.lang.Record",
    "java.lang.Thread",
    "java.net.Authenticator",
    "java.net.URLConnection",
    "java.util.AbstractCollection",
    "java.util.AbstractList",
    "java.util.AbstractMap",
    "java.util.AbstractQueue",
    "java.util.AbstractSequentialList",
    "java.util.AbstractSet",
    "java.util.Dictionary",
    "java.util.Observable",
    "java.util.ResourceBundle",
    "java.util.TimerTask",
];

/// The interfaces `java.…` and `javax.…` that extend `Serializable`, from JDK 11 to 25.
const SERIALIZABLE_INTERFACES: [&str; 38] = [
    "java.security.Key",
    "java.security.PrivateKey",
    "java.security.PublicKey",
    "java.security.cert.CertPathValidatorException$Reason",
    "java.security.interfaces.DSAPrivateKey",
    "java.security.interfaces.DSAPublicKey",
    "java.security.interfaces.ECPrivateKey",
    "java.security.interfaces.ECPublicKey",
    "java.security.interfaces.EdECPrivateKey",
    "java.security.interfaces.EdECPublicKey",
    "java.security.interfaces.RSAMultiPrimePrivateCrtKey",
    "java.security.interfaces.RSAPrivateCrtKey",
    "java.security.interfaces.RSAPrivateKey",
    "java.security.interfaces.RSAPublicKey",
    "java.security.interfaces.XECPrivateKey",
    "java.security.interfaces.XECPublicKey",
    "javax.crypto.SecretKey",
    "javax.crypto.interfaces.DHPrivateKey",
    "javax.crypto.interfaces.DHPublicKey",
    "javax.crypto.interfaces.PBEKey",
    "javax.print.attribute.Attribute",
    "javax.print.attribute.DocAttribute",
    "javax.print.attribute.PrintJobAttribute",
    "javax.print.attribute.PrintRequestAttribute",
    "javax.print.attribute.PrintServiceAttribute",
    "javax.print.attribute.SupportedValuesAttribute",
    "javax.management.Descriptor",
    "javax.management.NotificationFilter",
    "javax.management.QueryExp",
    "javax.management.ValueExp",
    "javax.management.relation.RelationType",
    "javax.naming.Name",
    "javax.naming.directory.Attribute",
    "javax.naming.directory.Attributes",
    "javax.naming.ldap.Control",
    "javax.naming.ldap.ExtendedRequest",
    "javax.naming.ldap.ExtendedResponse",
    "javax.naming.ldap.UnsolicitedNotification",
];
