package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.durable.FileGroup;
import org.permanence.practicefile.ReferenceTable;
import org.permanence.settings.AsteriskSettings.LimitSettings;
import org.permanence.settings.AsteriskSettings.RtpSettings;
import org.permanence.settings.AsteriskSettings.SipSettings;
import org.permanence.settings.AsteriskSettings.TlsSettings;
import org.permanence.settings.console.ConsoleReader;
import org.permanence.settings.console.ConsoleSettings;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// Reads the addresses the engine listens on and connects to.
final class ConnectionsReader {

    /// Account name of AMI or of the database.
    static final ValueParser<String> USER_PARSER =
            ValueParser.of("1 to 40 letters, digits, '-', '_'", ValueParsers.matching("[A-Za-z0-9_-]{1,40}"));

    private static final List<String> TLS_KEYS =
            List.of("tls-port", "certificate-file", "key-file", "trusted-certificates-file");

    /// A port is used once in the installation, whatever the host: ports that differ only by host are easily
    /// confused in a log.
    private record ClaimedPort(int number) {}

    private final Section root;
    private final ReferenceTable references;
    private final PathParsers paths;
    private final SecretPathParsers secrets;

    ConnectionsReader(Section root, ReferenceTable references, PathParsers paths) {
        this.root = root;
        this.references = references;
        this.paths = paths;
        this.secrets = new SecretPathParsers(paths);
    }

    Value<AgiSettings> agi() {
        Section section = root.section("agi");
        var host = section.withDefault("host", Host.PARSER, Host.LOOPBACK);
        var port = port(section, "port", 4573);
        var protectedByTunnel = section.withDefault("protected-by-tunnel", ValueParsers.TRUE_FALSE, false);
        var maxCalls = section.withDefault("max-calls", ValueParsers.number(1, 100_000), 20_000);
        if (protectedByTunnel.toOptional().map(yes -> !yes).orElse(false)) {
            requireLoopback(section, host, "loopback, or protected-by-tunnel: true if a tunnel protects it");
        }
        return section.build(
                () -> new AgiSettings(new HostPort(host.get(), port.get()), protectedByTunnel.get(), maxCalls.get()));
    }

    Value<AmiSettings> ami() {
        Section section = root.section("ami");
        var host = section.withDefault("host", Host.PARSER, Host.LOOPBACK);
        var port = port(section, "port", 5038);
        var tls = section.withDefault("tls", ValueParsers.TRUE_FALSE, false);
        var trustedCertificate = section.optional("trusted-certificate-file", paths.readableFile());
        var user = section.withDefault("user", ConnectionsReader.USER_PARSER, "engine");
        var secret = section.required("secret-file", secrets.secretFile());
        if (tls.toOptional().map(yes -> !yes).orElse(false)) {
            requireLoopback(section, host, "loopback, or tls: true");
        } else { // Asterisk listens on the next port too, without TLS.
            port.toOptional().ifPresent(number -> references.claim(new ClaimedPort(number + 1), port.location()));
        }
        return section.build(() -> new AmiSettings(
                new HostPort(host.get(), port.get()), tls.get(), trustedCertificate.get(), user.get(), secret.get()));
    }

    Value<ManagementSettings> management() {
        Section section = root.section("management");
        var host = section.withDefault("host", Host.PARSER, Host.LOOPBACK);
        var port = port(section, "port", 9573);
        var token = section.required("token-file", secrets.secretFile());
        requireLoopback(section, host, "loopback; a proxy with TLS may stand before it");
        return section.build(() -> new ManagementSettings(new HostPort(host.get(), port.get()), token.get()));
    }

    /// Empty: the installation has no console.
    Optional<Value<ConsoleSettings>> console() {
        return root.has("console")
                ? Optional.of(new ConsoleReader(root.section("console"), paths).read(this::port))
                : Optional.empty();
    }

    Value<AsteriskSettings> asterisk(Value<AgiSettings> agi) {
        Section section = root.section("asterisk");
        var rootDirectory = section.optional("root-directory", paths.directory());
        var group = section.withDefault(
                "group", ValueParser.of("a group of this machine", FileGroup::named), FileGroup.NONE);
        var sip = sip(section.section("sip"));
        var rtp = rtp(section.section("rtp"), sip);
        var limits = limits(section.section("limits"));
        Optional<Value<AudioSocketSettings>> audioSocket = audioTap(section);
        List<Value<HostPort>> engines = section.list("engines", HostPort.PARSER);
        engines.forEach(engine -> requireReachable(section, engine, agi));
        requireThisEngine(section, engines, agi);
        return section.build(() -> new AsteriskSettings(
                rootDirectory.get(),
                group.get(),
                sip.get(),
                rtp.get(),
                limits.get(),
                audioSocket.map(Value::get),
                engines.isEmpty()
                        ? List.of(agi.toOptional().map(AgiSettings::address).orElse(new HostPort(Host.LOOPBACK, 4573)))
                        : engines.stream().map(Value::get).toList()));
    }

    /// The AudioSocket address, if audio is tapped that way.
    private Optional<Value<AudioSocketSettings>> audioTap(Section section) {
        var audioTap = section.withDefault(
                "audio-tap",
                ValueParsers.enumWord(AsteriskSettings.AudioTapKind.class),
                AsteriskSettings.AudioTapKind.PIPE);
        boolean overAudioSocket = audioTap.toOptional().equals(Optional.of(AsteriskSettings.AudioTapKind.AUDIO_SOCKET));
        if (!overAudioSocket && !section.has("audio-socket")) {
            return Optional.empty();
        }
        Value<AudioSocketSettings> read = audioSocket(section.section("audio-socket"));
        if (!overAudioSocket && audioTap.toOptional().isPresent()) {
            section.addProblem(
                    section.locationOf("audio-socket"),
                    "audio-tap is pipe",
                    "audio-tap: audio-socket, or no such section");
        }
        return Optional.of(read);
    }

