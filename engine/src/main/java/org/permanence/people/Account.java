package org.permanence.people;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.permanence.access.RoleAt;

/// A person with their memberships, past ones included, and the open invitation.
@RecordBuilder
public record Account(Person person, List<Membership> memberships, Optional<Invitation> invitation)
        implements AccountBuilder.With {

    public Account {
        memberships = List.copyOf(memberships);
    }

    /// The roles that the person may act in now; none unless the account is active.
    public Set<RoleAt> rights(Instant now) {
        return person.state() == PersonState.ACTIVE
                ? memberships.stream()
                        .filter(membership -> membership.isInForce(now))
                        .map(Membership::roleAt)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /// The roles that the person has, or will have, whatever the state of the account.
    public Set<RoleAt> openRoles(Instant now) {
        return memberships.stream()
                .filter(membership -> membership.isOpen(now))
                .map(Membership::roleAt)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether it is the account of a machine that may sign in.
    public boolean isActiveMachine() {
        return person.kind() == PersonKind.SERVICE && person.state() == PersonState.ACTIVE;
    }

    /// The account with all memberships ended and without an invitation.
    Account ended(Instant now) {
        return withMembershipsEnded(_ -> true, now).withInvitation(Optional.empty());
    }

    /// The account with the memberships of matching roles ended.
    Account withMembershipsEnded(Predicate<RoleAt> roles, Instant now) {
        return withMemberships(memberships.stream()
                .map(membership -> roles.test(membership.roleAt()) && membership.isOpen(now)
                        ? membership.withUntil(Optional.of(now))
                        : membership)
                .toList());
    }
}
