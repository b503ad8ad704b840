package org.permanence.signin;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// The part of a client's address that belongs to one subscriber: all of an IPv4 address, the first 64 bits of an
/// IPv6 address. Never prints itself.
///
/// @param prefix in hex
public record SourceNetwork(String prefix) {

    private static final int IPV6_PREFIX_BYTES = 8;

    public static SourceNetwork of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new SourceNetwork(HexFormat.of()
                .formatHex(address instanceof Inet4Address ? bytes : Arrays.copyOf(bytes, IPV6_PREFIX_BYTES)));
    }

    @Override
    public String toString() {
        return "[network]";
    }
}
