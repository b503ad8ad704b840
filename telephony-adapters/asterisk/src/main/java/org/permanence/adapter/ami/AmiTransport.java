package org.permanence.adapter.ami;

import java.nio.file.Path;

/// How the bytes travel.
public sealed interface AmiTransport {

    /// As they are: the password and every caller's number can be read on the way, so only ever within this machine.
    record Plain() implements AmiTransport {}

    /// Under TLS, with the certificates (PEM) of the authority or server that is trusted, and no other.
    record Tls(Path trusted) implements AmiTransport {}
}
