package org.permanence.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.testing.Fixtures.CALLER;
import static org.permanence.testing.Fixtures.LES_LILAS_DID;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.PARIS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.AccessRequest;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.AuditException;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.NoteId;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.Pseudonyms;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryNoteStore;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.SteppedClock;

class NoteServiceTest {

    private static final CallId CALL = new CallId("call-1");
    private static final PracticeScope LILAS = Policy.scopeOfEngine(LES_LILAS.id());
    private static final PracticeScope ROYAL = Policy.scopeOfEngine(PORT_ROYAL.id());
    private static final PersonalText TEXT = new PersonalText("Fièvre depuis trois jours.");
    private static final AccessRequest BY_INES = request("ines", Role.ASSISTANT);
    private static final AccessRequest BY_THE_DOCTOR = request("dr.okafor", Role.DOCTOR);

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryNoteStore store = new InMemoryNoteStore();
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final AssistantCalls calls = new AssistantCalls(clock);
    private final PracticeKey doctor = PracticeKey.generate();
    private NoteService notes;

    @BeforeEach
    void setUp(@TempDir Path directory) {
        FileRootKey.create(directory.resolve("root"));
        var keys = new KeyChain(
                new FolderKeyStore(directory.resolve("keys")), FileRootKey.read(directory.resolve("root")));
        notes = new NoteService(
                store, calls, new NoteService.Keys(this::doctorsOf, new Pseudonyms(keys)), audit, clock);
        calls.connected(ScriptedCall.to(LES_LILAS_DID).withId(CALL.value()).from(CALLER), LES_LILAS, INES.login());
    }

    private List<PracticeRecipient> doctorsOf(PracticeId practice) {
        return practice.equals(LES_LILAS.id()) ? List.of(doctor.recipient()) : List.of();
    }

    @Test
    void callOfAnotherAssistantIsRefusedLikeOneThatDoesNotExist() {
        String ofInes = refusal(() -> notes.write(request("omar", Role.ASSISTANT), CALL, TEXT));

        assertEquals(ofInes, refusal(() -> notes.write(BY_INES, new CallId("call-9"), TEXT)));
        assertNothingStored();
    }

    @Test
    void practiceWithoutAKeyOfItsOwnGetsNoNotes() {
        var other = new CallId("call-2");
        calls.connected(ScriptedCall.to(LES_LILAS_DID).withId(other.value()), PORT_ROYAL, OMAR.login());

        refusal(() -> notes.write(request("omar", Role.ASSISTANT), other, TEXT));

        assertNothingStored();
    }

    @Test
    void textThatIsNoNoteIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> notes.write(BY_INES, CALL, new PersonalText("x".repeat(8_193))));
        assertNothingStored();
    }

    @Test
    void nothingIsWrittenListedOrReadWithoutAnAuditEntry() {
        NoteId note = notes.write(BY_INES, CALL, TEXT);
        audit.refuses();

        assertThrows(AuditException.class, () -> notes.write(BY_INES, CALL, TEXT));
        assertThrows(AuditException.class, () -> notes.list(BY_THE_DOCTOR, LES_LILAS.id(), 9));
        assertThrows(AuditException.class, () -> notes.read(BY_THE_DOCTOR, LILAS, note));

        audit.works();
        assertEquals(1, notes.list(BY_THE_DOCTOR, LES_LILAS.id(), 9).size());
    }

    @Test
    void noteThatCouldNotBeStoredHasFailedInTheAuditLog() {
        store.becomesUnavailable();

        assertThrows(StoreUnavailableException.class, () -> notes.write(BY_INES, CALL, TEXT));

        assertEquals(List.of("open NOTE_WRITTEN", "close NOTE_WRITTEN FAILED"), audit.log());
    }

    @Test
    void noteOfAnotherPracticeIsNotFoundLikeOneThatDoesNotExist() {
        NoteId note = notes.write(BY_INES, CALL, TEXT);

        assertEquals(Optional.empty(), notes.read(BY_THE_DOCTOR, LILAS, NoteId.next(clock)));
        assertEquals(Optional.empty(), notes.read(BY_THE_DOCTOR, ROYAL, note));
    }

    @Test
    void doctorReadsWhatTheAssistantWrote() {
        NoteId note = notes.write(BY_INES, CALL, TEXT);

        assertEquals(TEXT, doctor.open(notes.read(BY_THE_DOCTOR, LILAS, note).orElseThrow()));
        assertEquals(
                List.of(
                        "open NOTE_WRITTEN",
                        "close NOTE_WRITTEN SUCCEEDED",
                        "open NOTE_READ",
                        "close NOTE_READ SUCCEEDED"),
                audit.log());
    }

    @Test
    void noteIsKeptAsLongAsARecordingOfTheDay() {
        notes.write(BY_INES, CALL, TEXT);

        ClinicalNote listed = notes.list(BY_THE_DOCTOR, LES_LILAS.id(), 9).getFirst();
        assertEquals(
                LocalDate.ofInstant(clock.instant(), PARIS)
                        .plusDays(LES_LILAS.recordings().retentionDays())
                        .plusDays(1)
                        .atStartOfDay(PARIS)
                        .toInstant(),
                listed.expires());
        assertEquals(INES.login(), listed.author());
    }

    @Test
    void notesOfAnErasedPatientAreDeletedAtThatPracticeOnly() {
        notes.write(BY_INES, CALL, TEXT);

        assertEquals(0, notes.erase(PORT_ROYAL.id(), CALLER));
        assertEquals(1, notes.erase(LES_LILAS.id(), CALLER));
        assertNothingStored();
    }

    private void assertNothingStored() {
        assertEquals(List.of(), store.list(LES_LILAS.id(), 9));
        assertEquals(List.of(), store.list(PORT_ROYAL.id(), 9));
    }

    private static String refusal(Runnable refused) {
        return String.valueOf(assertThrows(NoteException.class, refused::run).getMessage());
    }

    private static AccessRequest request(String login, Role role) {
        return new AccessRequest(
                new Principal.Person(login, role, "cli", Principal.NO_SESSION),
                Purpose.TREAT,
                AccessRequest.Reason.NONE);
    }
}
