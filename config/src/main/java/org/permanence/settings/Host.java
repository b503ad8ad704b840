package org.permanence.settings;

import java.net.InetAddress;
import java.util.Optional;
import org.permanence.yaml.ValueParser;

/// An IP address, or a host name that is resolved when it is used.
public record Host(String name) {

    public static final ValueParser<Host> PARSER = ValueParser.of("an IP address or a host's name", Host::parse);

    public static final ValueParser<InetAddress> ADDRESS_PARSER =
            ValueParser.of("an IP address", raw -> isIpAddress(raw) ? parseIpLiteral(raw) : Optional.empty());

    private static final String LABELS = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*";

    public static final Host LOOPBACK = new Host("127.0.0.1");

    public Host {
        if (!isHost(name)) {
            throw new IllegalArgumentException("host: unreadable (expected: an IP address or a host's name)");
        }
    }

    /// Whether only this machine can reach it. Of all names, only `localhost` counts.
    public boolean isLoopback() {
        return name.equals("localhost")
                || parseIpLiteral(name).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /// Whether it stands for all addresses of this machine. A server can listen on it, but no client can connect to
    /// it.
    public boolean isWildcard() {
        return parseIpLiteral(name).map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    static Optional<Host> parse(String raw) {
        return isHost(raw) ? Optional.of(new Host(raw)) : Optional.empty();
    }

    /// Parses an IP address without DNS.
    static Optional<InetAddress> parseIpLiteral(String raw) {
        try {
            return Optional.of(InetAddress.ofLiteral(raw));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // Not an IP address.
        }
    }

    private static boolean isHost(String raw) {
        boolean numeric = raw.matches("[0-9.]+") || raw.indexOf(':') >= 0;
        return numeric ? isIpAddress(raw) : raw.length() <= 253 && raw.matches(LABELS);
    }

    /// The JDK also accepts `127.1` and `2130706433`. Asterisk may not, and operators would not recognise them.
    static boolean isIpAddress(String raw) {
        boolean familiar = raw.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || raw.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        return familiar && parseIpLiteral(raw).isPresent();
    }

    @Override
    public String toString() {
        return name;
    }
}
