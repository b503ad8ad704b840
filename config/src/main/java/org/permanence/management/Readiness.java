package org.permanence.management;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether the engine can do all of its work, and why not. An engine that is not ready still takes calls if it can:
/// the dialplan decides by the heartbeat, never by this.
public final class Readiness {

    private final List<Supplier<Optional<String>>> checks;

    /// @param checks each gives the reason why the engine is not ready, or empty; none may wait
    public Readiness(List<Supplier<Optional<String>>> checks) {
        this.checks = List.copyOf(checks);
    }

    /// A check with one reason.
    ///
    /// @param reason what is wrong, then what to do
    public static Supplier<Optional<String>> check(Supplier<Boolean> isGood, String reason) {
        return () -> isGood.get() ? Optional.empty() : Optional.of(reason);
    }

    /// Empty if the engine is ready.
    public List<String> reasons() {
        return checks.stream().flatMap(check -> check.get().stream()).toList();
    }
}
