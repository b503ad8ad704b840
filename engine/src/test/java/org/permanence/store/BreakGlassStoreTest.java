package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.SealedText;
import org.permanence.assistant.Login;
import org.permanence.breakglass.BreakGlass;
import org.permanence.breakglass.BreakGlass.Review;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.store.breakglass.JooqBreakGlassStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class BreakGlassStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456789Z");
    private static final Login CLAIRE = new Login("claire");
    private static final Login INES = new Login("ines");

    private final TestDatabase kind;
    private Database database;
    private JooqBreakGlassStore store;

    BreakGlassStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqBreakGlassStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void accessesAreKeptWhole() {
        BreakGlass first = access(1, CLAIRE, NOON);
        BreakGlass second = access(2, INES, NOON.plusSeconds(1));
        save(first);
        save(second);

        assertEquals(Optional.of(first), store.find(first.id()));
        assertEquals(Optional.empty(), store.find(id(9)));
        assertEquals(List.of(second, first), store.newest(10));
        assertEquals(List.of(second), store.newest(1));
        assertEquals(List.of(first, second), store.notReviewed(NOON.plusSeconds(1)));
        assertEquals(List.of(first), store.notReviewed(NOON));
    }

    @Test
    void refusedAccessIsNotKept() {
        BreakGlass access = access(1, CLAIRE, NOON);

        assertEquals(Optional.of("no"), store.save(access, _ -> Optional.of("no")));
        assertEquals(Optional.empty(), store.find(access.id()));
    }

    @Test
    void refusalIsDecidedByThePersonsAccessesOfTheLastDay() {
        BreakGlass own = access(2, CLAIRE, NOON.plusSeconds(1));
        save(access(1, CLAIRE, NOON));
        save(own);
        save(access(3, INES, NOON.plusSeconds(1)));

        var _ = store.save(access(4, CLAIRE, NOON.plus(Duration.ofHours(24))), ofLastDay -> {
            assertEquals(List.of(own), ofLastDay);
            return Optional.empty();
        });
    }

    @Test
    void ofAccessesOpenedAtTheSameMomentEachSeesThoseBefore() throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Optional<String>>> saves = IntStream.rangeClosed(1, 4)
                    .mapToObj(number -> threads.submit(() -> {
                        start.await();
                        return store.save(
                                access(number, CLAIRE, NOON),
                                ofLastDay -> ofLastDay.isEmpty() ? Optional.empty() : Optional.of("one is open"));
                    }))
                    .toList();
            start.countDown();
            int refused = 0;
            for (Future<Optional<String>> save : saves) {
                refused += save.get().isPresent() ? 1 : 0;
            }

            assertEquals(3, refused);
        }
        assertEquals(1, store.newest(10).size());
    }

    @Test
    void accessIsOpenUntilItsEnd() {
        BreakGlass access = access(1, CLAIRE, NOON);
        save(access);

        assertEquals(List.of(access), store.openOf(CLAIRE, access.endsAt().minusMillis(1)));
        assertEquals(List.of(), store.openOf(CLAIRE, access.endsAt()));
        assertEquals(List.of(), store.openOf(INES, NOON));
    }

    @Test
    void accessIsReviewedOnce() {
        BreakGlass access = access(1, CLAIRE, NOON);
        save(access);
        BreakGlass reviewed = access.withEndsAt(NOON.plusSeconds(60))
                .withReview(Optional.of(new Review(INES, Verdict.UNJUSTIFIED, NOON.plusSeconds(60))));

        assertTrue(store.review(reviewed));
        assertEquals(Optional.of(reviewed), store.find(access.id()));
        assertFalse(store.review(reviewed));
        assertEquals(List.of(), store.notReviewed(NOON.plusSeconds(60)));
    }

    @Test
    void onlyReviewedOnesAreDeleted() {
        BreakGlass reviewed = access(1, CLAIRE, NOON);
        BreakGlass other = access(2, CLAIRE, NOON);
        save(reviewed);
        save(other);
        store.review(reviewed.withReview(Optional.of(new Review(INES, Verdict.JUSTIFIED, NOON))));

        assertEquals(0, store.deleteReviewed(NOON.minusSeconds(1)));
        assertEquals(1, store.deleteReviewed(NOON.plusSeconds(1)));
        assertEquals(List.of(other), store.newest(10));
    }

    @Test
    void longestReasonIsKept() {
        BreakGlass access = access(1, CLAIRE, NOON).withReason(new SealedText("a".repeat(4_096)));
        save(access);

        assertEquals(Optional.of(access), store.find(access.id()));
    }

    @Test
    void outageIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, () -> store.openOf(CLAIRE, NOON));
        assertThrows(StoreUnavailableException.class, () -> save(access(1, CLAIRE, NOON)));
    }

    private void save(BreakGlass access) {
        assertEquals(Optional.empty(), store.save(access, _ -> Optional.empty()));
    }

    private static BreakGlass access(int number, Login opener, Instant openedAt) {
        return new BreakGlass(
                id(number),
                new PracticeId("les-lilas"),
                opener,
                new SealedText("c2VhbGVk"),
                openedAt,
                openedAt.plus(BreakGlass.LIFETIME),
                Optional.empty());
    }

    private static BreakGlassId id(int number) {
        return new BreakGlassId("0199bbbb-0000-7000-8000-00000000000" + number);
    }
}
