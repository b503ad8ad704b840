package org.permanence.adapter.configuration;

import org.permanence.privacy.PhoneNumber;

/// Whom Asterisk rings by itself when no engine is there.
public sealed interface FallbackLine {

    /// A telephone of the house, by its name.
    record Extension(String name) implements FallbackLine {

        public Extension {
            ConfValues.name("fallback line: phone", name);
        }
    }

    /// A telephone number, through a trunk.
    record External(String trunk, PhoneNumber number) implements FallbackLine {

        public External {
            ConfValues.name("fallback line: trunk", trunk);
        }
    }
}
