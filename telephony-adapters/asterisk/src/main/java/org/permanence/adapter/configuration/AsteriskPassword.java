package org.permanence.adapter.configuration;

/// A password that is written into Asterisk's files. It does not print itself.
public record AsteriskPassword(String value) {

    public AsteriskPassword {
        ConfValues.secret("secret", value);
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
