package org.permanence.flow;

import org.permanence.call.CallEnded;

/// The handling of one call, from arrival to disposition. One object per call: its fields are what the call has told
/// us so far, and nothing of it outlives the call.
public interface CallFlow {

    Disposition run() throws CallEnded;

    /// How the call ended for the practice if the caller leaves now.
    Disposition ifTheCallerLeft();
}
