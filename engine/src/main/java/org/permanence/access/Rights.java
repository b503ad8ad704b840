package org.permanence.access;

import java.util.List;

/// What a person holds when they ask: the basis of [Policy].
///
/// @param login their login, never a civil name
/// @param roles the roles that they hold now; the order has no meaning
/// @param isInEea whether they work in the European Economic Area
public record Rights(String login, List<RoleAt> roles, boolean isInEea) {

    public Rights {
        roles = List.copyOf(roles);
    }
}
