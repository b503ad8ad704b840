package org.permanence.people;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.permanence.access.Place;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Staffing;
import org.permanence.practice.TeamId;

/// A person with their memberships, past ones included, and the open invitation.
///
/// @param staffing the calls that the person takes; empty: none
@RecordBuilder
public record Account(
        Person person, List<Membership> memberships, Optional<Invitation> invitation, Optional<Staffing> staffing)
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

    /// What the person may do now.
    public Rights toRights(Instant now) {
        return new Rights(
                person.login().value(),
                List.copyOf(rights(now)),
                person.region().isInEea());
    }

    /// Whether the person may take new calls of the team now. An invitation need not be accepted for that.
    boolean takesCallsOf(TeamId team, Instant now) {
        var assistant = new RoleAt(Role.ASSISTANT, new Place.OfTeam(team));
        return switch (person.state()) {
            case INVITED, ACTIVE ->
                memberships.stream()
                        .anyMatch(membership -> membership.roleAt().equals(assistant) && membership.isInForce(now));
            case RESTING, LEFT -> false;
        };
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
