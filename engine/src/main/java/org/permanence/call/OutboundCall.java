package org.permanence.call;

import java.time.Duration;
import org.permanence.privacy.PhoneNumber;

/// A call that the engine places.
public sealed interface OutboundCall {

    /// The id this call will have.
    CallId call();

    /// The practice's number, shown as caller id on the rung telephone.
    PhoneNumber practiceNumber();

    /// The longest time the telephone rings.
    Duration ringTimeout();

    /// Played to the person who answers. Key 1 accepts: an answering machine presses no key.
    Prompt question();

    /// Rings a caller who asked for a callback. When the caller accepts, the call arrives as a call from that
    /// caller.
    ///
    /// @param number the caller's telephone
    /// @param trunk  the trunk to dial through
    record Callback(
            CallId call,
            PhoneNumber number,
            PhoneNumber practiceNumber,
            Line trunk,
            Duration ringTimeout,
            Prompt question)
            implements OutboundCall {}

    /// A notification without a caller: for example, the engine notifies a doctor on call of unread messages.
    ///
    /// @param confirmation played after the acceptance
    record Notification(
            CallId call,
            Line line,
            PhoneNumber practiceNumber,
            Duration ringTimeout,
            Prompt question,
            Prompt confirmation)
            implements OutboundCall {}
}
