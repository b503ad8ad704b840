package org.permanence.queue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.permanence.queue.QueueEntryEvent.AssistantReleased;
import org.permanence.queue.QueueEntryEvent.AssistantReserved;
import org.permanence.queue.QueueEntryEvent.CallbackAnswered;
import org.permanence.queue.QueueEntryEvent.CallbackScheduled;
import org.permanence.queue.QueueEntryEvent.OnCallRingEnded;
import org.permanence.queue.QueueEntryEvent.OnCallRingStarted;
import org.permanence.queue.QueueEntryEvent.WaitEnded;
import org.permanence.queue.QueueEntryState.CallbackFrom;
import org.permanence.queue.QueueEntryState.CallbackReserved;
import org.permanence.queue.QueueEntryState.FallbackDue;
import org.permanence.queue.QueueEntryState.OnCallRinging;
import org.permanence.queue.QueueEntryState.Reserved;
import org.permanence.queue.QueueEntryState.Waiting;

/// The transition table of queue entries. An event that the table does not have for a state does not happen: no
/// assistant is reserved while the on-call lines ring, for example.
final class QueueEntryTransitions {

    private static final QueueEntryTransitions TABLE = new QueueEntryTransitions()
            .row(Waiting.class, AssistantReserved.class, (_, event) -> new Reserved(event.assistant()))
            .row(Waiting.class, OnCallRingStarted.class, (_, _) -> new OnCallRinging())
            .row(Waiting.class, WaitEnded.class, (_, _) -> new FallbackDue())
            .row(Waiting.class, CallbackScheduled.class, (_, event) -> new CallbackFrom(event.from()))
            .row(Reserved.class, AssistantReleased.class, (_, _) -> new Waiting())
            .row(OnCallRinging.class, OnCallRingEnded.class, (_, _) -> new Waiting())
            .row(
                    CallbackFrom.class,
                    AssistantReserved.class,
                    (state, event) -> new CallbackReserved(state.from(), event.assistant()))
            .row(CallbackFrom.class, CallbackScheduled.class, (_, event) -> new CallbackFrom(event.from()))
            .row(CallbackFrom.class, CallbackAnswered.class, (_, _) -> new Waiting())
            .row(CallbackReserved.class, AssistantReleased.class, (state, _) -> new CallbackFrom(state.from()))
            .row(CallbackReserved.class, CallbackScheduled.class, (_, event) -> new CallbackFrom(event.from()))
            .row(CallbackReserved.class, CallbackAnswered.class, (state, _) -> new Reserved(state.assistant()));

    /// What a row applies to.
    record Row(Class<? extends QueueEntryState> from, Class<? extends QueueEntryEvent> event) {}

    private final Map<Row, BiFunction<QueueEntryState, QueueEntryEvent, QueueEntryState>> rows = new LinkedHashMap<>();

    private QueueEntryTransitions() {}

    /// The state after `event`; empty if the table has no such row.
    static Optional<QueueEntryState> after(QueueEntryState state, QueueEntryEvent event) {
        return Optional.ofNullable(TABLE.rows.get(new Row(state.getClass(), event.getClass())))
                .map(next -> next.apply(state, event));
    }

    static Set<Row> rows() {
        return TABLE.rows.keySet();
    }

    private <S extends QueueEntryState, E extends QueueEntryEvent> QueueEntryTransitions row(
            Class<S> from, Class<E> event, BiFunction<S, E, QueueEntryState> next) {
        rows.put(new Row(from, event), (state, happened) -> next.apply(from.cast(state), event.cast(happened)));
        return this;
    }
}
