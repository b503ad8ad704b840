package org.permanence.flow;

import java.util.Optional;
import org.permanence.call.CallEnded;
import org.permanence.call.HangupCause;

/// The handling of one call, from arrival to disposition. One object per call: its fields are what the call has
/// told us so far, and nothing of it outlives the call.
public interface CallFlow {

    Disposition run() throws CallEnded;

    /// How the call ends for the practice if the caller leaves at the point that [#run] has reached.
    Disposition dispositionOnHangup();

    /// The last station: what became of the call, and why the caller left, if they did. Runs once, whatever
    /// happened in [#run].
    void ended(Disposition disposition, Optional<HangupCause> cause);
}
