package org.permanence.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.PersonId;

/// What the sign-in must know of an account.
///
/// @param roles the roles that the person may act in now. Empty if they may not sign in: before they accepted the
///     invitation, while they rest, after they left, and without any role
public record SignInAccount(PersonId person, Login login, Set<Role> roles) {

    public SignInAccount {
        roles = Set.copyOf(roles);
    }

    /// What the sign-in must know of an account at this time.
    public static SignInAccount of(Account account, Instant now) {
        return new SignInAccount(
                account.person().id(),
                account.person().login(),
                account.rights(now).stream().map(RoleAt::role).collect(Collectors.toUnmodifiableSet()));
    }

    /// The highest role, for the audit log; empty if the person may not sign in.
    public Optional<Role> role() {
        return roles.stream().max(Role::compareTo);
    }
}
