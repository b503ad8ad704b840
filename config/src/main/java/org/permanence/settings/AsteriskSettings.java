package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.permanence.durable.FileGroup;

/// The Asterisk that this installation configures.
///
/// @param rootDirectory root directory of a private Asterisk; empty: the Asterisk of the host
/// @param group the group of Asterisk's user, if that is another user than the engine's
/// @param audioSocket where Asterisk sends the audio of calls; empty: through pipes on this machine
/// @param engines FastAGI addresses, in the order in which the dialplan tries them
public record AsteriskSettings(
        Optional<Path> rootDirectory,
        FileGroup group,
        SipSettings sip,
        RtpSettings rtp,
        LimitSettings limits,
        Optional<AudioSocketSettings> audioSocket,
        List<HostPort> engines) {

    /// How the engine receives the audio of calls.
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

    /// Addresses of SIP.
    ///
    /// @param port for UDP and TCP
    public record SipSettings(Host host, int port, Optional<TlsSettings> tls) {}

    /// SIP over TLS.
    ///
    /// @param trusted certificates that trunks, and phones at fixed addresses, must show or be signed by
    public record TlsSettings(int port, Path certificate, Path key, Optional<Path> trusted) {}

    /// What one peer may use at one time.
    public record LimitSettings(
            int callersFromOneNumber,
            int callersWithoutNumber,
            int callersToOnePractice,
            int connectionsFromOneAddress) {}

    /// UDP ports for voice, both ends included.
    ///
    /// @param networks where voice comes from and goes to; empty: anywhere
    public record RtpSettings(int firstPort, int lastPort, List<CarrierNetwork> networks) {

        /// One conversation: two legs, each with RTP and RTCP.
        static final int MIN_PORTS = 4;

        public RtpSettings {
            networks = List.copyOf(networks);
            if (firstPort < 1024 || lastPort > 65_535 || lastPort - firstPort + 1 < MIN_PORTS) {
                throw new IllegalArgumentException(
                        "rtp: " + firstPort + ".." + lastPort + " (expected: 4 ports of 1024..65535)");
            }
        }
    }
}
