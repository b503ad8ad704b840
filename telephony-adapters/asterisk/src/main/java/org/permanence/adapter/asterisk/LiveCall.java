package org.permanence.adapter.asterisk;

import java.util.List;
import java.util.function.Consumer;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;

/// A call with a flow, as the events of the switch see it. All methods return at once, on any thread.
interface LiveCall {

    CallId id();

    CallStart start();

    /// Asterisk opened a session for this caller.
    void attach(AgiSession session);

    boolean hasSession();

    /// The caller is gone.
    void hungUp(HangupCause cause);

    /// The legs that are ringing or connected.
    List<Leg> legs();

    /// Applies an event to one leg of this call; does nothing if the leg is not there.
    void updateLeg(String legId, Consumer<Leg> update);

    /// A leg was joined without hearing the notice of the tap.
    void noticeNotPlayed();

    /// The switch's state has become known or unknown, or the caller has hung up: the flow's thread tests its
    /// condition again.
    void recheck();
}
