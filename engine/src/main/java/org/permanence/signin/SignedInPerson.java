package org.permanence.signin;

import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.access.Principal;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.people.Region;

/// A person or a machine that has signed in: their running session, and what they may do now.
///
/// @param rights with at least one role
/// @param region where they work
public record SignedInPerson(Session session, Login login, Rights rights, Region region) {

    /// Whether it is a machine, which does not manage accounts.
    public boolean isMachine() {
        return rights.only().isPresent();
    }

    /// The roles that the person holds.
    Set<Role> roles() {
        return rights.roles().stream().map(RoleAt::role).collect(Collectors.toUnmodifiableSet());
    }

    /// The highest role that the person holds.
    public Role highestRole() {
        return RoleAt.highest(rights.roles()).orElseThrow();
    }

    /// The person as the audit log names them, in one of their roles.
    public Principal.Person as(Role role) {
        return new Principal.Person(
                login.value(), role, session.device(), session.id().value());
    }
}
