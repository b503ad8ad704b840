package org.permanence.adapter.configuration;

/// A password that Asterisk must know too. It does not print itself.
public record AsteriskPassword(String value) {

    public AsteriskPassword {
        ConfValues.secret("secret", value);
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
