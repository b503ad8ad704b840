package org.permanence.gates;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.assistant.Login;
import org.permanence.gates.GateRecords.Holder;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;

/// Decides which assistant may take which practice's calls. A pure function over an immutable snapshot.
///
/// 1. A gate that the installation does not require is in order. [Gate#CONFLICT] is always required.
/// 2. An assistant without an account has no signature, no training and no reading: those gates are missing.
/// 3. Where no text exists yet, no one can have signed or read it: the gate is missing.
/// 4. A later signature or reading counts for the versions before it.
/// 5. A period includes its start and excludes its end.
public final class Gates {

    /// Nothing is known and nothing is required: all calls are offered.
    static final Gates OPEN = new Gates(Set.of(), GateRecords.EMPTY);

    private final Set<Gate> required;
    private final GateRecords records;

    /// @param required the gates that the installation requires
    public Gates(Set<Gate> required, GateRecords records) {
        Set<Gate> all = EnumSet.of(Gate.CONFLICT);
        all.addAll(required);
        this.required = Collections.unmodifiableSet(all);
        this.records = records;
    }

    GateRecords records() {
        return records;
    }

    /// Whether the assistant may take the practice's calls.
    public GateDecision mayTake(Login assistant, PracticeId practice, Instant now) {
        Optional<Holder> holder = Optional.ofNullable(records.people().get(assistant));
        Set<Gate> missing = EnumSet.noneOf(Gate.class);
        for (Gate gate : required) {
            if (!isInOrder(gate, holder, practice, now)) {
                missing.add(gate);
            }
        }
        return GateDecision.of(missing);
    }

    boolean requires(Gate gate) {
        return required.contains(gate);
    }

    /// The account of an assistant whose gates are in order, but for those that depend on the practice.
    Optional<Holder> holderInOrder(Login assistant, Instant now) {
        return Optional.ofNullable(records.people().get(assistant))
                .filter(held -> required.stream().allMatch(gate -> isInOrder(gate, held, now)));
    }

    /// Whether the practice's callers are routed to assistants at all.
    public boolean isServed(PracticeId practice, Instant now) {
        return !required.contains(Gate.CONTRACT) || hasContract(practice, now);
    }

    /// The next moment after `now` at which a decision may change although nothing is stored; [Instant#MAX] if
    /// there is none.
    public Instant nextChangeAfter(Instant now) {
        return records.nextChangeAfter(now);
    }

    private boolean isInOrder(Gate gate, Optional<Holder> holder, PracticeId practice, Instant now) {
        return switch (gate) {
            case ACCOUNT, FACTORS, AGREEMENT, TRAINING ->
                holder.filter(held -> isInOrder(gate, held, now)).isPresent();
            case INSTRUCTIONS ->
                holder.filter(held -> hasRead(held.id(), practice)).isPresent();
            case CONTRACT -> hasContract(practice, now);
            case CONFLICT ->
                holder.filter(held -> hasConflict(held.id(), practice)).isEmpty();
        };
    }

    private boolean isInOrder(Gate gate, Holder held, Instant now) {
        return switch (gate) {
            case ACCOUNT -> held.isActive();
            case FACTORS -> held.hasTwoFactors();
            case AGREEMENT -> hasSigned(held.id(), now);
            case TRAINING -> isTrained(held.id(), now);
            case INSTRUCTIONS, CONTRACT, CONFLICT -> true; // They depend on the practice.
        };
    }

    private boolean hasSigned(PersonId person, Instant now) {
        int signed = records.signed().getOrDefault(person, 0);
        return records.agreementAt(now).filter(current -> signed >= current).isPresent();
    }

    private boolean isTrained(PersonId person, Instant now) {
        return Optional.ofNullable(records.trainedUntil().get(person))
                .filter(end -> end.isAfter(now))
                .isPresent();
    }

    private boolean hasRead(PersonId person, PracticeId practice) {
        int read = records.read().getOrDefault(person, Map.of()).getOrDefault(practice, 0);
        return Optional.ofNullable(records.sheets().get(practice))
                .filter(current -> read >= current)
                .isPresent();
    }

    private boolean hasContract(PracticeId practice, Instant now) {
        return records.contracts().getOrDefault(practice, List.of()).stream()
                .anyMatch(contract -> contract.isInForce(now));
    }

    private boolean hasConflict(PersonId person, PracticeId practice) {
        return records.conflicts().getOrDefault(person, Set.of()).contains(practice);
    }
}
