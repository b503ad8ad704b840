package org.permanence.adapter.ami;

import java.nio.file.Path;

/// How the connection is carried.
public sealed interface AmiTransport {

    /// Plain TCP. The password and all callers' numbers can be read on the way, so it is allowed only within one
    /// machine.
    record Plain() implements AmiTransport {}

    /// TLS. Only the authority or server of these certificates (PEM) is trusted.
    record Tls(Path trusted) implements AmiTransport {}
}
