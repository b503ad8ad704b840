package org.permanence.people;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.people.AuditedChanges.Change;
import org.permanence.people.AuditedChanges.Entry;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;

/// Rests accounts because the engine decides it, not a person.
///
/// All methods throw [org.permanence.audit.AuditException] if the audit log is closed, and
/// [org.permanence.queue.StoreUnavailableException] if the people tables cannot be read: then nothing is changed.
public final class RestByEngine {

    private final CurrentPeople people;
    private final AuditedChanges audited;
    private final Consumer<PersonId> endSessions;
    private final InstantSource clock;

    /// @param endSessions ends all sessions of a person
    public RestByEngine(CurrentPeople people, AuditGate audit, Consumer<PersonId> endSessions, InstantSource clock) {
        this.people = people;
        this.audited = new AuditedChanges(people, audit);
        this.endSessions = endSessions;
        this.clock = clock;
    }

    /// Rests an account that is active: its sessions end, and the person may not act until another person ends the
    /// rest. A call goes on.
    ///
    /// @param practice that the entry is about
    /// @param why details of the entry
    /// @return false, without any change, if it is not active
    public boolean rest(Login login, PracticeId practice, Map<String, String> why) {
        people.refresh();
        Optional<Account> known = people.directory().find(login);
        if (known.filter(account -> account.person().state() == PersonState.ACTIVE)
                .isEmpty()) {
            return false;
        }
        Account rested;
        try {
            rested = audited.perform(directory -> change(directory, login, practice, why));
        } catch (PeopleException _) {
            return false; // Another engine, or a person, was faster.
        }
        endSessions.accept(rested.person().id());
        return true;
    }

    private Change change(PeopleDirectory directory, Login login, PracticeId practice, Map<String, String> why) {
        Account known = directory.find(login).orElseThrow();
        Person resting = known.person()
                .on(PersonEvent.RESTED, clock.instant())
                .orElseThrow(() -> new PeopleException(
                        PeopleException.Refusal.CONFLICT, "login " + login + ": not active (expected: active)"));
        Map<String, String> details = new HashMap<>(why);
        details.put("what", EnumWords.of(PersonEvent.RESTED));
        return new Change(
                Principal.ENGINE,
                login,
                List.of(new Entry(Action.PERSON_CHANGED, Optional.of(practice), details)),
                () -> known.withPerson(resting));
    }
}
