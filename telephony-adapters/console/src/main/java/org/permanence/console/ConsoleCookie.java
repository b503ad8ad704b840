package org.permanence.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.permanence.seal.DeviceCookies;

/// The cookies of the console. `__Host-` makes browsers refuse them from another host, another path or without TLS
/// (draft-ietf-httpbis-rfc6265bis, 4.1.3.2).
public enum ConsoleCookie {
    /// The token of a session: 256 bits in base64url. The browser forgets it when it closes.
    SESSION("__Host-session", "[A-Za-z0-9_-]{43}", Optional.empty()),
    /// The device of an earlier sign-in ([DeviceCookies]). It opens nothing.
    DEVICE("__Host-device", "[0-9a-f]{32}\\.[0-9]{1,6}\\.[0-9a-f]{64}", Optional.of(DeviceCookies.LIFETIME));

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
    private static final Pattern SEMICOLON = Pattern.compile(";");

    private final String cookieName;
    private final Pattern format;
    private final Optional<Duration> lifetime;

    ConsoleCookie(String cookieName, String format, Optional<Duration> lifetime) {
        this.cookieName = cookieName;
        this.format = Pattern.compile(format);
        this.lifetime = lifetime;
    }

    /// What an answer does with a cookie. It never prints itself.
    ///
    /// @param header the value of `Set-Cookie`
    public record Change(String header) {

        @Override
        public String toString() {
            return "[cookie]";
        }
    }

    String cookieName() {
        return cookieName;
    }

    /// The cookie in a request's `Cookie` headers. Empty if there is none, if it cannot be one, or if there are
    /// two: a second one can only be put there by an attacker.
    Optional<String> read(List<String> headers) {
        List<String> values = headers.stream()
                .flatMap(SEMICOLON::splitAsStream)
                .map(String::strip)
                .filter(pair -> pair.startsWith(cookieName + "="))
                .map(pair -> pair.substring(cookieName.length() + 1))
                .toList();
        return values.size() == 1 ? values.stream().filter(this::isOne).findFirst() : Optional.empty();
    }

    /// Whether the cookie was sent, whatever its value.
    boolean isIn(List<String> headers) {
        return headers.stream().anyMatch(header -> header.contains(cookieName + "="));
    }

    private boolean isOne(String value) {
        return format.matcher(value).matches();
    }

    /// Gives the browser the cookie.
    public Change set(String value) {
        if (!isOne(value)) {
            throw new IllegalArgumentException("cookie " + cookieName + ": of another format (expected: its own)");
        }
        return new Change(cookieName + "=" + value + ATTRIBUTES
                + lifetime.map(time -> "; Max-Age=" + time.toSeconds()).orElse(""));
    }

    /// Makes the browser delete the cookie.
    public Change clear() {
        return new Change(cookieName + "=" + ATTRIBUTES + "; Max-Age=0");
    }
}
