package org.permanence.call;

import java.util.Map;
import java.util.Optional;

/// The callers who are connected to the switch now, with or without a flow.
public interface Switchboard {

    /// Where a caller is.
    enum CallerLocation {
        /// With the engine, or on the way back to it.
        IN_RECEPTION,
        /// Bridged with a line that the engine rang.
        TALKING,
        /// With a fallback line of the dialplan: the engine has no part in the call.
        AT_FALLBACK
    }

    /// All connected callers; empty while the switch's state is unknown.
    Optional<Map<CallId, CallerLocation>> callers();
}
