package org.permanence.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditRequest;
import org.permanence.gates.GateException.Refusal;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryGateStore;
import org.permanence.testing.SteppedClock;

class GateServiceTest {

    private static final PersonId INES_ID = new PersonId("0199aaaa-0000-7000-8000-000000000002");
    private static final PersonId SARA_ID = new PersonId("0199aaaa-0000-7000-8000-000000000004");
    private static final Login SARA = new Login("sara");
    private static final Principal.Person BY_INES =
            new Principal.Person("ines", Role.ASSISTANT, "cli", Principal.NO_SESSION);
    private static final Principal.Person BY_SARA =
            new Principal.Person("sara", Role.SUPERVISOR, "cli", Principal.NO_SESSION);
    private static final Principal.Person STRANGER =
            new Principal.Person("zora", Role.SUPERVISOR, "cli", Principal.NO_SESSION);
    private static final GateText.Kind AGREEMENT = new GateText.Confidentiality();
    private static final GateText.Kind CONTRACT = new GateText.Contract();
    private static final GateText.Kind SHEET = new GateText.Instructions(LES_LILAS.id());
    private static final String QUIZ = "Text\n? Promise?\n- Yes.\n+ No.";

    private final SteppedClock clock = new SteppedClock();
    private final Instant now = clock.instant();
    private final InMemoryGateStore store =
            new InMemoryGateStore().with(INES.login(), INES_ID).with(SARA, SARA_ID);
    private final CurrentGates gates = new CurrentGates(store, EnumSet.allOf(Gate.class));
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final GateService service = new GateService(
            new GateService.Services(
                    store,
                    gates,
                    login -> Optional.ofNullable(
                            Map.of(INES.login(), INES_ID, SARA, SARA_ID).get(login)),
                    audit),
            clock);

    @Test
    void withoutTheAuditLogNothingIsChanged() {
        service.write(BY_SARA, SHEET, QUIZ, Optional.empty());
        audit.refuses();

        for (Executable change : List.<Executable>of(
                () -> service.write(BY_SARA, SHEET, "next", Optional.empty()),
                () -> service.sign(BY_INES, SHEET, 1, List.of(2)),
                () -> service.recordTraining(BY_SARA, INES.login(), "reception", now.plusSeconds(60)),
                () -> service.recordConflict(BY_SARA, INES.login(), LES_LILAS.id()))) {
            assertThrows(AuditException.class, change);
        }
        assertEquals(1, service.text(SHEET).version());
        assertEquals(Map.of(), store.load().read());
        assertEquals(List.of(), service.trainings(INES.login()));
        assertEquals(Map.of(), store.load().conflicts());
    }

    @Test
    void whoHasNoAccountChangesNothing() {
        refuses(Refusal.UNKNOWN, () -> service.write(STRANGER, AGREEMENT, "text", Optional.empty()));
        refuses(
                Refusal.UNKNOWN,
                () -> service.recordTraining(BY_SARA, new Login("zora"), "reception", now.plusSeconds(60)));
        assertEquals(List.of(), audit.log());
    }

    @Test
    void onlyTheLastVersionCanBeSigned() {
        refuses(Refusal.UNKNOWN, () -> service.sign(BY_INES, AGREEMENT, 1, List.of()));
        service.write(BY_SARA, AGREEMENT, "first", Optional.empty());
        service.write(BY_SARA, AGREEMENT, "second", Optional.empty());

        refuses(Refusal.CONFLICT, () -> service.sign(BY_INES, AGREEMENT, 1, List.of()));
        refuses(Refusal.CONFLICT, () -> service.sign(BY_INES, AGREEMENT, 3, List.of()));
        service.sign(BY_INES, AGREEMENT, 2, List.of());

        assertEquals(Optional.of(2), service.signedAgreement(INES.login()));
    }

    @Test
    void sheetIsNotReadUntilAllAnswersAreRight() {
        service.write(BY_SARA, SHEET, QUIZ, Optional.empty());

        refuses(Refusal.CONFLICT, () -> service.sign(BY_INES, SHEET, 1, List.of(1)));
        refuses(Refusal.CONFLICT, () -> service.sign(BY_INES, SHEET, 1, List.of()));
        assertTrue(missing(LES_LILAS.id()).contains(Gate.INSTRUCTIONS));
        service.sign(BY_INES, SHEET, 1, List.of(2));

        assertFalse(missing(LES_LILAS.id()).contains(Gate.INSTRUCTIONS), "it counts at once");
    }

