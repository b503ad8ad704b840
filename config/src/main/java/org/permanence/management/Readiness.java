package org.permanence.management;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.permanence.practice.PracticeId;

/// Whether the engine can do all of its work, and why not. An engine that is not ready still takes calls if it can:
/// the dialplan decides by the heartbeat, never by this.
public final class Readiness {

    private final List<Supplier<Optional<String>>> checks;
    private final Supplier<List<PracticeId>> withoutContract;

    /// @param checks each gives the reason why the engine is not ready, or empty; none may wait
    /// @param withoutContract the practices whose callers reach no assistant for want of a contract
    public Readiness(List<Supplier<Optional<String>>> checks, Supplier<List<PracticeId>> withoutContract) {
        this.checks = List.copyOf(checks);
        this.withoutContract = withoutContract;
    }

    /// A check with one reason.
    ///
    /// @param reason what is wrong, then what to do
    public static Supplier<Optional<String>> check(Supplier<Boolean> isGood, String reason) {
        return () -> isGood.get() ? Optional.empty() : Optional.of(reason);
    }

    /// The practices whose callers go to the fallback lines, because no contract is in force. They make no engine
    /// unready: a load balancer could not mend it.
    public List<String> practicesWithoutContract() {
        return withoutContract.get().stream().map(PracticeId::value).toList();
    }

    /// Empty if the engine is ready.
    public List<String> reasons() {
        return checks.stream().flatMap(check -> check.get().stream()).toList();
    }
}
