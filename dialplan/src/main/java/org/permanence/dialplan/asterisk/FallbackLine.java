package org.permanence.dialplan.asterisk;

import org.permanence.privacy.PhoneNumber;

/// Whom Asterisk rings by itself when no engine is there.
public sealed interface FallbackLine {

    /// A telephone of the house, by its name.
    record House(String name) implements FallbackLine {

        public House {
            Checked.name("fallback line: phone", name);
        }
    }

    /// A telephone number, through a trunk.
    record Outside(String trunk, PhoneNumber number) implements FallbackLine {

        public Outside {
            Checked.name("fallback line: trunk", trunk);
        }
    }
}
