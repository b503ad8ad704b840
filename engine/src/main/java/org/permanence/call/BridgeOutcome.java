package org.permanence.call;

/// How an attempt to join the caller and a line ended, for a caller who may still be there.
public enum BridgeOutcome {
    /// They were joined and have parted, whoever hung up first.
    CONNECTED,
    /// The line rang until the limit.
    NO_ANSWER,
    /// The line refused, or was engaged.
    BUSY,
    /// The line could not be rung at all: not registered, no route, the trunk full.
    UNREACHABLE,
    /// The switch could not be asked: the line was not rung, and is not to blame.
    FAILED
}
