package org.permanence.call;

import java.time.Duration;
import org.permanence.privacy.PhoneNumber;

/// A call that the engine begins.
public sealed interface OutboundCall {

    /// The id this call will have.
    CallId call();

    /// The practice's number, which the rung telephone shows.
    PhoneNumber practiceNumber();

    /// The longest time the telephone rings.
    Duration ringTimeout();

    /// Played to the person who answers. Key 1 accepts: an answering machine presses no key.
    Prompt question();

    /// A callback: a caller who asked for one is rung. When they accept, the call arrives as one of that caller.
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

    /// A notification without a caller: a doctor on call hears of unread messages, for example.
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
