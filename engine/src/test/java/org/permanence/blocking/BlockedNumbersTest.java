package org.permanence.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.Fixtures.CALLER;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.AuditException;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.SealException;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.SteppedClock;
import org.permanence.triage.CallerStatus;

class BlockedNumbersTest {

    private static final AccessRequest CLAIRE = new AccessRequest(
            new Principal.Person("claire", Role.PRACTICE_MANAGER, "cli", Principal.NO_SESSION),
            Purpose.HOPERAT,
            AccessRequest.Reason.NONE);

    private final InMemoryBlockedNumberStore store = new InMemoryBlockedNumberStore();
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final SteppedClock clock = new SteppedClock();
    private BlockedNumbers blockedNumbers;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        FileRootKey.create(directory.resolve("root"));
        var keys = new KeyChain(
                new FolderKeyStore(directory.resolve("keys")), FileRootKey.read(directory.resolve("root")));
        blockedNumbers = new BlockedNumbers(store, new Pseudonyms(keys), audit, clock);
    }

    @Test
    void nothingIsBlockedOrListedIfTheAuditLogRefuses() {
        audit.refuses();

        assertThrows(AuditException.class, () -> blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER));
        assertThrows(AuditException.class, () -> blockedNumbers.list(CLAIRE, LES_LILAS.id()));

        assertEquals(List.of(), store.numbers);
        assertFalse(blockedNumbers.isBlocked(LES_LILAS.id(), CALLER));
    }

    @Test
    void unavailableStoreBlocksNothingAndTheAuditLogSaysFailed() {
        store.unavailable = true;

        assertThrows(StoreUnavailableException.class, () -> blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER));

        assertEquals(List.of("open NUMBER_BLOCKED", "close NUMBER_BLOCKED FAILED"), audit.log());
        assertFalse(blockedNumbers.isBlocked(LES_LILAS.id(), CALLER));
    }

    @Test
    void cachedNumbersStayBlockedWhileTheStoreIsUnavailable() {
        blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER);
        store.unavailable = true;

        assertThrows(StoreUnavailableException.class, blockedNumbers::refresh);

        assertTrue(blockedNumbers.isBlocked(LES_LILAS.id(), CALLER));
    }

    @Test
    void numberIsBlockedForOnePracticeAndStoredAsAPseudonym() {
        String pseudonym = blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER);
        blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER);

        assertTrue(blockedNumbers.isBlocked(LES_LILAS.id(), CALLER));
        assertFalse(blockedNumbers.isBlocked(PORT_ROYAL.id(), CALLER));
        assertTrue(pseudonym.matches("[0-9a-f]{32}"));
        var expected = new BlockedNumber(LES_LILAS.id(), pseudonym, clock.instant(), "claire");
        assertEquals(List.of(expected), blockedNumbers.list(CLAIRE, LES_LILAS.id()));
        assertEquals(List.of(), blockedNumbers.list(CLAIRE, PORT_ROYAL.id()));
    }

    @Test
    void unblockedNumberIsNoLongerBlocked() {
        blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER);

        assertTrue(blockedNumbers.unblock(CLAIRE, LES_LILAS.id(), CALLER));
        assertFalse(blockedNumbers.unblock(CLAIRE, LES_LILAS.id(), CALLER), "once");

        assertFalse(blockedNumbers.isBlocked(LES_LILAS.id(), CALLER));
        assertEquals("close NUMBER_UNBLOCKED SUCCEEDED", audit.log().getLast());
    }

    @Test
    void blockedFlagIsAddedToTheCallerHistory() {
        blockedNumbers.block(CLAIRE, LES_LILAS.id(), CALLER);
        var callers = new BlockAwareCallerHistory(
                (_, _, _) -> new CallerHistory.Caller(CallerStatus.KNOWN, 3), blockedNumbers);

        assertEquals(
                new CallerHistory.Caller(CallerStatus.KNOWN, 3, true),
                callers.recordCall(LES_LILAS.id(), Optional.of(CALLER), Duration.ofMinutes(10)));
        assertFalse(callers.recordCall(LES_LILAS.id(), Optional.empty(), Duration.ofMinutes(10))
                .blocked());
        assertFalse(callers.recordCall(PORT_ROYAL.id(), Optional.of(CALLER), Duration.ofMinutes(10))
                .blocked());
    }

    @Test
    void noCallerIsBlockedIfTheKeyCannotBeDecrypted(@TempDir Path directory) {
        FileRootKey.create(directory.resolve("root"));
        FileRootKey.create(directory.resolve("other"));
        var keyStore = new FolderKeyStore(directory.resolve("keys"));
        var keys = new KeyChain(keyStore, FileRootKey.read(directory.resolve("root")));
        new BlockedNumbers(store, new Pseudonyms(keys), audit, clock).block(CLAIRE, LES_LILAS.id(), CALLER);
        var undecryptable = new Pseudonyms(new KeyChain(keyStore, FileRootKey.read(directory.resolve("other"))));
        assertThrows(SealException.class, () -> undecryptable.of(LES_LILAS.id(), CALLER));
        var unreadable = new BlockedNumbers(store, undecryptable, audit, clock);
        unreadable.refresh();

        var callers =
                new BlockAwareCallerHistory((_, _, _) -> new CallerHistory.Caller(CallerStatus.KNOWN, 1), unreadable);

        assertFalse(callers.recordCall(LES_LILAS.id(), Optional.of(CALLER), Duration.ofMinutes(10))
                .blocked());
    }

    private static final class InMemoryBlockedNumberStore implements BlockedNumberStore {

        private final List<BlockedNumber> numbers = new ArrayList<>();
        private boolean unavailable;

        @Override
        public List<BlockedNumber> findAll() {
            failIfUnavailable();
            return List.copyOf(numbers);
        }

        @Override
        public void save(BlockedNumber blocked) {
            failIfUnavailable();
            if (!numbers.contains(blocked)) {
                numbers.add(blocked);
            }
        }

        @Override
        public boolean remove(PracticeId practice, String pseudonym) {
            failIfUnavailable();
            return numbers.removeIf(number ->
                    number.practice().equals(practice) && number.pseudonym().equals(pseudonym));
        }

        private void failIfUnavailable() {
            if (unavailable) {
                throw new StoreUnavailableException(
                        "blocked numbers: unavailable", new IllegalStateException("in this test"));
            }
        }
    }
}
