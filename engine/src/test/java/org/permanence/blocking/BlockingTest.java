package org.permanence.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.Fixtures.PATIENT;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.PORT_ROYAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditException;
import org.permanence.audit.Purpose;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Asking;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.SealException;
import org.permanence.testing.MemoryAudit;
import org.permanence.testing.SteppedClock;
import org.permanence.triage.Acquaintance;

class BlockingTest {

    private static final Asking CLAIRE =
            new Asking(new Actor("claire", Actor.Role.PRACTICE_MANAGER, "cli"), Purpose.HOPERAT, Asking.Reason.NONE);

    private final Book book = new Book();
    private final MemoryAudit audit = new MemoryAudit();
    private final SteppedClock clock = new SteppedClock();
    private Blocking blocking;

    @BeforeEach
    void aHouse(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        var keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        blocking = new Blocking(book, new Pseudonyms(keys), audit, clock);
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() {
        audit.refuses();

        assertThrows(AuditException.class, () -> blocking.block(CLAIRE, LES_LILAS.id(), PATIENT));
        assertThrows(AuditException.class, () -> blocking.list(CLAIRE, LES_LILAS.id()));

        assertEquals(List.of(), book.kept);
        assertFalse(blocking.isBlocked(LES_LILAS.id(), PATIENT));
    }

    @Test
    void aStoreThatIsAwayBlocksNobodyAndTheLogSaysThatItFailed() {
        book.away = true;

        assertThrows(StoreUnavailableException.class, () -> blocking.block(CLAIRE, LES_LILAS.id(), PATIENT));

        assertEquals(List.of("open NUMBER_BLOCKED", "close NUMBER_BLOCKED FAILED"), audit.told());
        assertFalse(blocking.isBlocked(LES_LILAS.id(), PATIENT));
    }

    @Test
    void whileTheStoreIsAwayWhatWasKnownHoldsOn() {
        blocking.block(CLAIRE, LES_LILAS.id(), PATIENT);
        book.away = true;

        assertThrows(StoreUnavailableException.class, blocking::refresh);

        assertTrue(blocking.isBlocked(LES_LILAS.id(), PATIENT));
    }

    @Test
    void aNumberIsBlockedAtOnePracticeAndKeptAsItsPseudonym() {
        String pseudonym = blocking.block(CLAIRE, LES_LILAS.id(), PATIENT);
        blocking.block(CLAIRE, LES_LILAS.id(), PATIENT);

        assertTrue(blocking.isBlocked(LES_LILAS.id(), PATIENT));
        assertFalse(blocking.isBlocked(PORT_ROYAL.id(), PATIENT));
        assertTrue(pseudonym.matches("[0-9a-f]{32}"));
        var kept = new Blocked(LES_LILAS.id(), pseudonym, clock.instant(), "claire");
        assertEquals(List.of(kept), blocking.list(CLAIRE, LES_LILAS.id()));
        assertEquals(List.of(), blocking.list(CLAIRE, PORT_ROYAL.id()));
    }

    @Test
    void anUnblockedNumberIsAnybodys() {
        blocking.block(CLAIRE, LES_LILAS.id(), PATIENT);

        assertTrue(blocking.unblock(CLAIRE, LES_LILAS.id(), PATIENT));
        assertFalse(blocking.unblock(CLAIRE, LES_LILAS.id(), PATIENT), "once");

        assertFalse(blocking.isBlocked(LES_LILAS.id(), PATIENT));
        assertEquals("close NUMBER_UNBLOCKED SUCCEEDED", audit.told().getLast());
    }

    @Test
    void aCallerIsBlockedBesideWhatElseIsKnownOfThem() {
        blocking.block(CLAIRE, LES_LILAS.id(), PATIENT);
        var callers = new BlockedCallers((_, _, _) -> new CallerHistory.Caller(Acquaintance.KNOWN, 3), blocking);

        assertEquals(
                new CallerHistory.Caller(Acquaintance.KNOWN, 3, true),
                callers.recordCall(LES_LILAS.id(), Optional.of(PATIENT), Duration.ofMinutes(10)));
        assertFalse(callers.recordCall(LES_LILAS.id(), Optional.empty(), Duration.ofMinutes(10))
                .blocked());
        assertFalse(callers.recordCall(PORT_ROYAL.id(), Optional.of(PATIENT), Duration.ofMinutes(10))
                .blocked());
    }

    @Test
    void aKeyThatCannotBeOpenedBlocksNobody(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        FileRootKey.create(folder.resolve("other"));
        var store = new FolderKeyStore(folder.resolve("keys"));
        var keys = new KeyChain(store, FileRootKey.read(folder.resolve("root")));
        new Blocking(book, new Pseudonyms(keys), audit, clock).block(CLAIRE, LES_LILAS.id(), PATIENT);
        var shut = new Pseudonyms(new KeyChain(store, FileRootKey.read(folder.resolve("other"))));
        assertThrows(SealException.class, () -> shut.of(LES_LILAS.id(), PATIENT));
        var unable = new Blocking(book, shut, audit, clock);
        unable.refresh();

        var callers = new BlockedCallers((_, _, _) -> new CallerHistory.Caller(Acquaintance.KNOWN, 1), unable);

        assertFalse(callers.recordCall(LES_LILAS.id(), Optional.of(PATIENT), Duration.ofMinutes(10))
                .blocked());
    }

    private static final class Book implements BlockedBook {

        private final List<Blocked> kept = new ArrayList<>();
        private boolean away;

        @Override
        public List<Blocked> all() {
            refuseWhileAway();
            return List.copyOf(kept);
        }

        @Override
        public void keep(Blocked blocked) {
            refuseWhileAway();
            if (!kept.contains(blocked)) {
                kept.add(blocked);
            }
        }

        @Override
        public boolean forget(PracticeId practice, String pseudonym) {
            refuseWhileAway();
            return kept.removeIf(
                    one -> one.practice().equals(practice) && one.pseudonym().equals(pseudonym));
        }

        private void refuseWhileAway() {
            if (away) {
                throw new StoreUnavailableException("blocked: away", new IllegalStateException("by this test"));
            }
        }
    }
}
