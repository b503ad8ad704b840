package org.permanence.adapter.configuration;

import org.permanence.privacy.PhoneNumber;

/// A line that Asterisk rings by itself if there is no engine.
public sealed interface FallbackLine {

    /// One of the installation's own telephones, by name.
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
