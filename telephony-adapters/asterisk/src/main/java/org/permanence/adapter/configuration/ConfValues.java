package org.permanence.adapter.configuration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.permanence.text.Slug;

/// Checks of values that are written into Asterisk's files. They list what is allowed, never what is forbidden.
/// Allowed values have no line end, `;`, `,`, `&`, `$`, bracket or quote, so no value can end its line or become a
/// second one.
final class ConfValues {

    private static final Pattern NAME = Pattern.compile(Slug.SYNTAX);
    private static final Pattern ENDPOINT = Pattern.compile("[0-9a-f]{8,40}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?");
    private static final Pattern PATH = Pattern.compile("/[\\p{L}\\p{N} ._/@+~-]*");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~+/=-]{16,128}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._+-]{1,64}");
    private static final Pattern CARRIER_PASSWORD = Pattern.compile("[\\x21-\\x7e&&[^;\\\\]]{1,128}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{0,80}");

    private ConfValues() {}

    static void name(String what, String value) {
        match(what, value, NAME, "lower-case letters, digits, '-', at most 40");
    }

    /// Hexadecimal in lower case: Asterisk refuses an Originate with words such as `DB` or `EVAL`.
    static void endpoint(String what, String value) {
        match(what, value, ENDPOINT, "8..40 lower-case hexadecimal digits");
    }

    static void host(String what, String value) {
        match(what, value, HOST, "a host name or an IPv4 address");
    }

    /// Whether a host of [#host] is an IPv4 address, not a name.
    static boolean isIpv4(String host) {
        return host.matches("[0-9.]+");
    }

    static void network(String what, String value) {
        match(what, value, NETWORK, "an IP address, or a network such as 192.0.2.0/24");
    }

    static void port(String what, int value) {
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: 1..65535)");
        }
    }

    static void path(String what, Path value) {
        if (!PATH.matcher(value.toString()).matches()) {
            throw new IllegalArgumentException(what + ": " + shown(value.toString())
                    + " (expected: an absolute path of letters, digits, blanks and ._/@+~-)");
        }
    }

    /// The message never quotes the value.
    static void secret(String what, String value) {
        if (!SECRET.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + ": unusable (expected: 16..128 letters, digits and ._~+/=-, on one line)");
        }
    }

    /// A user of a carrier: often a telephone number, so the message never quotes the value.
    static void account(String what, String value) {
        if (!ACCOUNT.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": unusable (expected: 1..64 letters, digits and ._+-)");
        }
    }

    /// A password that a carrier chose. The message never quotes the value.
    static void carrierPassword(String what, String value) {
        if (!CARRIER_PASSWORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what
                            + ": unusable (expected: 1..128 printable ASCII characters without blanks, ';' and '\\', which Asterisk's files cannot hold)");
        }
    }

    static void bytes(String what, String value, int most) {
        if (value.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new IllegalArgumentException(what + ": too long (expected: at most " + most + " bytes)");
        }
    }

    static void notEmpty(String what, List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(what + ": none (expected: at least one)");
        }
    }

    /// @param shown how a value is named in the message; for personal data a constant word
    static <T> void distinct(String what, List<T> values, Function<T, String> shown) {
        for (int i = 0; i < values.size(); i++) {
            if (values.subList(0, i).contains(values.get(i))) {
                throw new IllegalArgumentException(
                        what + ": " + shown.apply(values.get(i)) + " twice (expected: each once)");
            }
        }
    }

    private static void match(String what, String value, Pattern allowed, String expected) {
        if (!allowed.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": " + shown(value) + " (expected: " + expected + ")");
        }
    }

    /// A value that could break a configuration line could break a log line too.
    private static String shown(String value) {
        return PRINTABLE.matcher(value).matches() ? value : "[" + value.length() + " characters]";
    }
}
