package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackRequest;
import org.permanence.practice.PracticeId;
import org.permanence.queue.SavedPosition;
import org.permanence.seal.SealedNumber;
import org.permanence.triage.Urgency;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CallbackBookTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final String SOMEBODY = "ab".repeat(16);
    private static final String ANOTHER = "cd".repeat(16);
    private static final SavedPosition TURN =
            new SavedPosition(Urgency.ROUTINE, NOON, Optional.of(NOON.plusSeconds(180)));

    private static final Login INES = new Login("ines");
    private static final Login OMAR = new Login("omar");

    private final TestDatabase kind;
    private Database database;
    private JooqCallbackBook book;
    private JooqKeptTurns turns;
    private JooqLastTalks talks;

    CallbackBookTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        book = new JooqCallbackBook(database);
        turns = new JooqKeptTurns(database);
        talks = new JooqLastTalks(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsNotInTheBookIsNotThere() {
        book.remove(new CallId("none"));
        assertEquals(Optional.empty(), book.find(new CallId("none")));
        assertEquals(Optional.empty(), book.find(LILAS, SOMEBODY));
        assertEquals(List.of(), book.all());
    }

    @Test
    void aCallbackIsReadAsItWasSavedLast() {
        book.save(callback("1", SOMEBODY, 0));
        book.save(callback("1", SOMEBODY, 1));
        assertEquals(List.of(callback("1", SOMEBODY, 1)), book.all());
        assertEquals(Optional.of(callback("1", SOMEBODY, 1)), book.find(new CallId("1")));
        book.remove(new CallId("1"));
        assertEquals(List.of(), book.all());
    }

    @Test
    void aCallersCallbackIsTheirOwnAtThatPractice() {
        book.save(callback("1", SOMEBODY, 0));
        book.save(callback("2", ANOTHER, 0));
        assertEquals(Optional.of(callback("1", SOMEBODY, 0)), book.find(LILAS, SOMEBODY));
        assertEquals(Optional.empty(), book.find(ROYAL, SOMEBODY));
    }

    @Test
    void aKeptTurnIsGivenOutOnceAndOnlyInTime() {
        turns.save(LILAS, SOMEBODY, TURN, NOON.plus(Duration.ofMinutes(5)));
        assertEquals(Optional.empty(), turns.take(ROYAL, SOMEBODY, NOON));
        assertEquals(Optional.empty(), turns.take(LILAS, ANOTHER, NOON));
        assertEquals(Optional.empty(), turns.take(LILAS, SOMEBODY, NOON.plus(Duration.ofMinutes(5))), "too late");
        assertEquals(Optional.of(TURN), turns.take(LILAS, SOMEBODY, NOON));
        assertEquals(Optional.empty(), turns.take(LILAS, SOMEBODY, NOON), "once");
    }

    @Test
    void theLastTurnIsTheOneThatIsKeptAndOldOnesGo() {
        var later = new SavedPosition(Urgency.URGENT, NOON.plusSeconds(9), Optional.empty());
        turns.save(LILAS, SOMEBODY, TURN, NOON.plusSeconds(60));
        turns.save(LILAS, SOMEBODY, later, NOON.plusSeconds(120));
        turns.deleteExpired(NOON.plusSeconds(60));
        assertEquals(Optional.of(later), turns.take(LILAS, SOMEBODY, NOON));
        turns.save(LILAS, SOMEBODY, TURN, NOON.plusSeconds(60));
        turns.deleteExpired(NOON.plusSeconds(60));
        assertEquals(Optional.empty(), turns.take(LILAS, SOMEBODY, NOON));
    }

    @Test
    void aTalkIsRememberedForItsTimeAndOnlyOfThatCallerAtThatPractice() {
        talks.remember(LILAS, SOMEBODY, INES, NOON.plusSeconds(60));
        assertEquals(Optional.empty(), talks.find(ROYAL, SOMEBODY, NOON));
        assertEquals(Optional.empty(), talks.find(LILAS, ANOTHER, NOON));
        assertEquals(Optional.empty(), talks.find(LILAS, SOMEBODY, NOON.plusSeconds(60)), "too late");
        assertEquals(Optional.of(INES), talks.find(LILAS, SOMEBODY, NOON));
        assertEquals(Optional.of(INES), talks.find(LILAS, SOMEBODY, NOON), "as often as one asks");
    }

    @Test
    void theLastTalkIsTheOneThatIsRememberedUntilItIsForgotten() {
        talks.remember(LILAS, SOMEBODY, INES, NOON.plusSeconds(60));
        talks.remember(LILAS, SOMEBODY, OMAR, NOON.plusSeconds(120));
        talks.remember(LILAS, ANOTHER, INES, NOON.plusSeconds(60));
        talks.deleteExpired(NOON.plusSeconds(60));
        assertEquals(Optional.of(OMAR), talks.find(LILAS, SOMEBODY, NOON));
        assertEquals(Optional.empty(), talks.find(LILAS, ANOTHER, NOON));
        talks.forget(LILAS, SOMEBODY);
        assertEquals(Optional.empty(), talks.find(LILAS, SOMEBODY, NOON));
    }

    private static CallbackRequest callback(String call, String caller, int attempts) {
        return new CallbackRequest(
                new CallId(call),
                LILAS,
                caller,
                new SealedNumber("A".repeat(59)),
                new SealedNumber("B".repeat(59)),
                NOON,
                attempts);
    }
}
