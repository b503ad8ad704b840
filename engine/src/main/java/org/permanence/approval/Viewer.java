package org.permanence.approval;

import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;

/// A person who looks at requests of others and decides on them.
///
/// @param person in any of their roles
public record Viewer(Principal.Person person, Rights rights, Purpose purpose) {

    String login() {
        return person.name();
    }
}
