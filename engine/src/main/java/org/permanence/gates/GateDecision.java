package org.permanence.gates;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Whether an assistant may take a practice's calls.
public sealed interface GateDecision {

    /// The decision by the gates that are not in order.
    static GateDecision of(Set<Gate> missing) {
        return missing.isEmpty() ? new InOrder() : new Missing(missing);
    }

    /// The gates that are not in order; none if the assistant may take the calls.
    Set<Gate> missing();

    /// The assistant may take the calls.
    record InOrder() implements GateDecision {

        @Override
        public Set<Gate> missing() {
            return Set.of();
        }
    }

    /// The assistant may not.
    ///
    /// @param missing at least one gate, in the order of [Gate]
    record Missing(Set<Gate> missing) implements GateDecision {

        public Missing {
            missing = Collections.unmodifiableSet(EnumSet.copyOf(missing));
        }
    }
}
