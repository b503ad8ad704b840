package org.permanence.signin.device;

import java.net.InetAddress;
import java.util.Optional;

/// Where a request comes from.
public sealed interface Client {

    InetAddress source();

    /// The certificate whose key the client has proved to hold; empty without one.
    Optional<DeviceFingerprint> certificate();

    /// A client of the console.
    record Browser(InetAddress source, Optional<DeviceFingerprint> certificate) implements Client {}

    /// A command on the machine of the engine. It has no certificate.
    record CommandLine(InetAddress source) implements Client {

        @Override
        public Optional<DeviceFingerprint> certificate() {
            return Optional.empty();
        }
    }
}
