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
class CallbackStoreTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final String CALLER = "ab".repeat(16);
    private static final String OTHER_CALLER = "cd".repeat(16);
    private static final SavedPosition POSITION =
            new SavedPosition(Urgency.ROUTINE, NOON, Optional.of(NOON.plusSeconds(180)));

    private static final Login INES = new Login("ines");
    private static final Login OMAR = new Login("omar");

    private final TestDatabase kind;
    private Database database;
    private JooqCallbackStore requests;
    private JooqSavedPositionStore positions;
    private JooqLastAssistantStore lastAssistants;
    private JooqTypedNumberCalls typedNumbers;

    CallbackStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        requests = new JooqCallbackStore(database);
        positions = new JooqSavedPositionStore(database);
        lastAssistants = new JooqLastAssistantStore(database);
        typedNumbers = new JooqTypedNumberCalls(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void unknownCallbackRequestIsNotFound() {
        requests.remove(new CallId("none"));
        assertEquals(Optional.empty(), requests.find(new CallId("none")));
        assertEquals(Optional.empty(), requests.find(LILAS, CALLER));
        assertEquals(List.of(), requests.all());
    }

    @Test
    void lastSavedCallbackRequestIsRead() {
        requests.save(callback("1", CALLER, 0));
        requests.save(callback("1", CALLER, 1));
        assertEquals(List.of(callback("1", CALLER, 1)), requests.all());
        assertEquals(Optional.of(callback("1", CALLER, 1)), requests.find(new CallId("1")));
        requests.remove(new CallId("1"));
        assertEquals(List.of(), requests.all());
    }

    @Test
    void callbackRequestIsFoundByCallerAndPractice() {
        requests.save(callback("1", CALLER, 0));
        requests.save(callback("2", OTHER_CALLER, 0));
        assertEquals(Optional.of(callback("1", CALLER, 0)), requests.find(LILAS, CALLER));
        assertEquals(Optional.empty(), requests.find(ROYAL, CALLER));
    }

    @Test
    void savedPositionIsTakenOnceAndBeforeItExpires() {
        positions.save(LILAS, CALLER, POSITION, NOON.plus(Duration.ofMinutes(5)));
        assertEquals(Optional.empty(), positions.take(ROYAL, CALLER, NOON));
        assertEquals(Optional.empty(), positions.take(LILAS, OTHER_CALLER, NOON));
        assertEquals(Optional.empty(), positions.take(LILAS, CALLER, NOON.plus(Duration.ofMinutes(5))), "too late");
        assertEquals(Optional.of(POSITION), positions.take(LILAS, CALLER, NOON));
        assertEquals(Optional.empty(), positions.take(LILAS, CALLER, NOON), "once");
    }

    @Test
    void savedPositionCanBeReadWithoutTakingIt() {
        positions.save(LILAS, CALLER, POSITION, NOON.plusSeconds(60));
        assertEquals(Optional.empty(), positions.position(ROYAL, CALLER, NOON));
        assertEquals(Optional.empty(), positions.position(LILAS, CALLER, NOON.plusSeconds(60)), "too late");
        assertEquals(Optional.of(POSITION), positions.position(LILAS, CALLER, NOON));
        assertEquals(Optional.of(POSITION), positions.take(LILAS, CALLER, NOON));
    }

    @Test
    void typedNumberIsCalledThreeTimesWithinADay() {
        for (int call = 0; call < 3; call++) {
            assertEquals(Optional.empty(), typedNumbers.take(CALLER, NOON.plusSeconds(call)));
        }
        Instant nextDay = NOON.plus(Duration.ofDays(1));
        assertEquals(Optional.of(nextDay), typedNumbers.take(CALLER, NOON.plusSeconds(9)));
        assertEquals(Optional.empty(), typedNumbers.take(OTHER_CALLER, NOON), "another number");
        typedNumbers.deleteExpired(NOON.plusSeconds(9));
        assertEquals(Optional.of(nextDay), typedNumbers.take(CALLER, nextDay.minusSeconds(1)));
        assertEquals(Optional.empty(), typedNumbers.take(CALLER, nextDay));
        assertEquals(Optional.of(nextDay.plusSeconds(1)), typedNumbers.take(CALLER, nextDay));
        typedNumbers.deleteExpired(nextDay.plusSeconds(2));
        assertEquals(Optional.empty(), typedNumbers.take(CALLER, nextDay.plusSeconds(2)));
    }

    @Test
    void latestSavedPositionReplacesTheOlderAndExpiredOnesAreDeleted() {
        var later = new SavedPosition(Urgency.URGENT, NOON.plusSeconds(9), Optional.empty());
        positions.save(LILAS, CALLER, POSITION, NOON.plusSeconds(60));
        positions.save(LILAS, CALLER, later, NOON.plusSeconds(120));
        positions.deleteExpired(NOON.plusSeconds(60));
        assertEquals(Optional.of(later), positions.take(LILAS, CALLER, NOON));
        positions.save(LILAS, CALLER, POSITION, NOON.plusSeconds(60));
        positions.deleteExpired(NOON.plusSeconds(60));
        assertEquals(Optional.empty(), positions.take(LILAS, CALLER, NOON));
    }

    @Test
    void lastAssistantIsRememberedPerCallerAndPracticeUntilItExpires() {
        lastAssistants.remember(LILAS, CALLER, INES, NOON.plusSeconds(60));
        assertEquals(Optional.empty(), lastAssistants.find(ROYAL, CALLER, NOON));
        assertEquals(Optional.empty(), lastAssistants.find(LILAS, OTHER_CALLER, NOON));
        assertEquals(Optional.empty(), lastAssistants.find(LILAS, CALLER, NOON.plusSeconds(60)), "too late");
        assertEquals(Optional.of(INES), lastAssistants.find(LILAS, CALLER, NOON));
        assertEquals(Optional.of(INES), lastAssistants.find(LILAS, CALLER, NOON), "reading does not remove it");
    }

    @Test
    void latestAssistantIsRememberedUntilDeleted() {
        lastAssistants.remember(LILAS, CALLER, INES, NOON.plusSeconds(60));
        lastAssistants.remember(LILAS, CALLER, OMAR, NOON.plusSeconds(120));
        lastAssistants.remember(LILAS, OTHER_CALLER, INES, NOON.plusSeconds(60));
        lastAssistants.deleteExpired(NOON.plusSeconds(60));
        assertEquals(Optional.of(OMAR), lastAssistants.find(LILAS, CALLER, NOON));
        assertEquals(Optional.empty(), lastAssistants.find(LILAS, OTHER_CALLER, NOON));
        lastAssistants.forget(LILAS, CALLER);
        assertEquals(Optional.empty(), lastAssistants.find(LILAS, CALLER, NOON));
    }

    private static CallbackRequest callback(String call, String caller, int attempts) {
        return new CallbackRequest(
                new CallId(call),
                LILAS,
                caller,
                new SealedNumber("A".repeat(59)),
                new SealedNumber("B".repeat(59)),
                NOON,
                attempts,
                false);
    }
}
