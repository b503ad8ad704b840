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
import org.permanence.practice.PracticeText;
import org.permanence.practice.PracticeVersion;
import org.permanence.queue.StoreException;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PracticeHistoryTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final PracticeChange CLAIRE = new PracticeChange("claire", "Fermé le 24 : l'équipe se réunit");
    private static final PracticeText OPEN = new PracticeText("name: Cabinet des Lilas\n");
    private static final PracticeText CLOSED = new PracticeText("name: Cabinet des Lilas\nhours: {}\n");

    private final TestDatabase kind;
    private Database database;
    private JooqPracticeHistory history;

    PracticeHistoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        history = new JooqPracticeHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVersionWhoseFileWasNotReplacedIsNotKept() {
        history.keep(Map.of(LILAS, OPEN), PracticeChange.FOUND, NOON, PracticeHistoryTest::nothing);
        Runnable full = () -> {
            throw new IllegalStateException("disk: full");
        };

        var texts = Map.of(LILAS, CLOSED, PORT_ROYAL, OPEN);
        assertThrows(IllegalStateException.class, () -> history.keep(texts, CLAIRE, NOON, full));

        assertEquals(1, history.latest(LILAS, 10).size());
        assertEquals(List.of(), history.latest(PORT_ROYAL, 10));
    }

    @Test
    void aTextTooLongForTheHistoryIsRefusedWhole() {
        var tooLong = new PracticeText("#".repeat(1024 * 1024 + 1));
        var replaced = new AtomicBoolean();

        assertThrows(
                StoreException.class,
                () -> history.keep(Map.of(LILAS, OPEN, PORT_ROYAL, tooLong), CLAIRE, NOON, () -> replaced.set(true)));

        assertFalse(replaced.get());
        assertEquals(List.of(), history.latest(LILAS, 10));
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        database.close();

        assertThrows(
                StoreException.class,
                () -> history.keep(Map.of(LILAS, OPEN), CLAIRE, NOON, PracticeHistoryTest::nothing));
        assertThrows(StoreException.class, () -> history.latest(LILAS, 1));
        assertThrows(StoreException.class, () -> history.text(LILAS, 1));
    }

    @Test
    void aTextThatIsTheNewestAlreadyIsNoVersionOfItsOwn() {
        history.keep(Map.of(LILAS, OPEN), PracticeChange.FOUND, NOON, PracticeHistoryTest::nothing);

        assertEquals(Map.of(LILAS, 1), history.keep(Map.of(LILAS, OPEN), CLAIRE, NOON, PracticeHistoryTest::nothing));
        assertEquals(
                List.of(new PracticeVersion(LILAS, 1, NOON, PracticeChange.FOUND, OPEN.sha256())),
                history.latest(LILAS, 10));
    }

    @Test
    void aTextThatComesAgainIsANewVersion() {
        history.keep(Map.of(LILAS, OPEN), PracticeChange.FOUND, NOON, PracticeHistoryTest::nothing);
        history.keep(Map.of(LILAS, CLOSED), CLAIRE, NOON, PracticeHistoryTest::nothing);
        history.keep(Map.of(LILAS, OPEN), CLAIRE, NOON, PracticeHistoryTest::nothing);

        assertEquals(
                List.of(3, 2, 1),
                history.latest(LILAS, 10).stream().map(PracticeVersion::number).toList());
        assertEquals(Optional.of(OPEN), history.text(LILAS, 3));
    }

    @Test
    void eachPracticeCountsItsVersionsByItself() {
        history.keep(Map.of(LILAS, OPEN), PracticeChange.FOUND, NOON, PracticeHistoryTest::nothing);
        var later = NOON.plus(Duration.ofDays(1));

        var numbers =
                history.keep(Map.of(LILAS, CLOSED, PORT_ROYAL, OPEN), CLAIRE, later, PracticeHistoryTest::nothing);

        assertEquals(Map.of(LILAS, 2, PORT_ROYAL, 1), numbers);
        assertEquals(List.of(new PracticeVersion(LILAS, 2, later, CLAIRE, CLOSED.sha256())), history.latest(LILAS, 1));
    }

    @Test
    void aTextComesBackAsItWasWritten() {
        var written = new PracticeText("name: Médecins d’à côté 🩺\r\n\tgreeting: \"été\"  \n\n" + "#".repeat(500_000));
        history.keep(Map.of(LILAS, written), CLAIRE, NOON, PracticeHistoryTest::nothing);

        assertEquals(Optional.of(written), history.text(LILAS, 1));
        assertEquals(Optional.empty(), history.text(LILAS, 2));
        assertEquals(Optional.empty(), history.text(PORT_ROYAL, 1));
    }

    private static void nothing() {}
}
