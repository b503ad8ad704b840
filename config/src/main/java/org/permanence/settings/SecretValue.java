package org.permanence.settings;

/// A password or token. It never prints itself; it leaves through [#text] where it goes onto a wire.
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
