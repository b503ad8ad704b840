package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.people.PeopleDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.publish.PracticeRegistries;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;

class ConfiguredAssistantsTest {

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void unknownLoginFindsNoAssistant() {
        assertEquals(Optional.empty(), assistants(installation.settings()).find(new Login("omar")));
    }

    @Test
    void assistantHasTheTimesOfTheTeamAndTheConfiguredLine() {
        installation.change("wrap-up: 15s", "wrap-up: 11s").change("ring-timeout: 20s", "ring-timeout: 9s");

        Assistant ines = assistant("ines");

        assertEquals(new TeamId("centre"), ines.team());
        assertEquals(Map.of(new PracticeId("les-lilas"), Skill.FLUENT), ines.skills());
        assertEquals(Duration.ofSeconds(9), ines.ringTimeout());
        assertEquals(Duration.ofSeconds(11), ines.wrapUp());
        var settings = installation.settings();
        String endpoint = settings.phones().entrySet().stream()
                .filter(phone -> phone.getKey().value().equals("ines"))
                .map(phone -> phone.getValue().endpoint())
                .findFirst()
                .orElseThrow();
        assertEquals(new DialTarget.Endpoint(endpoint), new ConfiguredDialTargets(settings).target(ines.line()));
    }

    @Test
    void languageOutranksPreferenceInTheSkill() {
        installation
                .changePractice("language: fr", "language: en")
                .change("    preferred: []", "    preferred: [les-lilas]")
                .change("    phone: awa", "    phone: awa\n    preferred: [les-lilas]");

        assertEquals(
                Map.of(new PracticeId("les-lilas"), Skill.WITHOUT_LANGUAGE),
                assistant("ines").skills());
        assertEquals(
                Map.of(new PracticeId("les-lilas"), Skill.PREFERRED),
                assistant("awa").skills());
    }

    @Test
    void assistantWithoutLanguagesSpeaksAll() {
        installation.change("languages: [fr]", "").changePractice("language: fr", "language: en");

        assertEquals(
                Map.of(new PracticeId("les-lilas"), Skill.FLUENT),
                assistant("ines").skills());
    }

    @Test
    void assistantsKeepTheOrderOfTheFile() {
        assertEquals(
                List.of("ines", "awa"),
                assistants(installation.settings()).inService().stream()
                        .map(each -> each.login().value())
                        .toList());
    }

    private Assistant assistant(String login) {
        return assistants(installation.settings()).find(new Login(login)).orElseThrow();
    }

    /// The assistants before the database was read.
    static AssistantDirectory assistants(InstallationSettings settings) {
        return ConfiguredAssistants.roster(settings, PracticeRegistries.withoutOverrides(settings))
                .snapshot(new PeopleDirectory(-1, List.of()), Instant.EPOCH);
    }
}
