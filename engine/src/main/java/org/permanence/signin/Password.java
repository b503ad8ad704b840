package org.permanence.signin;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A password, in Unicode's composed form (NFC): keyboards compose the same letter differently. It never prints
/// itself.
public final class Password {

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password of(String typed) {
        return new Password(Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[password]";
    }
}
