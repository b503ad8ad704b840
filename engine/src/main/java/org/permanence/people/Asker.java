package org.permanence.people;

import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.assistant.Login;

/// The person who asks for a change of an account. Their rights are those of their own account.
///
/// @param device where the request comes from
/// @param session the id of the session, or [Principal#NO_SESSION]
public record Asker(Login login, String device, String session) {

    Principal.Person as(Role role) {
        return new Principal.Person(login.value(), role, device, session);
    }
}
