package org.permanence.gates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;

/// Stores texts, signatures, readings, trainings, contracts and conflicts. Every change begins the next edition of
/// the people tables. All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public interface GateStore {

    /// What changes with each change of the stored data: the edition of the people tables, and the factors of
    /// people.
    ///
    /// @param factors how many people have a password and one-time codes, and how many passkeys there are
    /// @param newestFactor when the last one-time code was set or the last passkey added
    record Edition(long people, int factors, Optional<Instant> newestFactor) {}

    Edition edition();

    GateRecords load();

    /// The last version of a text; empty if there is none.
    Optional<GateText> findText(GateText.Kind kind);

    /// One version of a text.
    Optional<GateText> findText(GateText.Kind kind, int version);

    /// Stores the next version of a text, which `draft` makes from its number.
    GateText addText(GateText.Draft draft);

    /// Stores that a person has signed or read a text. To store it again changes nothing.
    void sign(GateText text, PersonId person, Instant at);

    /// Stores a contract, and that the person has signed its text.
    void addContract(ContractPeriod contract, GateText text, Instant at);

    /// Ends the contracts of a practice that have not ended before `until`.
    ///
    /// @return how many contracts it has changed
    int endContracts(PracticeId practice, Instant until);

    List<ContractPeriod> contracts(PracticeId practice);

    void addTraining(Training training);

    /// The trainings of a person, the last one first.
    List<Training> trainings(PersonId person);

    void addConflict(PersonId person, PracticeId practice, PersonId recordedBy, Instant at);

    /// Removes a conflict.
    ///
    /// @return false if there was none
    boolean removeConflict(PersonId person, PracticeId practice);
}
