package org.permanence.boot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.practicefile.PracticeFile;
import org.permanence.settings.AssistantSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.TeamSettings;
import org.permanence.yaml.Name;

/// The assistants of the settings. An assistant's line is their telephone.
public final class ConfiguredAssistants implements AssistantDirectory {

    private final Map<Login, Assistant> byLogin = new LinkedHashMap<>();

    public ConfiguredAssistants(InstallationSettings settings) {
        settings.assistants().forEach((name, assistant) -> {
            var configured = assistant(name, assistant, settings);
            byLogin.put(configured.login(), configured);
        });
    }

    private static Assistant assistant(
            Name name, AssistantSettings assistantSettings, InstallationSettings installation) {
        // The checker has verified that the team and each practice exist.
        TeamSettings team = Objects.requireNonNull(installation.teams().get(assistantSettings.team()));
        return new Assistant(
                new Login(name.value()),
                assistantSettings.name(),
                ConfiguredDialTargets.line(assistantSettings.phone()),
                new TeamId(assistantSettings.team().value()),
                assistantSettings.practices().stream()
                        .collect(Collectors.toMap(
                                practice -> new PracticeId(practice.value()),
                                practice -> skill(
                                        name,
                                        assistantSettings,
                                        Objects.requireNonNull(
                                                installation.practiceFiles().get(practice))))),
                Set.copyOf(assistantSettings.languages()),
                team.ringTimeout(),
                team.wrapUp());
    }

    private static Skill skill(Name name, AssistantSettings assistant, PracticeFile file) {
        if (!assistant.languages().contains(file.practice().language())) {
            return Skill.WITHOUT_LANGUAGE;
        }
        return file.preferredAssistants().contains(name) ? Skill.PREFERRED : Skill.FLUENT;
    }

    @Override
    public Optional<Assistant> find(Login login) {
        return Optional.ofNullable(byLogin.get(login));
    }

    @Override
    public Collection<Assistant> all() {
        return byLogin.values();
    }
}
