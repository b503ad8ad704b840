package org.permanence.signin.device;

import java.util.Optional;
import org.permanence.text.Sha256;

/// The SHA-256 of a device's certificate. It names the device, also in the audit log, and opens nothing.
///
/// @param hex 64 lower-case hex digits
public record DeviceFingerprint(String hex) {

    private static final String FORMAT = "[0-9a-f]{64}";

    public DeviceFingerprint {
        if (!hex.matches(FORMAT)) {
            throw new IllegalArgumentException(
                    "device: unreadable (expected: an id that permanence device list shows)");
        }
    }

    /// The fingerprint of a certificate in DER.
    public static DeviceFingerprint of(byte[] certificate) {
        return new DeviceFingerprint(Sha256.hex(certificate));
    }

    /// The fingerprint in the name of a session's device; empty for a device without a certificate.
    public static Optional<DeviceFingerprint> read(String device) {
        return device.matches(FORMAT) ? Optional.of(new DeviceFingerprint(device)) : Optional.empty();
    }

    @Override
    public String toString() {
        return hex;
    }
}
