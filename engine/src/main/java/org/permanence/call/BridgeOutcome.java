package org.permanence.call;

/// How an attempt to bridge the caller with a line ended. The caller may still be on the call.
public enum BridgeOutcome {
    /// The caller and the line were connected, and the bridge has ended. Either may have hung up.
    CONNECTED,
    /// The caller and the line were connected, but the line hung up within two seconds. The caller is still on the
    /// call: a conversation did not take place.
    DROPPED,
    /// The line rang until the timeout.
    NO_ANSWER,
    /// The line refused the call or was busy.
    BUSY,
    /// The line could not be rung: not registered, no route, or the trunk is full.
    UNREACHABLE,
    /// The switch could not be asked, so the line was not rung and is not at fault.
    FAILED
}
