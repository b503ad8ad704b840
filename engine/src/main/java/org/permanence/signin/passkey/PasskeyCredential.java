package org.permanence.signin.passkey;

import java.util.regex.Pattern;

/// What an authenticator has told about a passkey. All bytes are in base64url without padding.
///
/// @param id             the authenticator's id of the passkey, 1023 bytes at most (WebAuthn, 4)
/// @param publicKey      as COSE (RFC 9052), 768 bytes at most
/// @param backupEligible whether the authenticator may copy the passkey to other devices; it never changes
/// @param counter        how often the authenticator has signed; 0 for one that does not count
public record PasskeyCredential(String id, String publicKey, boolean backupEligible, long counter) {

    /// The longest id, as text.
    public static final int MAX_ID = 1364;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_ID + "}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,1024}");

    public PasskeyCredential {
        if (!ID.matcher(id).matches() || !KEY.matcher(publicKey).matches() || counter < 0) {
            throw new IllegalArgumentException(
                    "passkey: unreadable (expected: id and key in base64url, and a counter of 0 or more)");
        }
    }

    @Override
    public String toString() {
        return "[passkey credential]";
    }
}
