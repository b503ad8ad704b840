package org.permanence.adapter.ami;

/// Why the event connection was lost.
public enum DetachCause {
    /// Asterisk, or something on the way, closed it.
    CLOSED,
    /// It was there and did not answer.
    SILENT,
    /// It spoke something that is not AMI.
    PROTOCOL,
    /// The listener was too slow: events were refused, so the picture is read anew.
    OVERFLOW
}
