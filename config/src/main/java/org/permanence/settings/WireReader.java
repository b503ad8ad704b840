package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.permanence.settings.AsteriskSettings.RtpSettings;
import org.permanence.settings.AsteriskSettings.SipSettings;
import org.permanence.settings.AsteriskSettings.TlsSettings;

/// Reads where the house listens, and what it connects to.
final class WireReader {

    /// Ports are once in the house, whatever the host: two that differ by their host only would be mistaken in a
    /// log.
    private record Port(int number) {}

    private final Section house;
    private final Ledger ledger;
    private final FileShapes files;

    WireReader(Section house, Ledger ledger, FileShapes files) {
        this.house = house;
        this.ledger = ledger;
        this.files = files;
    }

    Value<AgiSettings> agi() {
        Section section = house.section("agi");
        var host = section.orElse("host", Shapes.HOST, Host.LOOPBACK);
        var port = port(section, "port", 4573);
        var tunnelled = section.orElse("tunnelled", Shapes.YES_OR_NO, false);
        var maxCalls = section.orElse("max-calls", Shapes.number(1, 100_000), 20_000);
        if (tunnelled.ifRead().map(yes -> !yes).orElse(false)) {
            mustBeLoopback(section, host, "loopback, or tunnelled: true where a tunnel protects it");
        }
        return section.build(
                () -> new AgiSettings(new HostPort(host.get(), port.get()), tunnelled.get(), maxCalls.get()));
    }

    Value<AmiSettings> ami() {
        Section section = house.section("ami");
        var host = section.orElse("host", Shapes.HOST, Host.LOOPBACK);
        var port = port(section, "port", 5038);
        var tls = section.orElse("tls", Shapes.YES_OR_NO, false);
        var trust = section.optional("trust-file", files.file());
        var user = section.orElse("user", Shapes.USER, "engine");
        var secret = section.required("secret-file", files.secret());
        if (tls.ifRead().map(yes -> !yes).orElse(false)) {
            mustBeLoopback(section, host, "loopback, or tls: true");
        }
        return section.build(() -> new AmiSettings(
                new HostPort(host.get(), port.get()), tls.get(), trust.get(), user.get(), secret.get()));
    }

    Value<ManagementSettings> management() {
        Section section = house.section("management");
        var host = section.orElse("host", Shapes.HOST, Host.LOOPBACK);
        var port = port(section, "port", 9573);
        var token = section.required("token-file", files.secret());
        mustBeLoopback(section, host, "loopback; a proxy with TLS may stand before it");
        return section.build(() -> new ManagementSettings(new HostPort(host.get(), port.get()), token.get()));
    }

    Value<AsteriskSettings> asterisk(Value<AgiSettings> agi) {
        Section section = house.section("asterisk");
        var tree = section.optional("tree", files.directory());
        var sip = sip(section.section("sip"));
        var rtp = rtp(section.section("rtp"), sip);
        Optional<Value<AudioSocketSettings>> audioSocket = hear(section);
        List<Value<HostPort>> engines = section.list("engines", Shapes.HOST_PORT);
        engines.forEach(engine -> mustBeReachable(section, engine, agi));
        mustHoldThisEngine(section, engines, agi);
        return section.build(() -> new AsteriskSettings(
                tree.get(),
                sip.get(),
                rtp.get(),
                audioSocket.map(Value::get),
                engines.isEmpty()
                        ? List.of(agi.ifRead().map(AgiSettings::address).orElse(new HostPort(Host.LOOPBACK, 4573)))
                        : engines.stream().map(Value::get).toList()));
    }

    /// What says where, if calls are heard that way.
    private Optional<Value<AudioSocketSettings>> hear(Section section) {
        var hear = section.orElse("hear", Shapes.HEAR, AsteriskSettings.Hear.PIPE);
        boolean far = hear.ifRead().equals(Optional.of(AsteriskSettings.Hear.AUDIO_SOCKET));
        if (!far && !section.has("audio-socket")) {
            return Optional.empty();
        }
        Value<AudioSocketSettings> read = audioSocket(section.section("audio-socket"));
        if (!far && hear.ifRead().isPresent()) {
            section.problem(section.spotOf("audio-socket"), "not what hears", "hear: audio-socket, or no such section");
        }
        return Optional.of(read);
    }

