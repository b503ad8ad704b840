package org.permanence.adapter.ami;

/// Why the AMI connection was lost.
public enum DetachCause {
    /// Asterisk, or something on the way, closed it.
    CLOSED,
    /// The peer did not answer.
    NO_ANSWER,
    /// The peer sent something that is not AMI.
    PROTOCOL,
    /// The listener was too slow and the event buffer is full: the channels must be read again.
    OVERFLOW
}