    private Value<AudioSocketSettings> audioSocket(Section section) {
        var host = section.withDefault("host", Host.PARSER, Host.LOOPBACK);
        var port = port(section, "port", 4574);
        var protectedByTunnel = section.withDefault("protected-by-tunnel", ValueParsers.TRUE_FALSE, false);
        if (protectedByTunnel.toOptional().map(yes -> !yes).orElse(false)) {
            requireLoopback(section, host, "loopback, or protected-by-tunnel: true if a tunnel protects it");
        } else if (host.toOptional().map(Host::isWildcard).orElse(false)) {
            section.addProblem(host.location(), "any address", "one that Asterisk can connect to");
        }
        return section.build(
                () -> new AudioSocketSettings(new HostPort(host.get(), port.get()), protectedByTunnel.get()));
    }

    private Value<SipSettings> sip(Section section) {
        var host = section.withDefault("host", Host.PARSER, Host.LOOPBACK);
        var port = port(section, "port", 5060);
        Optional<Value<TlsSettings>> tls =
                TLS_KEYS.stream().anyMatch(section::has) ? Optional.of(tls(section)) : Optional.empty();
        return section.build(() -> new SipSettings(host.get(), port.get(), tls.map(Value::get)));
    }

    private Value<TlsSettings> tls(Section section) {
        Value<Integer> port = section.required("tls-port", HostPort.PORT_PARSER);
        port.toOptional().ifPresent(number -> references.claim(new ClaimedPort(number), port.location()));
        Value<Path> certificate = section.required("certificate-file", paths.readableFile());
        Value<Path> key = section.required("key-file", secrets.privateKeyFile());
        Value<Optional<Path>> trusted = section.optional("trusted-certificates-file", paths.readableFile());
        return Stream.of(port, certificate, key, trusted)
                        .allMatch(value -> value.toOptional().isPresent())
                ? Value.of(new TlsSettings(port.get(), certificate.get(), key.get(), trusted.get()), port.location())
                : Value.invalid(port.location());
    }

    private Value<RtpSettings> rtp(Section section, Value<SipSettings> sip) {
        var firstPort = section.withDefault("first-port", ValueParsers.number(1024, 65_535), 10_000);
        var lastPort = section.withDefault("last-port", ValueParsers.number(1024, 65_535), 19_999);
        firstPort
                .toOptional()
                .filter(port -> port % 2 != 0)
                .ifPresent(port -> section.addProblem(firstPort.location(), "the odd port " + port, "an even port"));
        if (firstPort.toOptional().isPresent() && lastPort.toOptional().isPresent()) {
            int minLastPort = firstPort.get() + RtpSettings.MIN_PORTS - 1;
            if (lastPort.get() < minLastPort) {
                section.addProblem(
                        lastPort.location(),
                        SafeEcho.value(lastPort.get().toString()),
                        minLastPort + " or more: four ports");
            }
            sip.toOptional()
                    .map(SipSettings::port)
                    .filter(port -> firstPort.get() <= port && port <= lastPort.get())
                    .ifPresent(port -> section.addProblem(
                            firstPort.location(), "holds the SIP port " + port, "a range without it"));
        }
        List<Value<CarrierNetwork>> networks = section.list("networks", CarrierNetwork.PARSER);
        return section.build(() -> new RtpSettings(
                firstPort.get(),
                lastPort.get(),
                networks.stream().map(Value::get).toList()));
    }

    private static Value<LimitSettings> limits(Section section) {
        ValueParser<Integer> limit = ValueParsers.number(1, 10_000);
        var fromOneNumber = section.withDefault("callers-from-one-number", limit, 10);
        var withoutNumber = section.withDefault("callers-without-number", limit, 50);
        var toOnePractice = section.withDefault("callers-to-one-practice", limit, 250);
        var fromOneAddress = section.withDefault("connections-from-one-address", limit, 100);
        return section.build(() ->
                new LimitSettings(fromOneNumber.get(), withoutNumber.get(), toOnePractice.get(), fromOneAddress.get()));
    }

    private Value<Integer> port(Section section, String key, int absent) {
        Value<Integer> port = section.withDefault(key, HostPort.PORT_PARSER, absent);
        port.toOptional().ifPresent(number -> references.claim(new ClaimedPort(number), port.location()));
        return port;
    }

    private static void requireLoopback(Section section, Value<Host> host, String expected) {
        if (host.toOptional().map(read -> !read.isLoopback()).orElse(false)) {
            section.addProblem(host.location(), "not loopback", expected);
        }
    }

    /// FastAGI is not encrypted.
    private static void requireReachable(Section section, Value<HostPort> engine, Value<AgiSettings> agi) {
        boolean open = agi.toOptional().map(read -> !read.protectedByTunnel()).orElse(false);
        if (open && engine.toOptional().map(read -> !read.host().isLoopback()).orElse(false)) {
            section.addProblem(engine.location(), "not loopback", "loopback, or agi.protected-by-tunnel: true");
        }
    }

    private static void requireThisEngine(Section section, List<Value<HostPort>> engines, Value<AgiSettings> agi) {
        boolean allRead =
                engines.stream().allMatch(engine -> engine.toOptional().isPresent());
        Optional<AgiSettings> own = agi.toOptional().filter(read -> !read.protectedByTunnel());
        if (engines.isEmpty() || !allRead || own.isEmpty()) {
            return;
        }
        if (engines.stream().noneMatch(engine -> engine.get().equals(own.get().address()))) {
            section.addProblem(section.locationOf("engines"), "not this engine", "agi's own host and port among them");
        }
    }
}
