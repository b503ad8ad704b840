package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RunningPractices.Outcome;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.HouseOnDisk;
import org.permanence.settings.Name;
import org.permanence.testing.MemoryPracticeHistory;
import org.permanence.testing.SteppedClock;

/// A house of five hundred practices, each with hours, a public-holiday zone and dates of its own. How fast it is
/// read is in docs/performance.md.
class ManyPracticesTest {

    private static final int MANY = 500;
    private static final List<String> ZONES =
            List.of("fr", "fr-57", "fr-67", "gp", "mq", "gf", "re", "yt", "be", "lu", "ch-ge", "mg");

    private HouseOnDisk house;

    @BeforeEach
    void manyPractices(@TempDir Path directory) {
        house = new HouseOnDisk(directory);
        String names =
                IntStream.range(0, MANY).mapToObj(ManyPracticesTest::name).collect(Collectors.joining(", "));
        house.change("practices: [les-lilas]", "practices: [les-lilas, " + names + "]");
        String example = house.text("practices/les-lilas.yaml");
        for (int n = 0; n < MANY; n++) {
            house.write("practices/" + name(n) + ".yaml", practice(example, n));
        }
    }

    private static String practice(String example, int n) {
        return example.replace("practice: les-lilas", "practice: " + name(n))
                .replace("+33199000001", "+331990" + (10_000 + n))
                .replace("limit: 50", "limit: " + n)
                .replace("# holidays:\n#   zone: fr", "holidays:\n  zone: " + ZONES.get(n % ZONES.size()))
                .replace("# dates:\n#   2026-12-24", "dates:\n  2026-12-24")
                .replace("#   2027-08-01..2027-08-15", "  2027-08-01..2027-08-15");
    }

    private static String name(int n) {
        return "practice-" + n;
    }

    @Test
    void aMistakeInOneOfThemIsToldWithItsPlace() {
        house.changePractice("limit: 50", "limit: many");
        house.write(
                "practices/practice-499.yaml",
                house.text("practices/practice-499.yaml").replace("language: fr", "language: fz"));

        var refused = house.problems();

        assertEquals(2, refused.size());
        assertTrue(refused.getFirst().startsWith("practices/les-lilas.yaml:"), refused.getFirst());
        assertTrue(refused.getLast().startsWith("practices/practice-499.yaml:"), refused.getLast());
        assertTrue(refused.getLast().endsWith("did you mean fr?)"), refused.getLast());
    }

    @Test
    void eachAnswersItsOwnNumberByItsOwnFile() {
        var practices = new Practices(house.settings());

        for (int n = 0; n < MANY; n++) {
            Practice practice = practices
                    .answering(PhoneNumber.parse("+331990" + (10_000 + n)))
                    .orElseThrow();
            assertEquals(new PracticeId(name(n)), practice.id());
            assertEquals(n, practice.queue().limit());
            assertFalse(practice.openAt(Instant.parse("2026-12-25T10:00:00Z")), "Christmas");
        }
    }

    @Test
    void oneOfThemIsChangedWhileTheOthersStay() {
        var settings = house.settings();
        var known = new Practices(settings);
        var running =
                new RunningPractices(settings, known, (_, _, _) -> {}, new MemoryPracticeHistory(), new SteppedClock());
        var others = known.named(new PracticeId("practice-8")).orElseThrow();
        String text = house.text("practices/practice-7.yaml").replace("limit: 7", "limit: 70");

        var outcome = running.apply(
                new Name("practice-7"), new PracticeText(text), new PracticeChange("claire", "more may wait"));

        assertInstanceOf(Outcome.Applied.class, outcome);
        assertEquals(
                70,
                known.named(new PracticeId("practice-7")).orElseThrow().queue().limit());
        assertSame(others, known.named(new PracticeId("practice-8")).orElseThrow());
    }
}
