package org.permanence.gates;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.permanence.assistant.Login;
import org.permanence.gates.GateRecords.Holder;
import org.permanence.practice.PracticeId;

/// The decisions of [Gates#mayTake] at one moment, for all assistants and practices. What does not depend on both
/// is decided once: 300 assistants may each serve 3,000 practices, and callers wait while they are decided on.
final class GatesAt {

    private final Gates gates;
    private final Instant now;

    /// The version of the instruction sheet of each practice that has one, and has a contract where one is
    /// required.
    private final Map<PracticeId, Integer> sheets = new HashMap<>();

    GatesAt(Gates gates, Instant now) {
        this.gates = gates;
        this.now = now;
        gates.records().sheets().forEach((practice, version) -> {
            if (gates.isServed(practice, now)) {
                sheets.put(practice, version);
            }
        });
    }

    /// The practices whose calls the assistant may take.
    Predicate<PracticeId> practicesOf(Login assistant) {
        if (!gates.requires(Gate.ACCOUNT) || !gates.requires(Gate.INSTRUCTIONS)) {
            return practice -> gates.mayTake(assistant, practice, now).missing().isEmpty();
        }
        Optional<Holder> holder = gates.holderInOrder(assistant, now);
        if (holder.isEmpty()) {
            return _ -> false;
        }
        var id = holder.get().id();
        Map<PracticeId, Integer> read = gates.records().read().getOrDefault(id, Map.of());
        Set<PracticeId> conflicts = gates.records().conflicts().getOrDefault(id, Set.of());
        return practice -> {
            Integer current = sheets.get(practice);
            return current != null && read.getOrDefault(practice, 0) >= current && !conflicts.contains(practice);
        };
    }
}
