package org.permanence.signin;

import java.util.Optional;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;

/// What the sign-in must know of an account.
///
/// @param role the highest role that the person may act in now, for the audit log. Empty if they may not sign in:
///     before they accepted the invitation, while they rest, after they left, and without any role
public record SignInAccount(PersonId person, Login login, Optional<Role> role) {}
