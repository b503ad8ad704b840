package org.permanence.boot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.people.AssistantRoster;
import org.permanence.people.Workplaces;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.settings.AssistantSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.yaml.Name;

/// What the settings say of assistants: where they can work, and the assistants who are put into the database. An
/// assistant's line is their telephone.
public final class ConfiguredAssistants {

    private ConfiguredAssistants() {}

    /// Who takes calls, by the database, or by the settings for an assistant that the database does not know.
    public static AssistantRoster roster(InstallationSettings settings, PracticeDirectory practices) {
        Map<Login, Staffing> seeds = new LinkedHashMap<>();
        settings.assistants().forEach((name, assistant) -> seeds.put(new Login(name.value()), staffing(assistant)));
        return new AssistantRoster(workplaces(settings, practices), seeds);
    }

    static Workplaces workplaces(InstallationSettings settings, PracticeDirectory practices) {
        Map<TeamId, Workplaces.TeamTimes> teams = new LinkedHashMap<>();
        settings.teams()
                .forEach((name, team) -> teams.put(
                        new TeamId(name.value()), new Workplaces.TeamTimes(team.ringTimeout(), team.wrapUp())));
        return new Workplaces(
                teams,
                settings.phones().keySet().stream()
                        .map(ConfiguredDialTargets::line)
                        .collect(Collectors.toSet()),
                practices);
    }

    static Staffing staffing(AssistantSettings assistant) {
        return new Staffing(
                new TeamId(assistant.team().value()),
                ConfiguredDialTargets.line(assistant.phone()),
                ids(assistant.practices()),
                ids(assistant.preferred()),
                assistant.languages());
    }

    private static Set<PracticeId> ids(Set<Name> practices) {
        return practices.stream()
                .map(practice -> new PracticeId(practice.value()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
