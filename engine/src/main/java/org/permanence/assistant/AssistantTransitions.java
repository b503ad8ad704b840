package org.permanence.assistant;

import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.ANSWER_DROPPED;
import static org.permanence.assistant.AssistantEvent.ASSIGNED;
import static org.permanence.assistant.AssistantEvent.CALL_ENDED;
import static org.permanence.assistant.AssistantEvent.PAUSE_STARTED;
import static org.permanence.assistant.AssistantEvent.RESERVATION_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.RESUMED;
import static org.permanence.assistant.AssistantEvent.RING_NO_ANSWER;
import static org.permanence.assistant.AssistantEvent.SIGNED_IN;
import static org.permanence.assistant.AssistantEvent.SIGNED_OUT;
import static org.permanence.assistant.AssistantEvent.WRAPPED_UP;
import static org.permanence.assistant.AssistantState.IN_CALL;
import static org.permanence.assistant.AssistantState.OFF;
import static org.permanence.assistant.AssistantState.PAUSED;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The transition table of assistants. An event without a row for the current state is refused: for example, a
/// pause during a call.
public final class AssistantTransitions {

    private static final AssistantTransitions TABLE = new AssistantTransitions()
            .row(OFF, SIGNED_IN, READY)
            .row(READY, SIGNED_OUT, OFF)
            .row(PAUSED, SIGNED_OUT, OFF)
            .row(WRAP_UP, SIGNED_OUT, OFF)
            .row(READY, PAUSE_STARTED, PAUSED)
            .row(PAUSED, PAUSE_STARTED, PAUSED)
            .row(WRAP_UP, PAUSE_STARTED, PAUSED)
            .row(PAUSED, RESUMED, READY)
            .row(WRAP_UP, RESUMED, READY)
            .row(READY, ASSIGNED, RESERVED)
            .row(RESERVED, ANSWERED, IN_CALL)
            .row(RESERVED, RING_NO_ANSWER, PAUSED)
            .row(RESERVED, RESERVATION_WITHDRAWN, READY)
            .row(RESERVED, ANSWER_DROPPED, PAUSED) // The answer was not stored.
            .row(IN_CALL, ANSWER_DROPPED, PAUSED)
            .row(IN_CALL, CALL_ENDED, WRAP_UP)
            .row(WRAP_UP, WRAPPED_UP, READY);

    private final Map<AssistantState, Map<AssistantEvent, AssistantState>> rows = new EnumMap<>(AssistantState.class);

    private AssistantTransitions() {}

    /// The state after `event`; empty if the table has no such row.
    public static Optional<AssistantState> after(AssistantState state, AssistantEvent event) {
        return Optional.ofNullable(TABLE.rows.getOrDefault(state, Map.of()).get(event));
    }

    static Map<AssistantState, Map<AssistantEvent, AssistantState>> rows() {
        return TABLE.rows;
    }

    private AssistantTransitions row(AssistantState from, AssistantEvent event, AssistantState to) {
        rows.computeIfAbsent(from, _ -> new EnumMap<>(AssistantEvent.class)).put(event, to);
        return this;
    }
}
