package org.permanence.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.permanence.text.EnumWords;

/// A role that a person holds at a place, in force.
public record RoleAt(Role role, Place place) {

    /// @throws IllegalArgumentException if the role cannot be held at such a place
    public RoleAt {
        if (!isPossible(role, place)) {
            throw new IllegalArgumentException("role " + EnumWords.of(role) + ": not possible there (expected: "
                    + "assistants and supervisors in a team, managers and doctors at a practice, "
                    + "the others at a practice or the installation)");
        }
    }

    /// The highest of these roles; empty if there is none.
    public static Optional<Role> highest(Collection<RoleAt> held) {
        return held.stream().map(RoleAt::role).max(Comparator.naturalOrder());
    }

    private static boolean isPossible(Role role, Place place) {
        return switch (role) {
            case ASSISTANT, SUPERVISOR -> place instanceof Place.OfTeam;
            case PRACTICE_MANAGER, DOCTOR -> place instanceof Place.OfPractice;
            case DATA_PROTECTION_OFFICER, AUDITOR, OPERATIONS -> !(place instanceof Place.OfTeam);
        };
    }
}
