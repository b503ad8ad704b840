package org.permanence.flow;

import java.util.Optional;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;

/// Handles one call, from arrival to disposition. One object per call: its fields hold what is known about the call
/// so far.
public interface CallFlow {

    Disposition run() throws CallEnded;

    /// The disposition if the caller hangs up at the point that [#run] has reached.
    Disposition dispositionOnHangup();

    /// Records the end of the call. Runs once, whatever happened in [#run].
    ///
    /// @param cause the hang-up cause; empty if the flow ended the call
    void ended(Disposition disposition, Optional<HangupCause> cause);

    /// The caller has been hung up, or the dialplan has been told to ring the fallback lines. Runs last: what must
    /// survive the engine until then may be forgotten now.
    default void lineReleased() {}
}
