package org.permanence.access;

import java.util.Set;

/// The answer of [Policy].
public sealed interface Decision {

    /// The deed is allowed once every need is met.
    ///
    /// @param role the role in which the person may do it
    record Allowed(Set<Need> needs, Role role) implements Decision {

        public Allowed {
            needs = Set.copyOf(needs);
        }
    }

    record Refused(Why why) implements Decision {}
}
