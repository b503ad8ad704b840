package org.permanence.gates;

import static org.permanence.gates.GateException.Refusal.CONFLICT;
import static org.permanence.gates.GateException.Refusal.UNKNOWN;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.permanence.access.Principal;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.gates.GateText.Confidentiality;
import org.permanence.gates.GateText.Contract;
import org.permanence.gates.GateText.Instructions;
import org.permanence.gates.GateText.Kind;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;

/// Writes and signs texts, and records trainings, contracts and conflicts. The table of rights has permitted the
/// request. Every change is in the audit log first, and counts for the next match. Thread-safe.
///
/// All methods throw [GateException] to refuse, [org.permanence.audit.AuditException] if the audit log is closed,
/// and [org.permanence.queue.StoreUnavailableException] during an outage: then nothing is changed.
public final class GateService {

    /// What the service needs.
    ///
    /// @param personOf the person with a login; empty if there is none
    public record Services(
            GateStore store, CurrentGates gates, Function<Login, Optional<PersonId>> personOf, AuditGate audit) {}

    private final GateStore store;
    private final CurrentGates gates;
    private final Function<Login, Optional<PersonId>> personOf;
    private final AuditGate audit;
    private final InstantSource clock;

    public GateService(Services services, InstantSource clock) {
        this.store = services.store();
        this.gates = services.gates();
        this.personOf = services.personOf();
        this.audit = services.audit();
        this.clock = clock;
    }

    /// Writes the next version of a text.
    ///
    /// @param from when it applies; empty: now
    /// @throws IllegalArgumentException if the text cannot be used
    public GateText write(Principal.Person by, Kind kind, String body, Optional<Instant> from) {
        if (kind instanceof Instructions) {
            InstructionSheet.parse(body);
        }
        var draft = new GateText.Draft(kind, body, from.orElseGet(clock::instant), id(by));
        Action action = kind instanceof Instructions ? Action.INSTRUCTION_WRITTEN : Action.AGREEMENT_WRITTEN;
        return change(
                AuditRequest.ofOperation(by, action, kind.owner(), object(kind), Map.of()), () -> store.addText(draft));
    }

    /// The last version of a text.
    public GateText text(Kind kind) {
        return store.findText(kind)
                .orElseThrow(() -> new GateException(UNKNOWN, kind.word() + ": none written yet (expected: a text)"));
    }

    /// Signs the confidentiality agreement, or an instruction sheet after its questions.
    ///
    /// @param version that the person has seen, which must be the last
    /// @param answers to the questions of a sheet: the number of a choice for each, from 1
    public void sign(Principal.Person by, Kind kind, int version, List<Integer> answers) {
        GateText text = lastVersion(kind, version);
        if (kind instanceof Instructions && !InstructionSheet.parse(text.body()).isPassed(answers)) {
            throw new GateException(
                    CONFLICT, "answers: not all right (expected: read the sheet again, then answer every question)");
        }
        PersonId person = id(by);
        Action action = kind instanceof Instructions ? Action.INSTRUCTION_READ : Action.AGREEMENT_SIGNED;
        change(AuditRequest.ofOperation(by, action, kind.owner(), object(kind), signature(text)), () -> {
            store.sign(text, person, clock.instant());
            return text;
        });
    }

    /// Signs the contract for a practice.
    ///
    /// @param version that the person has seen, which must be the last
    /// @param from when it comes into force; empty: now
    /// @param until excluded; empty: without an end
    public ContractPeriod signContract(
            Principal.Person by, PracticeId practice, int version, Optional<Instant> from, Optional<Instant> until) {
        GateText text = lastVersion(new Contract(), version);
        Instant start = from.orElseGet(clock::instant);
        if (until.filter(end -> !end.isAfter(start)).isPresent()) {
            throw new GateException(CONFLICT, "until: not after the start (expected: later)");
        }
        var contract = new ContractPeriod(practice, version, start, until, id(by));
        Map<String, String> details = signature(text);
        return change(
                AuditRequest.ofOperation(
                        by, Action.AGREEMENT_SIGNED, Optional.of(practice), object(new Contract()), details),
                () -> {
                    store.addContract(contract, text, clock.instant());
                    return contract;
                });
    }

