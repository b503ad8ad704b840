package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.queue.StoreUnavailableException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PracticeHistoryTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final PracticeChange CLAIRE = new PracticeChange("claire", "Fermé le 24 : l'équipe se réunit");
    private static final PracticeSource OPEN = new PracticeSource("name: Cabinet des Lilas\n");
    private static final PracticeSource CLOSED = new PracticeSource("name: Cabinet des Lilas\nhours: {}\n");

    private final TestDatabase kind;
    private Database database;
    private JooqPracticeHistory history;

    PracticeHistoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        history = new JooqPracticeHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void versionIsNotStoredWhenReplacingTheFileFails() {
        history.save(Map.of(LILAS, OPEN), PracticeChange.FROM_FILE, NOON, PracticeHistoryTest::noAction);
        Runnable full = () -> {
            throw new IllegalStateException("disk: full");
        };

        var texts = Map.of(LILAS, CLOSED, PORT_ROYAL, OPEN);
        assertThrows(IllegalStateException.class, () -> history.save(texts, CLAIRE, NOON, full));

        assertEquals(1, history.latest(LILAS, 10).size());
        assertEquals(List.of(), history.latest(PORT_ROYAL, 10));
    }

    @Test
    void oversizedTextStoresNoVersionOfAnyPractice() {
        var tooLong = new PracticeSource("#".repeat(1024 * 1024 + 1));
        var replaced = new AtomicBoolean();

        assertThrows(
                StoreUnavailableException.class,
                () -> history.save(Map.of(LILAS, OPEN, PORT_ROYAL, tooLong), CLAIRE, NOON, () -> replaced.set(true)));

        assertFalse(replaced.get());
        assertEquals(List.of(), history.latest(LILAS, 10));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(
                StoreUnavailableException.class,
                () -> history.save(Map.of(LILAS, OPEN), CLAIRE, NOON, PracticeHistoryTest::noAction));
        assertThrows(StoreUnavailableException.class, () -> history.latest(LILAS, 1));
        assertThrows(StoreUnavailableException.class, () -> history.source(LILAS, 1));
    }

    @Test
    void unchangedTextCreatesNoVersion() {
        history.save(Map.of(LILAS, OPEN), PracticeChange.FROM_FILE, NOON, PracticeHistoryTest::noAction);

        assertEquals(Map.of(LILAS, 1), history.save(Map.of(LILAS, OPEN), CLAIRE, NOON, PracticeHistoryTest::noAction));
        assertEquals(
                List.of(new PracticeVersion(LILAS, 1, NOON, PracticeChange.FROM_FILE, OPEN.sha256())),
                history.latest(LILAS, 10));
    }

    @Test
    void earlierTextUsedAgainCreatesAVersion() {
        history.save(Map.of(LILAS, OPEN), PracticeChange.FROM_FILE, NOON, PracticeHistoryTest::noAction);
        history.save(Map.of(LILAS, CLOSED), CLAIRE, NOON, PracticeHistoryTest::noAction);
        history.save(Map.of(LILAS, OPEN), CLAIRE, NOON, PracticeHistoryTest::noAction);

        assertEquals(
                List.of(3, 2, 1),
                history.latest(LILAS, 10).stream().map(PracticeVersion::number).toList());
        assertEquals(Optional.of(OPEN), history.source(LILAS, 3));
    }

    @Test
    void versionsAreNumberedPerPractice() {
        history.save(Map.of(LILAS, OPEN), PracticeChange.FROM_FILE, NOON, PracticeHistoryTest::noAction);
        var later = NOON.plus(Duration.ofDays(1));

        var numbers =
                history.save(Map.of(LILAS, CLOSED, PORT_ROYAL, OPEN), CLAIRE, later, PracticeHistoryTest::noAction);

        assertEquals(Map.of(LILAS, 2, PORT_ROYAL, 1), numbers);
        assertEquals(List.of(new PracticeVersion(LILAS, 2, later, CLAIRE, CLOSED.sha256())), history.latest(LILAS, 1));
    }

    @Test
    void textIsStoredUnchanged() {
        var written =
                new PracticeSource("name: Médecins d’à côté 🩺\r\n\tgreeting: \"été\"  \n\n" + "#".repeat(500_000));
        history.save(Map.of(LILAS, written), CLAIRE, NOON, PracticeHistoryTest::noAction);

        assertEquals(Optional.of(written), history.source(LILAS, 1));
        assertEquals(Optional.empty(), history.source(LILAS, 2));
        assertEquals(Optional.empty(), history.source(PORT_ROYAL, 1));
    }

    private static void noAction() {}
}
