package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.store.TestPeople.CLAIRE;
import static org.permanence.store.TestPeople.INES;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.assistant.Login;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.GateRecords;
import org.permanence.gates.GateRecords.Holder;
import org.permanence.gates.GateStore;
import org.permanence.gates.GateText;
import org.permanence.gates.Training;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.SealedTotpSeed;
import org.permanence.signin.Factors;
import org.permanence.signin.PasswordHash;
import org.permanence.store.gates.JooqGateStore;
import org.permanence.store.signin.JooqFactorStore;
import org.permanence.testing.SameMoment;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class GateStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    private static final GateText.Kind CONFIDENTIALITY = new GateText.Confidentiality();
    private static final GateText.Kind CONTRACT = new GateText.Contract();
    private static final GateText.Kind SHEET = new GateText.Instructions(LES_LILAS);

    private final TestDatabase kind;
    private Database database;
    private GateStore store;

    GateStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        TestPeople.insert(database);
        store = new JooqGateStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, store::edition);
        assertThrows(StoreUnavailableException.class, store::load);
        assertThrows(StoreUnavailableException.class, () -> store.addText(draft(SHEET, "a")));
        assertThrows(StoreUnavailableException.class, () -> store.endContracts(LES_LILAS, NOON));
    }

    @Test
    void aSignatureUnderATextThatDoesNotExistIsNotStored() {
        GateText unknown = draft(CONFIDENTIALITY, "a").toText(1);

        assertThrows(StoreUnavailableException.class, () -> store.sign(unknown, INES, NOON));
        assertEquals(Map.of(), store.load().signed());
    }

    @Test
    void nothingStoredIsNothingInOrder() {
        GateRecords none = store.load();

        assertEquals(
                GateRecords.EMPTY.withPeople(Map.of(
                        new Login("claire"), new Holder(CLAIRE, true, false),
                        new Login("ines"), new Holder(INES, true, false))),
                none);
        assertEquals(Optional.empty(), store.findText(SHEET));
    }

    @Test
    void eachTextHasItsOwnVersionsAndKeepsThem() {
        GateText first = store.addText(draft(CONFIDENTIALITY, "first"));
        GateText second = store.addText(draft(CONFIDENTIALITY, "second"));
        GateText sheet = store.addText(draft(SHEET, "sheet"));
        GateText other = store.addText(draft(new GateText.Instructions(new PracticeId("port-royal")), "other"));
        GateText contract = store.addText(draft(CONTRACT, "contract"));

        assertEquals(
                List.of(1, 2, 1, 1, 1),
                List.of(first.version(), second.version(), sheet.version(), other.version(), contract.version()));
        assertEquals(Optional.of(second), store.findText(CONFIDENTIALITY));
        assertEquals(Optional.of(first), store.findText(CONFIDENTIALITY, 1));
        assertEquals(Optional.of(sheet), store.findText(SHEET));
        assertEquals(Optional.of(contract), store.findText(CONTRACT, 1));
        assertEquals(Optional.empty(), store.findText(SHEET, 2));
        assertEquals(Map.of(1, NOON, 2, NOON), store.load().agreements());
    }

    @Test
    void textsWrittenAtTheSameMomentGetDifferentVersions() throws Exception {
        Set<Integer> versions = ConcurrentHashMap.newKeySet();

        assertEquals(
                2,
                SameMoment.successes(
                        () -> versions.add(store.addText(draft(SHEET, "sheet")).version())));
        assertEquals(Set.of(1, 2), versions);
    }

    @Test
    void recordsAreReadAsTheyWereStored() {
        GateText agreement = store.addText(draft(CONFIDENTIALITY, "text"));
        GateText sheet = store.addText(draft(SHEET, "sheet"));
        GateText contract = store.addText(draft(CONTRACT, "contract"));
        store.sign(agreement, INES, NOON);
        store.sign(agreement, INES, NOON.plusSeconds(1));
        store.sign(sheet, INES, NOON);
        store.sign(store.addText(draft(SHEET, "next")), CLAIRE, NOON);
        store.addTraining(new Training(INES, "reception", NOON.plusSeconds(10), CLAIRE, NOON));
        store.addTraining(new Training(INES, "first-aid", NOON.plusSeconds(5), CLAIRE, NOON));
        store.addConflict(INES, LES_LILAS, CLAIRE, NOON);
        store.addConflict(INES, LES_LILAS, CLAIRE, NOON);
        var period = new ContractPeriod(LES_LILAS, 1, NOON, Optional.of(NOON.plusSeconds(60)), CLAIRE);
        store.addContract(period, contract, NOON);

        GateRecords read = store.load();

        assertEquals(Map.of(INES, 1), read.signed());
        assertEquals(Map.of(INES, NOON.plusSeconds(10)), read.trainedUntil());
        assertEquals(Map.of(LES_LILAS, 2), read.sheets());
        assertEquals(Map.of(INES, Map.of(LES_LILAS, 1), CLAIRE, Map.of(LES_LILAS, 2)), read.read());
        assertEquals(Map.of(LES_LILAS, List.of(period)), read.contracts());
        assertEquals(Map.of(INES, Set.of(LES_LILAS)), read.conflicts());
        assertEquals("reception", store.trainings(INES).getFirst().course());
        assertEquals(2, store.trainings(INES).size());
    }

    @Test
    void endingAContractShortensItAndLeavesOneThatHasEnded() {
        GateText text = store.addText(draft(CONTRACT, "contract"));
        var ended = new ContractPeriod(LES_LILAS, 1, NOON.minusSeconds(60), Optional.of(NOON), CLAIRE);
        var running = new ContractPeriod(LES_LILAS, 1, NOON, Optional.empty(), CLAIRE);
        store.addContract(ended, text, NOON);
        store.addContract(running, text, NOON);

        assertEquals(1, store.endContracts(LES_LILAS, NOON.plusSeconds(5)));

        assertEquals(List.of(ended, running.withUntil(Optional.of(NOON.plusSeconds(5)))), store.contracts(LES_LILAS));
        assertEquals(0, store.endContracts(new PracticeId("port-royal"), NOON));
    }

    @Test
    void aConflictIsLiftedOnce() {
        store.addConflict(INES, LES_LILAS, CLAIRE, NOON);

        assertTrue(store.removeConflict(INES, LES_LILAS));
        assertFalse(store.removeConflict(INES, LES_LILAS));
        assertEquals(Map.of(), store.load().conflicts());
    }

    @Test
    void everyChangeAndEveryFactorChangesTheEdition() {
        GateStore.Edition before = store.edition();
        store.addText(draft(SHEET, "sheet"));
        GateStore.Edition written = store.edition();
        var factors = new JooqFactorStore(database);
        factors.enrol(
                INES,
                new Factors.Enrolled(
                        PasswordHash.parse("$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHQ$" + "a".repeat(42) + "A"),
                        new SealedTotpSeed("A".repeat(64)),
                        1,
                        List.of()),
                NOON);
        GateStore.Edition enrolled = store.edition();

        assertNotEquals(before, written);
        assertNotEquals(written, enrolled);
        assertTrue(hasTwoFactors());
        factors.deleteAll(INES);
        assertNotEquals(enrolled, store.edition());
        assertFalse(hasTwoFactors());
    }

    private boolean hasTwoFactors() {
        return Objects.requireNonNull(store.load().people().get(new Login("ines")))
                .hasTwoFactors();
    }

    private static GateText.Draft draft(GateText.Kind kind, String body) {
        return new GateText.Draft(kind, body, NOON, CLAIRE);
    }
}
