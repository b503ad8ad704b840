package org.permanence.call;

import java.time.Duration;
import org.permanence.privacy.PhoneNumber;

/// The way to telephones outside, for a call that begins here.
public interface Outside {

    /// Whom to ring.
    ///
    /// @param call the name the call will have
    /// @param number the telephone that is rung
    /// @param dialled the practice's number, which the telephone shows
    /// @param through the way to the outside
    /// @param patience for the ringing
    /// @param question what whoever answers hears; key 1 says that a person is there
    record Ring(
            CallId call, PhoneNumber number, PhoneNumber dialled, Line through, Duration patience, Prompt question) {}

    /// Whom to ring where no caller is: whoever answers is told something, and asked to see to it.
    ///
    /// @param call the name of the ringing
    /// @param shown the practice's number, which the telephone shows
    /// @param question what whoever answers hears; key 1 accepts
    /// @param thanks what they hear then
    record Telling(CallId call, Line line, PhoneNumber shown, Duration patience, Prompt question, Prompt thanks) {}

    /// How it ended. Told once, on a thread of the switch: it may wait for nothing.
    interface Told {

        /// A person is on the line: the call has arrived, as one that returns; or they were told, and accepted.
        void accepted();

        /// Nobody answered, or a machine did, or nobody could be rung.
        void inVain();
    }

    /// Rings, and returns at once.
    void ring(Ring ring, Told told);

    /// Rings, and returns at once.
    void tell(Telling telling, Told told);

    /// Nobody is to be rung for this call any more, and nothing is told of it; nothing happens once it has arrived.
    void giveUp(CallId call);
}