    /// Ends the contracts of a practice. Talks that run go on.
    ///
    /// @param at empty: now
    public void endContracts(Principal.Person by, PracticeId practice, Optional<Instant> at) {
        Instant end = at.orElseGet(clock::instant);
        if (store.contracts(practice).stream().allMatch(contract -> contract.hasEnded(end))) {
            throw new GateException(CONFLICT, "contract of " + practice + ": none then (expected: one in force)");
        }
        change(
                AuditRequest.ofOperation(
                        by, Action.CONTRACT_ENDED, Optional.of(practice), object(new Contract()), Map.of()),
                () -> store.endContracts(practice, end));
    }

    /// The contracts of a practice, ended ones included.
    public List<ContractPeriod> contracts(PracticeId practice) {
        return store.contracts(practice);
    }

    /// Records a training.
    ///
    /// @throws IllegalArgumentException if the course is no name
    public Training recordTraining(Principal.Person by, Login assistant, String course, Instant until) {
        var training = new Training(id(assistant), course, until, id(by), clock.instant());
        return change(
                AuditRequest.ofOperation(
                        by, Action.TRAINING_RECORDED, Optional.empty(), object(assistant), Map.of("course", course)),
                () -> {
                    store.addTraining(training);
                    return training;
                });
    }

    /// The trainings of an assistant, the last one first.
    public List<Training> trainings(Login assistant) {
        return store.trainings(id(assistant));
    }

    /// Records that an assistant takes no calls of a practice because of a conflict of interest.
    public void recordConflict(Principal.Person by, Login assistant, PracticeId practice) {
        PersonId person = id(assistant);
        PersonId recordedBy = id(by);
        changeConflict(by, assistant, practice, "recorded", () -> {
            store.addConflict(person, practice, recordedBy, clock.instant());
            return true;
        });
    }

    /// Lifts a conflict of interest.
    public void liftConflict(Principal.Person by, Login assistant, PracticeId practice) {
        PersonId person = id(assistant);
        if (!changeConflict(by, assistant, practice, "lifted", () -> store.removeConflict(person, practice))) {
            throw new GateException(UNKNOWN, "conflict of " + assistant + " with " + practice + ": none recorded");
        }
    }

    private boolean changeConflict(
            Principal.Person by, Login assistant, PracticeId practice, String what, Supplier<Boolean> change) {
        return change(
                AuditRequest.ofOperation(
                        by, Action.CONFLICT_CHANGED, Optional.of(practice), object(assistant), Map.of("what", what)),
                change);
    }

    /// What is missing for each practice that the assistant serves, those in order included, ordered by practice.
    public Map<PracticeId, Set<Gate>> missing(Assistant staffed) {
        Instant now = clock.instant();
        Gates current = gates.get();
        Map<PracticeId, Set<Gate>> missing = new TreeMap<>(Comparator.comparing(PracticeId::value));
        staffed.skills()
                .keySet()
                .forEach(practice -> missing.put(
                        practice,
                        current.mayTake(staffed.login(), practice, now).missing()));
        return missing;
    }

    /// The version of the confidentiality agreement that each person has signed last.
    public Optional<Integer> signedAgreement(Login assistant) {
        return personOf.apply(assistant).map(gates.get().records().signed()::get);
    }

    private GateText lastVersion(Kind kind, int version) {
        GateText last = text(kind);
        if (last.version() != version) {
            throw new GateException(
                    CONFLICT,
                    "version " + version + " of " + kind.word() + ": not the last (expected: " + last.version()
                            + "; read it first)");
        }
        return last;
    }

    private <T> T change(AuditRequest entry, Supplier<T> change) {
        T result = audit.runAudited(audit.open(entry), change);
        gates.refresh();
        return result;
    }

    private PersonId id(Principal.Person by) {
        return id(new Login(by.name()));
    }

    private PersonId id(Login login) {
        return personOf.apply(login)
                .orElseThrow(() -> new GateException(
                        UNKNOWN, "login " + login + ": unknown (expected: one that permanence user list shows)"));
    }

    private static Map<String, String> signature(GateText text) {
        return Map.of("version", Integer.toString(text.version()), "sha256", text.sha256());
    }

    private static AuditObject object(Kind kind) {
        return switch (kind) {
            case Instructions(var practice) -> new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
            case Confidentiality _, Contract _ -> new AuditObject(AuditObject.Kind.DATA, kind.word());
        };
    }

    private static AuditObject object(Login person) {
        return new AuditObject(AuditObject.Kind.PERSON, person.value());
    }
}
