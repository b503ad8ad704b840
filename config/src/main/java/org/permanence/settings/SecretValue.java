package org.permanence.settings;

/// A password or token. It never prints itself. Call [#text] only where it is sent.
public final class SecretValue {

    private final String text;

    SecretValue(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
