package org.permanence.boot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.permanence.settings.SecretValue;

/// Derives Asterisk's `systemname`. Only events with this name are accepted: a caller can inject whole events into
/// the stream, but cannot know the name. It is derived from the AMI secret, so both sides know it and it needs no
/// file of its own.
final class AmiSystemName {

    /// Asterisk cuts the name at 19 characters; 16 hexadecimal digits are 64 bits.
    private static final int BYTES = 8;

    private AmiSystemName() {}

    static String of(SecretValue amiSecret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("permanence systemname\n" + amiSecret.text()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
