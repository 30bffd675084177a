//! Classes whose `writeObject` is known: those of the JDK.

use crate::text::JavaStr;

/// Returns whether a class is one of the JDK's own, by its name: in a package `java.…`, where a JVM lets
/// no others be, or in one of its `javax.…` packages. All of them write their fields first, but for
/// those that [write none](writes_no_fields).
pub(super) fn is_of_the_jdk(name: JavaStr<'_>) -> bool {
    let name = name.as_bytes();
    if name.starts_with(b"java.") {
        return true;
    }
    let Some(end) = name.iter().rposition(|byte| *byte == b'.') else {
        return false;
    };
    let package = name
        .get(..end)
        .and_then(|name| name.strip_prefix(b"javax."));
    package.is_some_and(|package| JAVAX.binary_search(&package).is_ok())
}

/// Returns whether a class of the JDK has fields in its descriptor, but its `writeObject` writes none.
pub(crate) fn writes_no_fields(name: JavaStr<'_>) -> bool {
    matches!(
        name.as_bytes(),
        b"com.sun.jndi.dns.DnsName"
            | b"com.sun.security.cert.internal.x509.X509V1CertImpl"
            | b"sun.security.krb5.internal.KRBError"
            | b"sun.security.x509.X509Key"
    )
}

/// The packages `javax.…` of the JDK, from 11 to 25.
const JAVAX: [&[u8]; 99] = [
    b"accessibility",
    b"annotation.processing",
    b"crypto",
    b"crypto.interfaces",
    b"crypto.spec",
    b"imageio",
    b"imageio.event",
    b"imageio.metadata",
    b"imageio.plugins.bmp",
    b"imageio.plugins.jpeg",
    b"imageio.plugins.tiff",
    b"imageio.spi",
    b"imageio.stream",
    b"lang.model",
    b"lang.model.element",
    b"lang.model.type",
    b"lang.model.util",
    b"management",
    b"management.loading",
    b"management.modelmbean",
    b"management.monitor",
    b"management.openmbean",
    b"management.relation",
    b"management.remote",
    b"management.remote.rmi",
    b"management.timer",
    b"naming",
    b"naming.directory",
    b"naming.event",
    b"naming.ldap",
    b"naming.ldap.spi",
    b"naming.spi",
    b"net",
    b"net.ssl",
    b"print",
    b"print.attribute",
    b"print.attribute.standard",
    b"print.event",
    b"rmi.ssl",
    b"script",
    b"security.auth",
    b"security.auth.callback",
    b"security.auth.kerberos",
    b"security.auth.login",
    b"security.auth.spi",
    b"security.auth.x500",
    b"security.cert",
    b"security.sasl",
    b"smartcardio",
    b"sound",
    b"sound.midi",
    b"sound.midi.spi",
    b"sound.sampled",
    b"sound.sampled.spi",
    b"sql",
    b"sql.rowset",
    b"sql.rowset.serial",
    b"sql.rowset.spi",
    b"swing",
    b"swing.border",
    b"swing.colorchooser",
    b"swing.event",
    b"swing.filechooser",
    b"swing.plaf",
    b"swing.plaf.basic",
    b"swing.plaf.metal",
    b"swing.plaf.multi",
    b"swing.plaf.nimbus",
    b"swing.plaf.synth",
    b"swing.table",
    b"swing.text",
    b"swing.text.html",
    b"swing.text.html.parser",
    b"swing.text.rtf",
    b"swing.tree",
    b"swing.undo",
    b"tools",
    b"transaction.xa",
    b"xml",
    b"xml.catalog",
    b"xml.crypto",
    b"xml.crypto.dom",
    b"xml.crypto.dsig",
    b"xml.crypto.dsig.dom",
    b"xml.crypto.dsig.keyinfo",
    b"xml.crypto.dsig.spec",
    b"xml.datatype",
    b"xml.namespace",
    b"xml.parsers",
    b"xml.stream",
    b"xml.stream.events",
    b"xml.stream.util",
    b"xml.transform",
    b"xml.transform.dom",
    b"xml.transform.sax",
    b"xml.transform.stax",
    b"xml.transform.stream",
    b"xml.validation",
    b"xml.xpath",
];
