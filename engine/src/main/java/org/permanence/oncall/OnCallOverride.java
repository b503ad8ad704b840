package org.permanence.oncall;

import java.time.Instant;
import java.util.List;
import org.permanence.call.Line;

/// Replaces the duties of a rota for a time.
///
/// @param id identifies the override when it is cancelled; from 1
public record OnCallOverride(int id, Draft draft) {

    /// An override before it has an id. The reason may name people, so the draft does not print itself.
    ///
    /// @param lines the lines that ring, in this order, instead of the duties; the lines that are always rung
    /// follow them
    /// @param from the start, inclusive
    /// @param until the end, exclusive
    /// @param author the person who ordered it, in one word
    /// @param reason a sentence in their own words
    /// @param createdAt when it was ordered
    public record Draft(
            RotaId rota,
            List<Line> lines,
            Instant from,
            Instant until,
            String author,
            String reason,
            Instant createdAt) {

        public Draft {
            lines = List.copyOf(lines);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("lines: none (expected: at least one line)");
            }
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("to: not after from (expected: a later time)");
            }
        }

        /// Whether both apply to the same rota at some moment.
        public boolean overlaps(Draft other) {
            return rota.equals(other.rota) && from.isBefore(other.until) && other.from.isBefore(until);
        }

        @Override
        public String toString() {
            return "[override of " + rota + "]";
        }
    }

    /// Whether the override applies at `moment`.
    public boolean isActiveAt(Instant moment) {
        return !moment.isBefore(draft.from()) && moment.isBefore(draft.until());
    }
}
