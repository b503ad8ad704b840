package org.permanence.settings.console;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.console.ConsoleOrigin;
import org.permanence.settings.Host;
import org.permanence.settings.HostPort;
import org.permanence.settings.SecretPathParsers;
import org.permanence.signin.PasswordHasher;
import org.permanence.signin.device.ClientRules;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// Reads the section `console`.
public final class ConsoleReader {

    private static final int DEFAULT_PORT = 9443;
    private static final int MAX_HASHES = 8;

    private static final ValueParser<ConsoleOrigin> ORIGIN_PARSER = ValueParser.of(
            "https://host or https://host:port, nothing after it; http on loopback only", ConsoleReader::origin);

    private final Section section;
    private final PathParsers paths;

    public ConsoleReader(Section section, PathParsers paths) {
        this.section = section;
        this.paths = paths;
    }

    /// Reads the section.
    ///
    /// @param ports claims the port
    public Value<ConsoleSettings> read(PortReader ports) {
        var origin = section.required("origin", ORIGIN_PARSER);
        var host = section.withDefault("host", Host.PARSER, Host.LOOPBACK);
        var port = ports.read(section, "port", DEFAULT_PORT);
        Optional<Value<ConsoleSettings.CertificateFiles>> certificate =
                section.has("certificate-file") || section.has("key-file")
                        ? Optional.of(certificate(origin))
                        : Optional.empty();
        List<Value<InetAddress>> proxies = section.list("trusted-proxies", Host.ADDRESS_PARSER);
        var hashes = section.withDefault("hashes-at-once", ValueParsers.number(1, MAX_HASHES), PasswordHasher.AT_ONCE);
        Value<ClientRules> clients = new ClientRulesReader(section).read(isPlain(origin));
        if (isPlain(origin) && host.toOptional().map(read -> !read.isLoopback()).orElse(false)) {
            section.addProblem(host.location(), "not loopback", "loopback, or an origin with https");
        }
        return section.build(() -> new ConsoleSettings(
                origin.get(),
                new HostPort(host.get(), port.get()),
                certificate.map(Value::get),
                proxies.stream().map(Value::get).collect(Collectors.toSet()),
                hashes.get(),
                clients.get()));
    }

    /// Reads a port that no other part of the installation uses.
    @FunctionalInterface
    public interface PortReader {
        Value<Integer> read(Section section, String key, int absent);
    }

    private Value<ConsoleSettings.CertificateFiles> certificate(Value<ConsoleOrigin> origin) {
        var file = section.required("certificate-file", paths.readableFile());
        var key = section.required("key-file", new SecretPathParsers(paths).privateKeyFile());
        if (isPlain(origin)) {
            section.addProblem(
                    section.locationOf("certificate-file"), "given, but the origin has http", "no such key, or https");
        }
        return file.toOptional().isPresent() && key.toOptional().isPresent()
                ? Value.of(new ConsoleSettings.CertificateFiles(file.get(), key.get()), file.location())
                : Value.invalid(file.location());
    }

    private static boolean isPlain(Value<ConsoleOrigin> origin) {
        return origin.toOptional().map(read -> !read.isSecure()).orElse(false);
    }

    private static Optional<ConsoleOrigin> origin(String raw) {
        try {
            return Optional.of(ConsoleOrigin.parse(raw));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // The problem says what is expected.
        }
    }
}
