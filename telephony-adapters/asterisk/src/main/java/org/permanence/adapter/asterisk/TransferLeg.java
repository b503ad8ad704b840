package org.permanence.adapter.asterisk;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Line;

/// The line that rings for a transfer during a conversation; at most one a call.
final class TransferLeg {

    /// @param onUnanswered runs unless the leg is joined or a bridge takes it over
    record Ringing(Line line, Leg leg, Consumer<BridgeOutcome> onUnanswered) {

        void reportUnanswered() {
            onUnanswered.accept(Objects.requireNonNull(leg.outcome()));
        }
    }

    private final GuardedState state;
    private @Nullable Ringing ringing;

    TransferLeg(GuardedState state) {
        this.state = state;
    }

    void start(Ringing started) {
        state.change(() -> ringing = started);
    }

    Optional<Leg> leg() {
        return state.read(() -> Optional.ofNullable(ringing).map(Ringing::leg));
    }

    /// Removes and returns the leg that rings `line`, for a bridge to take over.
    Optional<Leg> takeOver(Line line) {
        return takeIf(current -> current.line().equals(line)).map(Ringing::leg);
    }

    /// Removes and returns the leg, if it ended before it was joined.
    Optional<Ringing> takeUnanswered() {
        return takeIf(
                current -> current.leg().outcome() != null && !current.leg().isJoined());
    }

    /// Removes and returns the leg, whatever its state.
    Optional<Ringing> take() {
        return takeIf(_ -> true);
    }

    private Optional<Ringing> takeIf(Predicate<Ringing> condition) {
        return state.read(() -> {
            Optional<Ringing> taken = Optional.ofNullable(ringing).filter(condition);
            if (taken.isPresent()) {
                ringing = null;
            }
            return taken;
        });
    }
}
