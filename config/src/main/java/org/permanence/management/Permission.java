package org.permanence.management;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Need;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.people.Region;
import org.permanence.practice.TeamId;

/// What the table of rights permits a request.
///
/// @param person who asks, in the role in which they may
/// @param needs what limits the answer
/// @param scope the practice whose rows it may touch; empty if it is about none
/// @param teams the teams of which the answer may tell, each with what limits that; empty if it is about none
/// @param region where the person works
record Permission(
        Principal.Person person,
        Set<Need> needs,
        Optional<PracticeScope> scope,
        Map<TeamId, Set<Need>> teams,
        Region region) {

    Permission {
        needs = Set.copyOf(needs);
        teams = Map.copyOf(teams);
    }

    /// A permission that nothing limits.
    static Permission of(Principal.Person person, Region region) {
        return new Permission(person, Set.of(), Optional.empty(), Map.of(), region);
    }

    /// The country outside the EEA to which sound is transferred when this person hears it; empty within the EEA.
    Optional<String> abroad() {
        return region.isInEea() ? Optional.empty() : Optional.of(region.code());
    }
}
