package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Signs the cookie that a device keeps after its person has signed in with both factors. The cookie opens nothing:
/// it only gives that person, on that device, a limit of their own for further attempts. So nothing is stored.
///
/// The cookie is `id.day.signature`: 32 hex digits, the day of issue since 1970, and 64 hex digits of HMAC-SHA-256
/// over them and the login.
public final class DeviceCookies {

    /// How long a cookie is believed.
    public static final Duration LIFETIME = Duration.ofDays(180);

    private static final int ID_BYTES = 16;
    private static final Pattern FORMAT = Pattern.compile("([0-9a-f]{32})\\.([0-9]{1,6})\\.([0-9a-f]{64})");

    private final MacKey key;

    public DeviceCookies(KeyChain keys) {
        key = new MacKey(keys::withDeviceCookieKey);
    }

    /// A cookie for a new device of that login.
    public String issue(String login, Instant now) {
        return sign(HexFormat.of().formatHex(Primitives.random(ID_BYTES)), day(now), login);
    }

    /// The id of the device, if this cookie was issued for that login and is not too old; otherwise empty.
    public Optional<String> deviceOf(String cookie, String login, Instant now) {
        Matcher parts = FORMAT.matcher(cookie);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long issued = Long.parseLong(parts.group(2));
        long age = day(now) - issued;
        if (age < 0 || age > LIFETIME.toDays()) {
            return Optional.empty();
        }
        byte[] expected = sign(parts.group(1), issued, login).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, cookie.getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    private String sign(String id, long day, String login) {
        byte[] message = KeyWrap.associatedData("device", id, Long.toString(day), login);
        return id + "." + day + "." + HexFormat.of().formatHex(key.sign(message));
    }

    private static long day(Instant now) {
        return now.getEpochSecond() / Duration.ofDays(1).toSeconds();
    }
}
