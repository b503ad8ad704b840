package org.permanence.gates;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.permanence.assistant.Login;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;

/// Everything that gates are decided by, as stored at one moment. Immutable.
///
/// @param people the accounts by login
/// @param agreements from when each version of the confidentiality agreement applies, by version
/// @param signed the highest version of the confidentiality agreement that each person has signed
/// @param trainedUntil when the last training of each person expires
/// @param sheets the current version of each practice's instruction sheet
/// @param read the highest version of each practice's sheet that each person has read
/// @param contracts the contracts of each practice, ended ones included
/// @param conflicts the practices that each person has a conflict of interest with
@RecordBuilder
public record GateRecords(
        Map<Login, Holder> people,
        Map<Integer, Instant> agreements,
        Map<PersonId, Integer> signed,
        Map<PersonId, Instant> trainedUntil,
        Map<PracticeId, Integer> sheets,
        Map<PersonId, Map<PracticeId, Integer>> read,
        Map<PracticeId, List<ContractPeriod>> contracts,
        Map<PersonId, Set<PracticeId>> conflicts)
        implements GateRecordsBuilder.With {

    public static final GateRecords EMPTY =
            new GateRecords(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /// A person with an account.
    public record Holder(PersonId id, boolean isActive, boolean hasTwoFactors) {}

    public GateRecords {
        people = Map.copyOf(people);
        agreements = Map.copyOf(agreements);
        signed = Map.copyOf(signed);
        trainedUntil = Map.copyOf(trainedUntil);
        sheets = Map.copyOf(sheets);
        read = Map.copyOf(read);
        contracts = Map.copyOf(contracts);
        conflicts = Map.copyOf(conflicts);
    }

    /// The version of the confidentiality agreement that applies; empty before the first one does.
    public Optional<Integer> agreementAt(Instant now) {
        return agreements.entrySet().stream()
                .filter(version -> !version.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .max(Integer::compareTo);
    }

    /// The next moment at which time alone opens or closes a gate; [Instant#MAX] if there is none.
    Instant nextChangeAfter(Instant now) {
        Stream<Instant> contractTimes = contracts.values().stream()
                .flatMap(List::stream)
                .flatMap(contract -> Stream.concat(Stream.of(contract.from()), contract.until().stream()));
        return Stream.of(agreements.values().stream(), trainedUntil.values().stream(), contractTimes)
                .flatMap(times -> times)
                .filter(time -> time.isAfter(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }
}
