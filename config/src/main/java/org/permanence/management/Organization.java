package org.permanence.management;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.oncall.RotaId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// Which teams, assistants, practices and rotas of the installation belong to each other.
public final class Organization {

    private final AssistantDirectory assistants;
    private final Function<RotaId, Set<PracticeId>> practicesOfRota;
    private final OnCallOverrideStore overrides;

    /// @param practicesOfRota the practices that share a rota; none if there is no such rota
    public Organization(
            AssistantDirectory assistants,
            Function<RotaId, Set<PracticeId>> practicesOfRota,
            OnCallOverrideStore overrides) {
        this.assistants = assistants;
        this.practicesOfRota = practicesOfRota;
        this.overrides = overrides;
    }

    /// All teams.
    Set<TeamId> teams() {
        return Set.copyOf(assistants.teams());
    }

    /// The team of an assistant; empty if there is no such assistant.
    Optional<TeamId> teamOf(Login assistant) {
        return assistants.find(assistant).map(Assistant::team);
    }

    /// The teams with an assistant who takes the practice's calls.
    Set<TeamId> teamsOf(PracticeId practice) {
        return assistants.inService().stream()
                .filter(assistant -> assistant.skills().containsKey(practice))
                .map(Assistant::team)
                .collect(Collectors.toSet());
    }

    /// The practices whose calls an assistant of the team takes.
    Set<PracticeId> practicesOf(TeamId team) {
        return assistants.inService().stream()
                .filter(assistant -> assistant.team().equals(team))
                .flatMap(assistant -> assistant.skills().keySet().stream())
                .collect(Collectors.toSet());
    }

    /// The practices that share a rota; none if there is no such rota.
    Set<PracticeId> practicesOf(RotaId rota) {
        return practicesOfRota.apply(rota);
    }

    /// The rota that an override changes; empty if there is no such override, or it is over.
    Optional<RotaId> rotaOf(String override, Instant now) {
        return overrides.currentAndUpcoming(now).stream()
                .filter(known -> Integer.toString(known.id()).equals(override))
                .map(known -> known.draft().rota())
                .findFirst();
    }
}