    private Value<AudioSocketSettings> audioSocket(Section section) {
        var host = section.orElse("host", Shapes.HOST, Host.LOOPBACK);
        var port = port(section, "port", 4574);
        var tunnelled = section.orElse("tunnelled", Shapes.YES_OR_NO, false);
        if (tunnelled.ifRead().map(yes -> !yes).orElse(false)) {
            mustBeLoopback(section, host, "loopback, or tunnelled: true where a tunnel protects it");
        } else if (host.ifRead().map(Host::isAny).orElse(false)) {
            section.problem(host.spot(), "any address", "one that Asterisk can connect to");
        }
        return section.build(() -> new AudioSocketSettings(new HostPort(host.get(), port.get()), tunnelled.get()));
    }

    private Value<SipSettings> sip(Section section) {
        var host = section.orElse("host", Shapes.HOST, Host.LOOPBACK);
        var port = port(section, "port", 5060);
        Optional<Value<TlsSettings>> tls =
                section.has("tls-port") || section.has("certificate-file") || section.has("key-file")
                        ? Optional.of(tls(section))
                        : Optional.empty();
        return section.build(() -> new SipSettings(host.get(), port.get(), tls.map(Value::get)));
    }

    private Value<TlsSettings> tls(Section section) {
        Value<Integer> port = section.required("tls-port", Shapes.PORT);
        port.ifRead().ifPresent(number -> ledger.takeOnce(new Port(number), port.spot()));
        Value<Path> certificate = section.required("certificate-file", files.file());
        Value<Path> key = section.required("key-file", files.privateKey());
        return port.ifRead().isPresent()
                        && certificate.ifRead().isPresent()
                        && key.ifRead().isPresent()
                ? Value.of(new TlsSettings(port.get(), certificate.get(), key.get()), port.spot())
                : Value.unread(port.spot());
    }

    private Value<RtpSettings> rtp(Section section, Value<SipSettings> sip) {
        var from = section.orElse("from", Shapes.number(1024, 65_535), 10_000);
        var to = section.orElse("to", Shapes.number(1024, 65_535), 19_999);
        if (from.ifRead().isPresent() && to.ifRead().isPresent()) {
            int fewest = from.get() + RtpSettings.FEWEST - 1;
            if (to.get() < fewest) {
                section.problem(to.spot(), Quoted.value(to.get().toString()), fewest + " or more, after from");
            }
            sip.ifRead()
                    .map(SipSettings::port)
                    .filter(port -> from.get() <= port && port <= to.get())
                    .ifPresent(
                            port -> section.problem(from.spot(), "holds the SIP port " + port, "ports of their own"));
        }
        return section.build(() -> new RtpSettings(from.get(), to.get()));
    }

    private Value<Integer> port(Section section, String key, int absent) {
        Value<Integer> port = section.orElse(key, Shapes.PORT, absent);
        port.ifRead().ifPresent(number -> ledger.takeOnce(new Port(number), port.spot()));
        return port;
    }

    private static void mustBeLoopback(Section section, Value<Host> host, String expected) {
        if (host.ifRead().map(read -> !read.isLoopback()).orElse(false)) {
            section.problem(host.spot(), "not loopback", expected);
        }
    }

    /// FastAGI has neither a password nor a cipher.
    private static void mustBeReachable(Section section, Value<HostPort> engine, Value<AgiSettings> agi) {
        boolean open = agi.ifRead().map(read -> !read.tunnelled()).orElse(false);
        if (open && engine.ifRead().map(read -> !read.host().isLoopback()).orElse(false)) {
            section.problem(engine.spot(), "not loopback", "loopback, or agi.tunnelled: true");
        }
    }

    private static void mustHoldThisEngine(Section section, List<Value<HostPort>> engines, Value<AgiSettings> agi) {
        boolean allRead = engines.stream().allMatch(engine -> engine.ifRead().isPresent());
        Optional<AgiSettings> own = agi.ifRead().filter(read -> !read.tunnelled());
        if (engines.isEmpty() || !allRead || own.isEmpty()) {
            return;
        }
        if (engines.stream().noneMatch(engine -> engine.get().equals(own.get().address()))) {
            section.problem(section.spotOf("engines"), "not this engine", "agi's own host and port among them");
        }
    }
}
