package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.Deed;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.SealedText;
import org.permanence.access.Subject;
import org.permanence.approval.Approval;
import org.permanence.approval.ApprovalId;
import org.permanence.approval.ApprovalState;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.store.approval.JooqApprovalStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ApprovalStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456789Z");
    private static final Approval ERASURE =
            approval(1, Deed.ERASE_PATIENT, Subject.ofPractice(new PracticeId("les-lilas")), NOON);
    private static final Approval RECOVERY = approval(
            2,
            Deed.REMOVE_FACTOR,
            Subject.ofTeam(new TeamId("north")).withPerson(Optional.of(new Login("ines"))),
            NOON.plusSeconds(1));

    private final TestDatabase kind;
    private Database database;
    private JooqApprovalStore store;

    ApprovalStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqApprovalStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void requestsAreKeptWhole() {
        store.save(ERASURE);
        store.save(RECOVERY);

        assertEquals(Optional.of(ERASURE), store.find(ERASURE.id()));
        assertEquals(Optional.of(RECOVERY), store.find(RECOVERY.id()));
        assertEquals(Optional.empty(), store.find(id(9)));
        assertEquals(List.of(ERASURE, RECOVERY), store.open(NOON));
    }

    @Test
    void longestParametersAreKept() {
        Approval longest = ERASURE.withParameters(Optional.of(new SealedText("a".repeat(4_096))));
        store.save(longest);

        assertEquals(Optional.of(longest), store.find(longest.id()));
    }

    @Test
    void requestIsDecidedAndSpentOnce() {
        store.save(ERASURE);
        Approval given = ERASURE.withState(ApprovalState.APPROVED)
                .withEndsAt(NOON.plus(Duration.ofMinutes(40)))
                .withDecidedBy(Optional.of("henri"));
        Approval executed = given.withState(ApprovalState.EXECUTED).withParameters(Optional.empty());

        assertFalse(store.replace(given, executed), "not approved yet");
        assertTrue(store.replace(ERASURE, given));
        assertFalse(store.replace(ERASURE, given));
        assertEquals(List.of(given), store.open(NOON.plus(Duration.ofMinutes(39))));
        assertTrue(store.replace(given, executed));
        assertFalse(store.replace(given, executed));
        assertEquals(Optional.of(executed), store.find(ERASURE.id()));
        assertEquals(List.of(), store.open(NOON));
    }

    @Test
    void requestEndsWithItsTimeAndLosesItsParameters() {
        store.save(ERASURE);
        store.save(RECOVERY);

        assertEquals(List.of(RECOVERY), store.open(ERASURE.endsAt()));
        assertEquals(1, store.expire(ERASURE.endsAt()));
        assertEquals(
                Optional.of(ERASURE.withState(ApprovalState.EXPIRED).withParameters(Optional.empty())),
                store.find(ERASURE.id()));
        assertEquals(1, store.deleteAskedBefore(RECOVERY.askedAt()));
        assertEquals(Optional.empty(), store.find(ERASURE.id()));
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.save(ERASURE));
        assertThrows(StoreUnavailableException.class, () -> store.find(ERASURE.id()));
        assertThrows(StoreUnavailableException.class, () -> store.open(NOON));
        assertThrows(StoreUnavailableException.class, () -> store.replace(ERASURE, ERASURE));
        assertThrows(StoreUnavailableException.class, () -> store.expire(NOON));
        assertThrows(StoreUnavailableException.class, () -> store.deleteAskedBefore(NOON));
    }

    private static Approval approval(int number, Deed deed, Subject subject, Instant at) {
        return new Approval(
                id(number),
                deed,
                subject,
                new Principal.Person("mona", Role.PRACTICE_MANAGER, "laptop", "0199aaaa-0000-7000-8000-00000000000a"),
                "%064x".formatted(number),
                Optional.of(new SealedText("c2VhbGVk")),
                ApprovalState.WAITING,
                at,
                at.plus(Duration.ofMinutes(30)),
                Optional.empty());
    }

    private static ApprovalId id(int number) {
        return new ApprovalId("0199aaaa-0000-7000-8000-0000000000e" + number);
    }
}
