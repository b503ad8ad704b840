package org.permanence.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.audit.AuditException;
import org.permanence.practice.PracticeId;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.Pseudonyms;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryAuditGate;

/// Kinds that are no rows, and what all kinds have in common.
class DataRetentionTest implements DataRetention.RetentionListener {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");

    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final List<String> seen = new ArrayList<>();
    private final Set<PracticeId> left = new HashSet<>();
    private KeyChain keys;
    private Pseudonyms pseudonyms;
    private PseudonymKeyRetention retention;

    @BeforeEach
    void createKeys(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        pseudonyms = new Pseudonyms(keys);
        retention = new PseudonymKeyRetention(new AuditedKeys(audit, keys), new PracticesThatLeft());
    }

    @ParameterizedTest
    @EnumSource(DataKind.class)
    void periodOfZeroDaysAndMissingPeriodAreRefused(DataKind kind) {
        Map<DataKind, Integer> zero = new EnumMap<>(RetentionPeriods.standard().days());
        zero.put(kind, 0);
        assertThrows(IllegalArgumentException.class, () -> new RetentionPeriods(zero));

        if (kind.limits().isPresent()) {
            zero.remove(kind);
            assertThrows(IllegalArgumentException.class, () -> new RetentionPeriods(zero));
        }
    }

    @Test
    void kindThatFailsIsCountedAndHoldsUpNoOther() {
        var failing = new Kind(DataKind.JOURNAL) {
            @Override
            public void deleteExpired(LongConsumer onDeleted) {
                onDeleted.accept(500);
                throw new AuditException("audit log: no replica (expected: in this test)");
            }
        };
        var working = new Kind(DataKind.CALL_RECORDS) {
            @Override
            public void deleteExpired(LongConsumer onDeleted) {
                onDeleted.accept(7);
            }
        };

        new DataRetention(List.of(failing, working), this).run();

        assertEquals(List.of("JOURNAL 500", "JOURNAL failed", "CALL_RECORDS 7"), seen);
    }

    @Test
    void runEndsBeforeItsNextKindWhenTheEngineStops() {
        var stopping = new DataRetention[1];
        var current = new Kind(DataKind.JOURNAL) {
            @Override
            public void deleteExpired(LongConsumer onDeleted) {
                stopping[0].stop();
                throw new AuditException("audit log: closed (expected: in this test)");
            }
        };
        var next = new Kind(DataKind.CALL_RECORDS) {
            @Override
            public void deleteExpired(LongConsumer onDeleted) {
                onDeleted.accept(7);
            }
        };
        stopping[0] = new DataRetention(List.of(current, next), this);

        stopping[0].run();

        assertEquals(List.of(), seen);
    }

    @Test
    void keyOfPseudonymsStaysWithoutAnAuditEntry() {
        String before = pseudonyms.of(LILAS, Fixtures.CALLER);
        left.add(LILAS);
        audit.refuses();

        assertThrows(AuditException.class, () -> retention.deleteExpired(_ -> {}));

        assertEquals(before, pseudonyms.of(LILAS, Fixtures.CALLER));
    }

    @Test
    void keyOfPseudonymsStaysUntilThePracticeHasLeft() {
        String before = pseudonyms.of(LILAS, Fixtures.CALLER);

        new DataRetention(List.of(retention), this).run();

        assertEquals(before, pseudonyms.of(LILAS, Fixtures.CALLER));
        assertEquals(List.of(), audit.log());
        assertEquals(List.of(), seen);
    }

    @Test
    void callersOfAPracticeThatLeftCannotBeFoundUnderTheirPseudonyms() {
        String ofLilas = pseudonyms.of(LILAS, Fixtures.CALLER);
        String ofRoyal = pseudonyms.of(ROYAL, Fixtures.CALLER);
        left.add(LILAS);

        new DataRetention(List.of(retention), this).run();

        assertEquals(List.of(ROYAL), keys.practicesWithPseudonyms());
        assertEquals(List.of("open KEY_DESTROYED", "close KEY_DESTROYED SUCCEEDED"), audit.log());
        assertEquals(
                "pseudonyms/les-lilas", audit.requests().getFirst().object().name());
        assertTrue(audit.requests().getFirst().practice().filter(LILAS::equals).isPresent());
        assertEquals(List.of("PSEUDONYM_KEYS 1"), seen);
        assertNotEquals(ofLilas, pseudonyms.of(LILAS, Fixtures.CALLER));
        assertEquals(ofRoyal, pseudonyms.of(ROYAL, Fixtures.CALLER));
    }

    @Override
    public void onDeleted(DataKind kind, long count) {
        seen.add(kind + " " + count);
    }

    @Override
    public void onFailed(DataKind kind) {
        seen.add(kind + " failed");
    }

    private abstract static class Kind implements KindRetention {

        private final DataKind kind;

        Kind(DataKind kind) {
            this.kind = kind;
        }

        @Override
        public DataKind kind() {
            return kind;
        }
    }

    private final class PracticesThatLeft implements RetentionStore {

        @Override
        public List<ExpiredRows> findExpired(DataKind kind, Instant before) {
            return List.of();
        }

        @Override
        public int delete(ExpiredRows rows, int limit) {
            return 0;
        }

        @Override
        public boolean hasLeft(PracticeId practice) {
            return left.contains(practice);
        }
    }
}
