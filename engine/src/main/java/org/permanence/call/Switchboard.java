package org.permanence.call;

import java.util.Map;
import java.util.Optional;

/// What the switch says of the callers who are connected now, whether or not a flow looks after them.
public interface Switchboard {

    /// Where a caller is.
    enum CallerLocation {
        /// With us, or on the way back to us.
        IN_RECEPTION,
        /// Joined with another line.
        TALKING,
        /// With the dialplan's fallback line: no longer ours.
        AT_FALLBACK
    }

    /// Every caller who is connected; empty while the switch's state is unknown.
    Optional<Map<CallId, CallerLocation>> callers();
}
