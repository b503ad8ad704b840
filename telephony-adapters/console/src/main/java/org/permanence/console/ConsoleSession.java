package org.permanence.console;

import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInPerson;

/// The session of a request.
///
/// @param token     the secret of the session
/// @param isCovered after idleness: it shows no data
public record ConsoleSession(SignedInPerson person, SessionToken token, boolean isCovered) {

    /// Names the session in limits.
    String id() {
        return person.session().id().value();
    }

    @Override
    public String toString() {
        return "[session]";
    }
}
