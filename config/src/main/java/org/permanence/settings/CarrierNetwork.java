package org.permanence.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.permanence.yaml.ValueParser;

/// A network that a carrier calls from. A trunk is authenticated only by its address, so wide networks are refused.
public record CarrierNetwork(String address, int prefix) {

    static final ValueParser<CarrierNetwork> PARSER =
            ValueParser.of("an IP address, or a network no wider than /16 (IPv6: /32)", CarrierNetwork::parse);

    private static final int MIN_PREFIX_V4 = 16;
    private static final int MIN_PREFIX_V6 = 32;

    public CarrierNetwork {
        if (!Host.isIpAddress(address) || !isNarrowEnough(address, prefix)) {
            throw new IllegalArgumentException("network: unreadable (expected: an address, a prefix of /16 or more)");
        }
    }

    static Optional<CarrierNetwork> parse(String raw) {
        String[] parts = raw.split("/", -1);
        if (parts.length > 2 || !Host.isIpAddress(parts[0])) {
            return Optional.empty();
        }
        if (parts.length == 2 && !parts[1].matches("[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits(parts[0]);
        return isNarrowEnough(parts[0], prefix) ? Optional.of(new CarrierNetwork(parts[0], prefix)) : Optional.empty();
    }

    boolean isLoopback() {
        return Host.parseIpLiteral(address).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static boolean isNarrowEnough(String address, int prefix) {
        boolean anywhere =
                Host.parseIpLiteral(address).map(InetAddress::isAnyLocalAddress).orElse(true);
        int widest = bits(address) == 32 ? MIN_PREFIX_V4 : MIN_PREFIX_V6;
        return !anywhere && widest <= prefix && prefix <= bits(address);
    }

    private static int bits(String address) {
        return Host.parseIpLiteral(address).orElseThrow() instanceof Inet4Address ? 32 : 128;
    }

    /// `192.0.2.1` or `192.0.2.0/24`.
    @Override
    public String toString() {
        return prefix == bits(address) ? address : address + "/" + prefix;
    }
}
