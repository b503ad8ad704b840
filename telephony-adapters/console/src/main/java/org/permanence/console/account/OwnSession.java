package org.permanence.console.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.permanence.signin.Session;
import org.permanence.signin.SessionId;

/// A session as its own person sees it. All times are in whole seconds.
///
/// @param current whether it is the session of the request
/// @param source  the address from which the person signed in
record OwnSession(String id, boolean current, String source, Instant startedAt, Instant activeAt, Instant endsAt) {

    static OwnSession of(Session session, SessionId current) {
        return new OwnSession(
                session.id().value(),
                session.id().equals(current),
                session.source().getHostAddress(),
                seconds(session.startedAt()),
                seconds(session.activeAt()),
                seconds(session.endsAt()));
    }

    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
