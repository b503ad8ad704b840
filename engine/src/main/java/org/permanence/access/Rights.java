package org.permanence.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a person or a machine holds when they ask: the basis of [Policy].
///
/// @param login their login, never a civil name
/// @param roles the roles that they hold now; the order has no meaning
/// @param isInEea whether they work in the European Economic Area
/// @param only the only deeds of these roles, of a machine; empty: all of them, of a person
public record Rights(String login, List<RoleAt> roles, boolean isInEea, Optional<Set<Deed>> only) {

    public Rights {
        roles = List.copyOf(roles);
        only = only.map(Set::copyOf);
    }

    /// The rights of a person.
    public Rights(String login, List<RoleAt> roles, boolean isInEea) {
        this(login, roles, isInEea, Optional.empty());
    }
}
