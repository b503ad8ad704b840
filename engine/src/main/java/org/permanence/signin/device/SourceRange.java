package org.permanence.signin.device;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/// Addresses with the same first bits, in CIDR notation (RFC 4632, 3.1; RFC 4291, 2.3).
///
/// @param first  the first address: all bits after the prefix are zero
/// @param prefix how many bits all addresses of the range share
public record SourceRange(InetAddress first, int prefix) {

    private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";
    private static final String PREFIX = "0|[1-9][0-9]{0,2}";
    private static final String NO_PREFIX = "0";

    public SourceRange {
        int bits = bits(first);
        if (prefix < 0 || prefix > bits || hasBitsBelow(bits - prefix, number(first))) {
            throw new IllegalArgumentException(
                    "source range: unreadable (expected: such as 192.0.2.0/24, only zeros after the prefix)");
        }
    }

    /// Reads a range; a single address is a range of its own. Empty if it is neither.
    public static Optional<SourceRange> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        String prefix = slash < 0 ? NO_PREFIX : text.substring(slash + 1);
        if (!address.matches(ADDRESS) || !prefix.matches(PREFIX)) {
            return Optional.empty();
        }
        try {
            InetAddress first = InetAddress.ofLiteral(address);
            return Optional.of(new SourceRange(first, slash < 0 ? bits(first) : Integer.parseInt(prefix)));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // The settings say what is expected.
        }
    }

    /// Whether the address is in the range. An address of the other version of IP never is.
    public boolean contains(InetAddress address) {
        int bits = bits(first);
        return bits(address) == bits
                && number(address)
                        .shiftRight(bits - prefix)
                        .equals(number(first).shiftRight(bits - prefix));
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    private static boolean hasBitsBelow(int zeros, BigInteger number) {
        return number.signum() != 0 && number.getLowestSetBit() < zeros;
    }
}