    @Test
    void sheetWithUnusableQuestionsIsNotWritten() {
        assertThrows(IllegalArgumentException.class, () -> service.write(BY_SARA, SHEET, "? A\n- b", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> service.write(BY_SARA, SHEET, " ", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> service.write(BY_SARA, SHEET, "a\u0000", Optional.empty()));
        refuses(Refusal.UNKNOWN, () -> service.text(SHEET));
        assertEquals(List.of(), audit.log());
    }

    @Test
    void contractIsSignedForItsTimeAndEndedOnce() {
        service.write(BY_SARA, CONTRACT, "text", Optional.empty());

        refuses(
                Refusal.CONFLICT,
                () -> service.signContract(BY_SARA, LES_LILAS.id(), 1, Optional.empty(), Optional.of(now)));
        refuses(Refusal.CONFLICT, () -> service.endContracts(BY_SARA, LES_LILAS.id(), Optional.empty()));
        service.signContract(BY_SARA, LES_LILAS.id(), 1, Optional.empty(), Optional.empty());
        assertTrue(gates.get().isServed(LES_LILAS.id(), now));
        clock.advance(Duration.ofMinutes(1));
        service.endContracts(BY_SARA, LES_LILAS.id(), Optional.empty());

        assertFalse(gates.get().isServed(LES_LILAS.id(), clock.instant()), "it counts at once");
        refuses(Refusal.CONFLICT, () -> service.endContracts(BY_SARA, LES_LILAS.id(), Optional.empty()));
    }

    @Test
    void signatureInTheAuditLogNamesThePracticeTheVersionAndTheDigest() {
        GateText text = service.write(BY_SARA, CONTRACT, "text", Optional.empty());
        audit.clear();

        service.signContract(BY_SARA, LES_LILAS.id(), 1, Optional.empty(), Optional.empty());

        AuditRequest entry = audit.requests().getFirst();
        assertEquals(Action.AGREEMENT_SIGNED, entry.action());
        assertEquals(Optional.of(LES_LILAS.id()), entry.practice());
        assertEquals(Map.of("version", "1", "sha256", text.sha256()), entry.details());
        assertEquals("sara", entry.actor().name());
    }

    @Test
    void conflictIsLiftedOnlyIfItWasRecorded() {
        refuses(Refusal.UNKNOWN, () -> service.liftConflict(BY_SARA, INES.login(), LES_LILAS.id()));
        service.recordConflict(BY_SARA, INES.login(), LES_LILAS.id());
        assertTrue(missing(LES_LILAS.id()).contains(Gate.CONFLICT));
        assertFalse(missing(PORT_ROYAL.id()).contains(Gate.CONFLICT));
        service.liftConflict(BY_SARA, INES.login(), LES_LILAS.id());

        assertFalse(missing(LES_LILAS.id()).contains(Gate.CONFLICT));
    }

    @Test
    void listNamesEveryPracticeOfTheAssistantAndWhatIsMissing() {
        gates.refresh();
        Map<PracticeId, Set<Gate>> before = service.missing(INES);
        service.recordTraining(BY_SARA, INES.login(), "reception", now.plusSeconds(60));

        assertEquals(List.of(LES_LILAS.id(), PORT_ROYAL.id()), List.copyOf(before.keySet()));
        assertEquals(
                EnumSet.of(Gate.AGREEMENT, Gate.TRAINING, Gate.INSTRUCTIONS, Gate.CONTRACT),
                before.get(LES_LILAS.id()));
        assertEquals(EnumSet.of(Gate.AGREEMENT, Gate.INSTRUCTIONS, Gate.CONTRACT), missing(PORT_ROYAL.id()));
    }

    private Set<Gate> missing(PracticeId practice) {
        return service.missing(INES).getOrDefault(practice, Set.of());
    }

    private static void refuses(Refusal refusal, Executable change) {
        assertEquals(refusal, assertThrows(GateException.class, change).refusal());
    }
}
