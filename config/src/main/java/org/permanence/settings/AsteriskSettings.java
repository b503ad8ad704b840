package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The Asterisk this house configures.
///
/// @param rootDirectory the root of a private Asterisk; absent: the host's own
/// @param audioSocket where it says what is said in calls; absent: in pipes, on this machine
/// @param engines where the dialplan finds the engines' FastAGI, in the order it tries them
public record AsteriskSettings(
        Optional<Path> rootDirectory,
        SipSettings sip,
        RtpSettings rtp,
        Optional<AudioSocketSettings> audioSocket,
        List<HostPort> engines) {

    /// How calls are heard.
    enum AudioTapKind {
        PIPE,
        AUDIO_SOCKET
    }

    public AsteriskSettings {
        engines = List.copyOf(engines);
        if (engines.isEmpty()) {
            throw new IllegalArgumentException("asterisk engines: empty (expected: at least one)");
        }
    }

    /// Where SIP listens.
    ///
    /// @param port for UDP and TCP
    public record SipSettings(Host host, int port, Optional<TlsSettings> tls) {}

    public record TlsSettings(int port, Path certificate, Path key) {}

    /// UDP ports, both included.
    public record RtpSettings(int firstPort, int lastPort) {

        /// One conversation: two parties, voice and control each.
        static final int MIN_PORTS = 4;

        public RtpSettings {
            if (firstPort < 1024 || lastPort > 65_535 || lastPort - firstPort + 1 < MIN_PORTS) {
                throw new IllegalArgumentException(
                        "rtp: " + firstPort + ".." + lastPort + " (expected: 4 ports of 1024..65535)");
            }
        }
    }
}
