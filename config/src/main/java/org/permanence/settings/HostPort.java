package org.permanence.settings;

import java.util.Optional;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// A host and a port, written `host:port`, an IPv6 address in brackets.
public record HostPort(Host host, int port) {

    static final ValueParser<HostPort> PARSER = ValueParser.of("host:port, such as 127.0.0.1:4573", HostPort::parse);
    static final ValueParser<Integer> PORT_PARSER = ValueParsers.number(1, 65_535);

    public HostPort {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
    }

    static Optional<HostPort> parse(String raw) {
        int colon = raw.lastIndexOf(':');
        if (colon < 1 || !raw.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(raw.substring(colon + 1));
        String host = raw.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        boolean bare = host.indexOf(':') < 0;
        return port <= 65_535 && bracketed != bare
                ? Host.parse(bracketed ? host.substring(1, host.length() - 1) : host)
                        .map(read -> new HostPort(read, port))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return (host.name().indexOf(':') >= 0 ? "[" + host + "]" : host.toString()) + ":" + port;
    }
}
