package org.permanence.triage;

import java.util.Optional;
import org.permanence.call.Line;

/// Where a routing rule sends a call.
public sealed interface Route {

    /// The queue: the next free assistant.
    ///
    /// @param urgency the urgency with which the caller waits, if the rule raises it
    record Queue(Optional<Urgency> urgency) implements Route {}

    /// The doctors on call, in turn, until one of them accepts.
    record OnCall() implements Route {}

    /// A line of the practice; if it does not answer, the fallback line.
    record Transfer(Line line) implements Route {}

    /// The announcement that the practice is closed.
    record Announcement() implements Route {}

    /// A message that the caller leaves.
    record Message() implements Route {}

    /// The fallback line.
    record Fallback() implements Route {}

    /// Whether the call ends with a person, or with the emergency number after all lines were rung. A caller who
    /// may be in danger must not be sent anywhere else.
    default boolean leadsToPerson() {
        return switch (this) {
            case Queue _, OnCall _, Transfer _, Fallback _ -> true;
            case Announcement _, Message _ -> false;
        };
    }
}
