package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.assistant.Login;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.GateRecords;
import org.permanence.gates.GateStore;
import org.permanence.gates.GateText;
import org.permanence.gates.Training;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;

/// What gates are decided by, in memory.
public final class InMemoryGateStore implements GateStore {

    private final Map<Login, GateRecords.Holder> people = new HashMap<>();
    private final List<GateText> texts = new ArrayList<>();
    private final Map<GateText, Set<PersonId>> signatures = new HashMap<>();
    private final List<Training> trainings = new ArrayList<>();
    private final List<ContractPeriod> contracts = new ArrayList<>();
    private final Map<PersonId, Set<PracticeId>> conflicts = new HashMap<>();
    private long edition;
    private boolean available = true;

    /// An active person with two factors.
    public InMemoryGateStore with(Login login, PersonId id) {
        people.put(login, new GateRecords.Holder(id, true, true));
        edition++;
        return this;
    }

    /// From now on every method fails.
    public void becomeUnavailable() {
        available = false;
    }

    /// The store works again.
    public void becomeAvailable() {
        available = true;
    }

    @Override
    public Edition edition() {
        requireAvailable();
        return new Edition(edition, people.size(), Optional.empty());
    }

    @Override
    public GateRecords load() {
        requireAvailable();
        Map<Integer, Instant> agreements = new HashMap<>();
        Map<PracticeId, Integer> sheets = new HashMap<>();
        Map<PersonId, Integer> signed = new HashMap<>();
        Map<PersonId, Map<PracticeId, Integer>> read = new HashMap<>();
        for (GateText text : texts) {
            Set<PersonId> signers = signatures.getOrDefault(text, Set.of());
            switch (text.kind()) {
                case GateText.Confidentiality _ -> {
                    agreements.put(text.version(), text.from());
                    signers.forEach(person -> signed.merge(person, text.version(), Integer::max));
                }
                case GateText.Instructions(var practice) -> {
                    sheets.merge(practice, text.version(), Integer::max);
                    signers.forEach(person -> read.computeIfAbsent(person, _ -> new HashMap<>())
                            .merge(practice, text.version(), Integer::max));
                }
                case GateText.Contract _ -> {}
            }
        }
        Map<PersonId, Instant> trainedUntil = new HashMap<>();
        trainings.forEach(one -> trainedUntil.merge(
                one.person(), one.until(), (first, second) -> first.isAfter(second) ? first : second));
        Map<PracticeId, List<ContractPeriod>> byPractice = new HashMap<>();
        contracts.forEach(one -> byPractice
                .computeIfAbsent(one.practice(), _ -> new ArrayList<>())
                .add(one));
        return new GateRecords(people, agreements, signed, trainedUntil, sheets, read, byPractice, conflicts);
    }

    @Override
    public Optional<GateText> findText(GateText.Kind kind) {
        requireAvailable();
        return texts.stream().filter(text -> text.kind().equals(kind)).reduce((_, later) -> later);
    }

    @Override
    public Optional<GateText> findText(GateText.Kind kind, int version) {
        requireAvailable();
        return texts.stream()
                .filter(text -> text.kind().equals(kind) && text.version() == version)
                .findFirst();
    }

    @Override
    public GateText addText(GateText.Draft draft) {
        GateText text =
                draft.toText(1 + findText(draft.kind()).map(GateText::version).orElse(0));
        texts.add(text);
        edition++;
        return text;
    }

    @Override
    public void sign(GateText text, PersonId person, Instant at) {
        requireAvailable();
        signatures.computeIfAbsent(text, _ -> new HashSet<>()).add(person);
        edition++;
    }

    @Override
    public void addContract(ContractPeriod contract, GateText text, Instant at) {
        sign(text, contract.signedBy(), at);
        contracts.add(contract);
    }

    @Override
    public int endContracts(PracticeId practice, Instant until) {
        requireAvailable();
        List<ContractPeriod> running = contracts(practice).stream()
                .filter(contract -> !contract.hasEnded(until))
                .toList();
        contracts.removeAll(running);
        running.forEach(contract -> contracts.add(contract.withUntil(Optional.of(until))));
        edition++;
        return running.size();
    }

    @Override
    public List<ContractPeriod> contracts(PracticeId practice) {
        requireAvailable();
        return contracts.stream()
                .filter(contract -> contract.practice().equals(practice))
                .toList();
    }

    @Override
    public void addTraining(Training training) {
        requireAvailable();
        trainings.add(training);
        edition++;
    }

    @Override
    public List<Training> trainings(PersonId person) {
        requireAvailable();
        return trainings.stream()
                .filter(training -> training.person().equals(person))
                .toList();
    }

    @Override
    public void addConflict(PersonId person, PracticeId practice, PersonId recordedBy, Instant at) {
        requireAvailable();
        Set<PracticeId> all = new HashSet<>(conflicts.getOrDefault(person, Set.of()));
        all.add(practice);
        conflicts.put(person, all);
        edition++;
    }

    @Override
    public boolean removeConflict(PersonId person, PracticeId practice) {
        requireAvailable();
        edition++;
        Set<PracticeId> all = new HashSet<>(conflicts.getOrDefault(person, Set.of()));
        boolean removed = all.remove(practice);
        conflicts.put(person, all);
        return removed;
    }

    private void requireAvailable() {
        if (!available) {
            throw new StoreUnavailableException(
                    "gates: not available (expected: in this test)", new IllegalStateException());
        }
    }
}
