package org.permanence.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.approval.ApprovalException.Refusal.CONFLICT;
import static org.permanence.approval.ApprovalException.Refusal.UNKNOWN;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.seal.ApprovalSealer;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.testing.InMemoryApprovalStore;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.SteppedClock;

class ApprovalServiceTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT = new PracticeId("port-royal");
    private static final String NUMBER = "+33199000042";
    private static final Map<String, String> ERASURE = Map.of("body", NUMBER, "practice", "les-lilas");

    private static final Principal.Person MONA = party("mona", Role.PRACTICE_MANAGER, "laptop-mona");
    private static final Viewer DOCTOR = viewer("henri", Role.DOCTOR, LILAS);
    private static final Viewer OFFICER = viewer("oscar", Role.DATA_PROTECTION_OFFICER, LILAS);

    private final InMemoryApprovalStore store = new InMemoryApprovalStore();
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final SteppedClock clock = new SteppedClock();
    private ApprovalSealer sealer;
    private ApprovalService approvals;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        FileRootKey.create(folder.resolve("root"));
        sealer = new ApprovalSealer(
                new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root"))));
        approvals = new ApprovalService(store, sealer, audit, clock);
    }

    // Who approves

    @Test
    void noPersonApprovesTheirOwnRequest() {
        Approval asked = waits();
        var alsoDoctor = new Viewer(MONA, rights("mona", new RoleAt(Role.DOCTOR, at(LILAS))), Purpose.HOPERAT);

        assertRefused(CONFLICT, () -> approvals.give(alsoDoctor, asked.id(), asked.digest()));
    }

    @Test
    void anotherAccountOfTheSameDeviceDoesNotApprove() {
        Approval asked = waits();

        assertRefused(
                CONFLICT,
                () -> approvals.give(
                        with(DOCTOR, party("henri", Role.DOCTOR, "laptop-mona")), asked.id(), asked.digest()));
    }

    @Test
    void anotherAccountOfTheSameSessionDoesNotApprove() {
        Approval asked = waits();
        var shared = new Principal.Person("henri", Role.DOCTOR, "phone-henri", MONA.session());

        assertRefused(CONFLICT, () -> approvals.give(with(DOCTOR, shared), asked.id(), asked.digest()));
    }

    @Test
    void doctorOfAnotherPracticeDoesNotEvenLearnThatThereIsARequest() {
        Approval asked = waits();
        Viewer elsewhere = viewer("hugo", Role.DOCTOR, PORT);

        assertEquals(List.of(), approvals.list(elsewhere));
        assertRefused(UNKNOWN, () -> approvals.show(elsewhere, asked.id()));
        assertRefused(UNKNOWN, () -> approvals.give(elsewhere, asked.id(), asked.digest()));
        assertRefused(UNKNOWN, () -> approvals.refuse(elsewhere, asked.id()));
        assertEquals(
                message(() -> approvals.show(elsewhere, asked.id()))
                        .replace(asked.id().value(), ""),
                message(() -> approvals.show(DOCTOR, unknown()))
                        .replace(unknown().value(), ""));
    }

    @Test
    void machineIsNoSecondPerson() {
        Approval asked = waits();
        var machine = new Viewer(
                party("robot", Role.DOCTOR, "service"),
                new Rights(
                        "robot",
                        List.of(new RoleAt(Role.DOCTOR, at(LILAS))),
                        true,
                        Optional.of(Set.of(Deed.READ_JOURNAL))),
                Purpose.HOPERAT);

        assertRefused(UNKNOWN, () -> approvals.give(machine, asked.id(), asked.digest()));
        assertRefused(UNKNOWN, () -> approvals.refuse(machine, asked.id()));
    }

    @Test
    void anotherManagerWhoMayOnlyAskDoesNotApprove() {
        Approval asked = waits();

        assertRefused(
                UNKNOWN,
                () -> approvals.give(viewer("manu", Role.PRACTICE_MANAGER, LILAS), asked.id(), asked.digest()));
    }

    @Test
    void factorsAreTakenByTwoSupervisorsOfOneTeam() {
        var asked = new AskedDeed(
                Deed.REMOVE_FACTOR,
                Subject.ofTeam(new TeamId("north")).withPerson(Optional.of(new Login("ines"))),
                Purpose.HOPERAT,
                Map.of("object", "ines"));
        Approval waiting = waits(party("sam", Role.SUPERVISOR, "laptop-sam"), asked);

        assertRefused(UNKNOWN, () -> approvals.give(supervisor("sara", "south"), waiting.id(), waiting.digest()));
        assertRefused(UNKNOWN, () -> approvals.give(OFFICER, waiting.id(), waiting.digest()));
        assertRefused(CONFLICT, () -> approvals.give(supervisor("ines", "north"), waiting.id(), waiting.digest()));
        assertEquals(
                ApprovalState.APPROVED,
                approvals
                        .give(supervisor("sofia", "north"), waiting.id(), waiting.digest())
                        .state());
    }

    // What is approved

    @Test
    void onlyAPersonWhoMayApproveSeesTheParametersInWords() {
        Approval asked = waits();

        assertEquals(
                Optional.of("Erase the patient with the number " + NUMBER
                        + " at les-lilas: recordings, messages, callbacks and blocks. It cannot be undone"),
                approvals.show(OFFICER, asked.id()).words());
        assertEquals(Optional.empty(), approvals.show(asAsker(), asked.id()).words());
        assertFalse(approvals.show(OFFICER, asked.id()).toString().contains(NUMBER));
    }

    @Test
    void parametersAreShownOnlyOnceTheEntryIsInTheLog() {
        Approval asked = waits();
        audit.refuses();

        assertThrows(AuditException.class, () -> approvals.show(OFFICER, asked.id()));
    }

    @Test
    void approvalOfOtherParametersThanThoseShownIsRefused() {
        Approval asked = waits();

        assertRefused(CONFLICT, () -> approvals.give(DOCTOR, asked.id(), "0".repeat(64)));
    }

    @Test
    void rowWhoseDigestWasChangedIsNeitherApprovedNorExecuted() {
        Approval asked = waits();
        Approval given = approvals.give(DOCTOR, asked.id(), asked.digest());
        store.save(given.withDigest("0".repeat(64)));

        assertRefused(CONFLICT, () -> approvals.clear(MONA, erasure()));
        store.save(asked.withDigest("0".repeat(64)));
        assertRefused(CONFLICT, () -> approvals.give(DOCTOR, asked.id(), "0".repeat(64)));
    }

    @Test
    void parametersOfAnotherRequestAreNotExecuted() {
        Approval other = waits(MONA, new AskedDeed(Deed.ERASE_PATIENT, lilas(), Purpose.PATRQT, Map.of("body", "x")));
        Approval asked = waits();
        Approval given = approvals.give(DOCTOR, asked.id(), asked.digest());
        store.save(given.withParameters(other.parameters()));

        assertRefused(CONFLICT, () -> approvals.clear(MONA, erasure()));
    }

    @Test
    void changedParametersAfterTheApprovalAreRefusedAndEntered() {
        Approval asked = waits();
        approvals.give(DOCTOR, asked.id(), asked.digest());

        assertRefused(
                CONFLICT,
                () -> approvals.clear(
                        MONA,
                        new AskedDeed(Deed.ERASE_PATIENT, lilas(), Purpose.PATRQT, Map.of("body", "+33199000043"))));
        assertEquals("changed", audit.requests().getLast().details().get("why"));
        assertInstanceOf(Clearance.Approved.class, approvals.clear(MONA, erasure()));
    }

    @Test
    void anotherPersonDoesNotUseTheApproval() {
        Approval asked = waits();
        approvals.give(DOCTOR, asked.id(), asked.digest());

        assertInstanceOf(
                Clearance.Waits.class, approvals.clear(party("manu", Role.PRACTICE_MANAGER, "laptop-manu"), erasure()));
    }

    @Test
    void numberIsNeitherInTheStoreNorInTheLog() {
        Approval asked = waits();

        assertFalse(asked.parameters().orElseThrow().base64().contains(NUMBER));
        assertFalse(asked.toString().contains(NUMBER));
        assertFalse(audit.requests().toString().contains(NUMBER));
        assertFalse(erasure().toString().contains(NUMBER));
    }

    // When

    @Test
    void approvalAfterThirtyMinutesIsTooLate() {
        Approval asked = waits();
        clock.advance(Duration.ofMinutes(30));

        assertRefused(CONFLICT, () -> approvals.give(DOCTOR, asked.id(), asked.digest()));
        assertEquals(List.of(), approvals.list(DOCTOR));
    }

    @Test
    void approvedDeedIsNotDoneAfterAnotherThirtyMinutes() {
        Approval asked = waits();
        clock.advance(Duration.ofMinutes(29));
        approvals.give(DOCTOR, asked.id(), asked.digest());
        clock.advance(Duration.ofMinutes(30));

        assertInstanceOf(Clearance.Waits.class, approvals.clear(MONA, erasure()));
    }

    @Test
    void approvalIsGivenOnce() {
        Approval asked = waits();
        approvals.give(DOCTOR, asked.id(), asked.digest());

        assertRefused(CONFLICT, () -> approvals.give(DOCTOR, asked.id(), asked.digest()));
        assertRefused(CONFLICT, () -> approvals.give(OFFICER, asked.id(), asked.digest()));
    }

    @Test
    void refusedRequestIsNotApprovedAndNotDone() {
        Approval asked = waits();
        approvals.refuse(OFFICER, asked.id());

        assertRefused(CONFLICT, () -> approvals.give(DOCTOR, asked.id(), asked.digest()));
        assertRefused(CONFLICT, () -> approvals.refuse(DOCTOR, asked.id()));
        assertInstanceOf(Clearance.Waits.class, approvals.clear(MONA, erasure()));
    }

    @Test
    void personWhoAskedWithdrawsAnApproval() {
        Approval asked = waits();
        approvals.give(DOCTOR, asked.id(), asked.digest());
        approvals.refuse(asAsker(), asked.id());

        assertInstanceOf(Clearance.Waits.class, approvals.clear(MONA, erasure()));
    }

    @Test
    void endedRequestKeepsNoParameters() {
        Approval executed = waits();
        approvals.give(DOCTOR, executed.id(), executed.digest());
        approvals.clear(MONA, erasure());
        Approval late = waits();
        clock.advance(Duration.ofMinutes(30));
        approvals.expire();

        assertEquals(Optional.empty(), store.find(executed.id()).orElseThrow().parameters());
        assertEquals(Optional.empty(), store.find(late.id()).orElseThrow().parameters());
        assertEquals(Optional.empty(), approvals.show(OFFICER, late.id()).words());
        clock.advance(Duration.ofDays(30));
        approvals.expire();
        assertEquals(Optional.empty(), store.find(late.id()));
    }

    @Test
    void twentyOpenRequestsAreTheLimit() {
        for (int number = 0; number < ApprovalService.MAX_OPEN; number++) {
            waits(MONA, new AskedDeed(Deed.EXPORT_RECORDING, lilas(), Purpose.PATRQT, Map.of("object", "r" + number)));
        }

        assertRefused(CONFLICT, () -> approvals.clear(MONA, erasure()));
    }

    // Once

    @Test
    void repeatedRequestWaitsUnderTheSameIdAndIsDoneOnceAfterTheApproval() {
        Approval asked = waits();
        assertEquals(asked.id(), waits().id());
        approvals.give(DOCTOR, asked.id(), asked.digest());

        assertInstanceOf(Clearance.Approved.class, approvals.clear(MONA, erasure()));
        assertFalse(asked.id().equals(waits().id()), "a second time asks for a second approval");
        assertEquals(
                List.of(
                        "open APPROVAL_ASKED",
                        "close APPROVAL_ASKED SUCCEEDED",
                        "open APPROVAL_GIVEN",
                        "close APPROVAL_GIVEN SUCCEEDED",
                        "open APPROVAL_USED",
                        "close APPROVAL_USED SUCCEEDED",
                        "open APPROVAL_ASKED",
                        "close APPROVAL_ASKED SUCCEEDED"),
                audit.log());
        assertEquals(asked.digest(), audit.requests().getFirst().details().get("digest"));
    }

    @Test
    void nothingIsAskedApprovedOrDoneWithoutTheAuditLog() {
        Approval asked = waits();
        audit.refuses();
        assertThrows(AuditException.class, () -> approvals.give(DOCTOR, asked.id(), asked.digest()));
        audit.works();
        approvals.give(DOCTOR, asked.id(), asked.digest());
        audit.refuses();
        assertThrows(AuditException.class, () -> approvals.clear(MONA, erasure()));
        audit.works();

        assertInstanceOf(Clearance.Approved.class, approvals.clear(MONA, erasure()));
    }

    /// The engine dies at each of its steps between the approval and the end of the deed; the next one continues.
    @Test
    void deedOfAnEngineThatIsKilledIsDoneOnceOrNotAtAll() {
        for (int step = 0; ; step++) {
            Approval asked = waits();
            approvals.give(DOCTOR, asked.id(), asked.digest());
            var steps = new AtomicInteger(step);
            var done = new AtomicInteger();
            boolean killed = false;
            try {
                perform(
                        new ApprovalService(
                                new KilledStore(store, steps), sealer, new KilledAuditGate(audit, steps), clock),
                        steps,
                        done);
            } catch (Killed _) {
                killed = true;
            }
            boolean isSpent = store.find(asked.id()).orElseThrow().state() == ApprovalState.EXECUTED;
            perform(approvals, new AtomicInteger(Integer.MAX_VALUE), done);

            assertTrue(done.get() <= 1, "step " + step + ": " + done + " times");
            assertTrue(isSpent || done.get() == 1, "step " + step + ": lost although the approval was not used");
            approvals.list(asAsker()).forEach(open -> approvals.refuse(asAsker(), open.id()));
            if (!killed) {
                assertTrue(step >= 6, "steps: " + step);
                return;
            }
        }
    }

    private static void perform(ApprovalService service, AtomicInteger steps, AtomicInteger done) {
        if (service.clear(MONA, erasure()) instanceof Clearance.Approved) {
            Killed.at(steps);
            done.incrementAndGet();
            Killed.at(steps);
        }
    }

    /// The end of an engine's process: no code of it runs any more.
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        static void at(AtomicInteger steps) {
            if (steps.getAndDecrement() == 0) {
                throw new Killed();
            }
        }
    }

    private record KilledStore(ApprovalStore store, AtomicInteger steps) implements ApprovalStore {

        @Override
        public void save(Approval approval) {
            Killed.at(steps);
            store.save(approval);
        }

        @Override
        public Optional<Approval> find(ApprovalId id) {
            return store.find(id);
        }

        @Override
        public List<Approval> open(Instant now) {
            Killed.at(steps);
            return store.open(now);
        }

        @Override
        public boolean replace(Approval before, Approval after) {
            Killed.at(steps);
            boolean replaced = store.replace(before, after);
            Killed.at(steps);
            return replaced;
        }

        @Override
        public int expire(Instant now) {
            return store.expire(now);
        }

        @Override
        public int deleteAskedBefore(Instant time) {
            return store.deleteAskedBefore(time);
        }
    }

    private record KilledAuditGate(AuditGate gate, AtomicInteger steps) implements AuditGate {

        @Override
        public AuditReceipt open(AuditRequest request) {
            Killed.at(steps);
            return gate.open(request);
        }

        @Override
        public void close(AuditReceipt receipt, Outcome outcome, Map<String, String> results) {
            Killed.at(steps);
            gate.close(receipt, outcome, results);
        }

        @Override
        public void note(AuditRequest request) {
            gate.note(request);
        }
    }

    private Approval waits() {
        return waits(MONA, erasure());
    }

    private Approval waits(Principal.Person asker, AskedDeed asked) {
        return assertInstanceOf(Clearance.Waits.class, approvals.clear(asker, asked))
                .approval();
    }

    private static AskedDeed erasure() {
        return new AskedDeed(Deed.ERASE_PATIENT, lilas(), Purpose.PATRQT, ERASURE);
    }

    private static Subject lilas() {
        return Subject.ofPractice(LILAS);
    }

    private static Viewer asAsker() {
        return new Viewer(MONA, rights("mona", new RoleAt(Role.PRACTICE_MANAGER, at(LILAS))), Purpose.HOPERAT);
    }

    private static Viewer viewer(String login, Role role, PracticeId practice) {
        return new Viewer(
                party(login, role, "phone-" + login), rights(login, new RoleAt(role, at(practice))), Purpose.HOPERAT);
    }

    private static Viewer supervisor(String login, String team) {
        return new Viewer(
                party(login, Role.SUPERVISOR, "phone-" + login),
                rights(login, new RoleAt(Role.SUPERVISOR, new Place.OfTeam(new TeamId(team)))),
                Purpose.HOPERAT);
    }

    private static Viewer with(Viewer viewer, Principal.Person party) {
        return new Viewer(party, viewer.rights(), viewer.purpose());
    }

    private static Rights rights(String login, RoleAt role) {
        return new Rights(login, List.of(role), true);
    }

    private static Place at(PracticeId practice) {
        return new Place.OfPractice(practice);
    }

    private static Principal.Person party(String login, Role role, String device) {
        return new Principal.Person(
                login, role, device, "0199aaaa-0000-7000-8000-%012x".formatted(login.hashCode() & 0xffffffL));
    }

    private static ApprovalId unknown() {
        return new ApprovalId("0199aaaa-0000-7000-8000-0000000000f1");
    }

    private static void assertRefused(ApprovalException.Refusal refusal, Executable request) {
        assertEquals(refusal, assertThrows(ApprovalException.class, request).refusal());
    }

    private static String message(Executable request) {
        return String.valueOf(assertThrows(ApprovalException.class, request).getMessage());
    }
}
