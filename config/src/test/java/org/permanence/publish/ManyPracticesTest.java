package org.permanence.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PublishOutcome;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.ManyPractices;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.SteppedClock;

/// An installation of 500 practices, each with hours, a public-holiday zone and dates of its own. `scripts/bench
/// load` measures how fast it is read.
class ManyPracticesTest {

    private static final int COUNT = 500;
    private InstallationOnDisk installation;

    @BeforeEach
    void createPractices(@TempDir Path directory) {
        installation = ManyPractices.create(directory, COUNT);
    }

    @Test
    void mistakeInOnePracticeIsReportedWithItsLocation() {
        installation.changePractice("limit: 50", "limit: many");
        installation.write(
                "practices/practice-499.yaml",
                installation.text("practices/practice-499.yaml").replace("language: fr", "language: fz"));

        var refused = installation.problems();

        assertEquals(2, refused.size());
        assertTrue(refused.getFirst().startsWith("practices/les-lilas.yaml:"), refused.getFirst());
        assertTrue(refused.getLast().startsWith("practices/practice-499.yaml:"), refused.getLast());
        assertTrue(refused.getLast().endsWith("did you mean fr?)"), refused.getLast());
    }

    @Test
    void eachPracticeAnswersItsOwnNumberWithItsOwnRules() {
        var registry = PracticeRegistries.withoutOverrides(installation.settings());

        for (int n = 0; n < COUNT; n++) {
            Practice practice = registry.findByNumber(ManyPractices.number(n)).orElseThrow();
            assertEquals(new PracticeId(ManyPractices.name(n)), practice.id());
            assertEquals(n, practice.queue().limit());
            assertFalse(practice.isOpenAt(Instant.parse("2026-12-25T10:00:00Z")), "Christmas");
        }
    }

    @Test
    void applyingOnePracticeLeavesTheOthersUnchanged() {
        var settings = installation.settings();
        var registry = PracticeRegistries.withoutOverrides(settings);
        var publisher = new PracticePublisher(
                settings, registry, _ -> Optional.empty(), new InMemoryPracticeHistory(), new SteppedClock());
        var others = registry.find(new PracticeId("practice-8")).orElseThrow();
        String text = installation.text("practices/practice-7.yaml").replace("limit: 7", "limit: 70");

        var outcome = publisher.publish(
                new PracticeId("practice-7"), new PracticeSource(text), new PracticeChange("claire", "more may wait"));

        assertInstanceOf(PublishOutcome.Applied.class, outcome);
        assertEquals(
                70,
                registry.find(new PracticeId("practice-7"))
                        .orElseThrow()
                        .queue()
                        .limit());
        assertSame(others, registry.find(new PracticeId("practice-8")).orElseThrow());
    }
}
