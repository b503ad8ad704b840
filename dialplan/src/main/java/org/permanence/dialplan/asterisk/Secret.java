package org.permanence.dialplan.asterisk;

/// A password that Asterisk must know too. It does not print itself.
public record Secret(String value) {

    public Secret {
        Checked.secret("secret", value);
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
