package org.permanence.adapter.configuration;

import java.security.SecureRandom;
import java.util.HexFormat;

/// A password that is written into Asterisk's files. It does not print itself.
public record AsteriskPassword(String value) {

    private static final int BYTES = 32;

    public AsteriskPassword {
        ConfValues.secret("secret", value);
    }

    /// A password that nothing else knows.
    static AsteriskPassword random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new AsteriskPassword(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
