package org.permanence.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.assistant.Assistant;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PublishOutcome;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// A practice in French, which assistants of the settings speak.
class WarnedPublishingTest {

    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final Assistant ENGLISH = SamplePractices.INES.withLanguages(Set.of(Language.EN));

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void offeredLanguageThatNoAssistantOfTheDatabaseSpeaksIsAWarning() {
        assertEquals(
                List.of("no assistant who serves les-lilas speaks fr"
                        + " (expected: one; permanence user staffing changes languages)"),
                warnings(ENGLISH));
    }

    @Test
    void assistantsOfTheSettingsDoNotCount() {
        installation.change("languages: [fr]", "languages: [en]").change("languages: [fr, en]", "languages: [en]");

        assertEquals(List.of(), warnings(ENGLISH, SamplePractices.OMAR.withLanguages(Set.of(Language.FR))));
    }

    @Test
    void refusedTextStaysRefused() {
        assertInstanceOf(PublishOutcome.Refused.class, publish("no: practice", ENGLISH));
    }

    private List<String> warnings(Assistant... assistants) {
        String text = installation.text("practices/les-lilas.yaml");
        return assertInstanceOf(PublishOutcome.Applied.class, publish(text, assistants))
                .warnings();
    }

    private PublishOutcome publish(String text, Assistant... assistants) {
        var settings = installation.settings();
        PracticeRegistry registry = PracticeRegistries.withoutOverrides(settings);
        var publisher = new PracticePublisher(
                settings, registry, _ -> Optional.empty(), new InMemoryPracticeHistory(), new SteppedClock());
        publisher.recordInitialVersions();
        return new WarnedPublishing(publisher, registry, SamplePractices.with(assistants))
                .publish(LES_LILAS, new PracticeSource(text), new PracticeChange("claire", "As before"));
    }
}
