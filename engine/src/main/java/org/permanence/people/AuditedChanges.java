package org.permanence.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.permanence.access.Place;
import org.permanence.access.Principal;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;

/// Changes accounts: decides on the current edition, enters the change in the audit log, then stores it. If another
/// engine has changed the people tables since the decision, decides again. Thread-safe.
final class AuditedChanges {

    private static final int MAX_ATTEMPTS = 5;

    private final CurrentPeople people;
    private final AuditGate audit;

    /// Of this engine's changes one at a time, in the order of their arrival: they never take each other's edition.
    private final ReentrantLock turn = new ReentrantLock(true);

    AuditedChanges(CurrentPeople people, AuditGate audit) {
        this.people = people;
        this.audit = audit;
    }

    /// One entry of the audit log about a person.
    record Entry(Action action, Optional<PracticeId> practice, Map<String, String> details) {

        static Entry of(Action action, String what) {
            return new Entry(action, Optional.empty(), Map.of("what", what));
        }

        static Entry of(Staffing staffing) {
            return new Entry(
                    Action.PERSON_CHANGED,
                    Optional.empty(),
                    Map.of(
                            "what",
                            "staffing",
                            "team",
                            staffing.team().value(),
                            "line",
                            staffing.line().name()));
        }

        static Entry of(Action action, RoleAt roleAt) {
            Optional<PracticeId> practice =
                    roleAt.place() instanceof Place.OfPractice(PracticeId id) ? Optional.of(id) : Optional.empty();
            return new Entry(
                    action,
                    practice,
                    Map.of(
                            "role",
                            EnumWords.of(roleAt.role()),
                            "place",
                            roleAt.place().word()));
        }
    }

    /// A decided change.
    ///
    /// @param account asked for once the entries are in the log
    record Change(Principal by, Login login, List<Entry> entries, Supplier<Account> account) {}

    /// Decides on a change and stores it.
    ///
    /// @param decision throws [PeopleException] to refuse; may be asked again with a later edition
    /// @throws org.permanence.audit.AuditException if an entry could not be written: nothing is changed
    Account perform(Function<PeopleDirectory, Change> decision) {
        turn.lock();
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<Account> changed = attempt(decision);
                if (changed.isPresent()) {
                    return changed.get();
                }
            }
        } finally {
            turn.unlock();
        }
        throw new PeopleException(
                PeopleException.Refusal.CONFLICT, "people: others are changing them (expected: try again)");
    }

    /// @return empty, without any change, if another engine has changed the people tables since the decision
    private Optional<Account> attempt(Function<PeopleDirectory, Change> decision) {
        people.refresh();
        PeopleDirectory decidedOn = people.directory();
        Change change = decision.apply(decidedOn);
        List<AuditReceipt> receipts = new ArrayList<>();
        AuditGate.Outcome outcome = AuditGate.Outcome.FAILED;
        try {
            for (Entry entry : change.entries()) {
                receipts.add(audit.open(request(change.by(), change.login().value(), entry)));
            }
            Account account = change.account().get();
            boolean isSaved = people.save(decidedOn, account);
            outcome = isSaved ? AuditGate.Outcome.SUCCEEDED : AuditGate.Outcome.REFUSED;
            return isSaved ? Optional.of(account) : Optional.empty();
        } finally {
            for (AuditReceipt receipt : receipts) {
                audit.close(receipt, outcome);
            }
        }
    }

    /// Enters that accounts are about to be read.
    ///
    /// @param object a login, or `person` for all
    <T> T read(Principal by, String object, Supplier<T> reading) {
        var entry = new Entry(Action.PERSONS_LISTED, Optional.empty(), Map.of());
        return audit.runAudited(audit.open(request(by, object, entry)), reading);
    }

    private static AuditRequest request(Principal by, String object, Entry entry) {
        return AuditRequest.ofOperation(
                by,
                entry.action(),
                entry.practice(),
                new AuditObject(AuditObject.Kind.PERSON, object),
                entry.details());
    }
}
