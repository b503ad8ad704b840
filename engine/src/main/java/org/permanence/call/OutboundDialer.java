package org.permanence.call;

import java.time.Duration;
import org.permanence.privacy.PhoneNumber;

/// The way to telephones outside, for a call that begins here.
public interface OutboundDialer {

    /// Whom to ring.
    ///
    /// @param call the name the call will have
    /// @param number the telephone that is rung
    /// @param practiceNumber the practice's number, which the telephone shows
    /// @param trunk the way to the outside
    /// @param ringTimeout for the ringing
    /// @param question what whoever answers hears; key 1 says that a person is there
    record OutboundCall(
            CallId call,
            PhoneNumber number,
            PhoneNumber practiceNumber,
            Line trunk,
            Duration ringTimeout,
            Prompt question) {}

    /// Whom to ring where no caller is: whoever answers is told something, and asked to see to it.
    ///
    /// @param call the name of the ringing
    /// @param practiceNumber the practice's number, which the telephone shows
    /// @param question what whoever answers hears; key 1 accepts
    /// @param confirmation what they hear then
    record Notification(
            CallId call,
            Line line,
            PhoneNumber practiceNumber,
            Duration ringTimeout,
            Prompt question,
            Prompt confirmation) {}

    /// How it ended. Told once, on a thread of the switch: it may wait for nothing.
    interface OutboundListener {

        /// A person is on the line: the call has arrived, as one that returns; or they were told, and accepted.
        void accepted();

        /// Nobody answered, or a machine did, or nobody could be rung.
        void unanswered();
    }

    /// Rings, and returns at once.
    void dial(OutboundCall outbound, OutboundListener listener);

    /// Rings, and returns at once.
    void sendNotification(Notification notification, OutboundListener listener);

    /// Nobody is to be rung for this call any more, and nothing is told of it; nothing happens once it has arrived.
    void cancel(CallId call);
}
