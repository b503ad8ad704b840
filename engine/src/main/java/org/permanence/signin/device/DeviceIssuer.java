package org.permanence.signin.device;

import java.time.Instant;
import org.permanence.assistant.Login;

/// Makes the keys and certificates of devices.
@FunctionalInterface
public interface DeviceIssuer {

    /// A new key with its certificate. Never prints itself.
    ///
    /// @param file     PKCS #12 (RFC 7292) in Base64, for a browser
    /// @param password of the file, to show once
    /// @param endsAt   when the certificate ends, excluded
    record Issued(String file, String password, DeviceFingerprint id, Instant endsAt) {

        @Override
        public String toString() {
            return "[device]";
        }
    }

    /// Makes the key and the certificate of one device.
    ///
    /// @param login in the name of the certificate, by which a browser shows it
    Issued issue(Login login, Instant now);
}
