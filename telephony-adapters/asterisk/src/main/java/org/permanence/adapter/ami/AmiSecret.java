package org.permanence.adapter.ami;

import java.util.Arrays;

/// The password of the AMI account, needed only during a login. It does not print itself, and it is wiped after
/// use.
public final class AmiSecret {

    private final char[] characters;

    public AmiSecret(char[] characters) {
        this.characters = characters.clone();
    }

    String reveal() {
        return new String(characters);
    }

    void wipe() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
