package org.permanence.queue;

import static org.permanence.assistant.AssistantEvent.ANSWERED;
import static org.permanence.assistant.AssistantEvent.ANSWER_DROPPED;
import static org.permanence.assistant.AssistantEvent.CALL_ENDED;
import static org.permanence.assistant.AssistantEvent.RESERVATION_WITHDRAWN;
import static org.permanence.assistant.AssistantEvent.RING_NO_ANSWER;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.waittime.WaitEstimator;

/// What the end of a reservation changes: the assistant's state and the queue entry. The line is ahead of the store
/// here, so an unavailable store is logged and not thrown. Thread-safe.
final class ReservationChanges {

    private final TeamQueue queue;
    private final WaitEstimator waitEstimator;
    private final InstantSource clock;

    ReservationChanges(TeamQueue queue, WaitEstimator waitEstimator, InstantSource clock) {
        this.queue = queue;
        this.waitEstimator = waitEstimator;
        this.clock = clock;
    }

    /// The assistant and the caller are connected: the call leaves the queue.
    void answered(QueueEntry entry, Assistant assistant) {
        waitEstimator.answered(entry.call(), entry.practice(), clock.instant());
        queue.changeBestEffort("answered", entry.team(), transaction -> {
            apply(transaction, assistant, ANSWERED, UnaryOperator.identity());
            transaction.remove(entry.call());
        });
    }

    /// The conversation is over: the assistant wraps up.
    void callEnded(QueueEntry entry, Assistant assistant) {
        Instant now = clock.instant();
        Instant wrapUpEnd = now.plus(assistant.wrapUp());
        queue.changeBestEffort("call-ended", entry.team(), transaction -> {
            transaction
                    .presence(assistant.login())
                    .filter(presence -> presence.state() == AssistantState.IN_CALL)
                    .ifPresent(inCall ->
                            waitEstimator.handled(entry.team(), Duration.between(inCall.since(), wrapUpEnd), now));
            apply(transaction, assistant, CALL_ENDED, presence -> presence.wrappingUpUntil(wrapUpEnd));
        });
    }

    /// The assistant did not answer and is paused. The caller waits for another one.
    void ringNotAnswered(QueueEntry entry, Assistant assistant, PauseReason reason) {
        queue.changeBestEffort("ring-no-answer", entry.team(), transaction -> {
            apply(transaction, assistant, RING_NO_ANSWER, presence -> presence.pausedFor(reason));
            transaction.waiting(entry.call()).map(QueueEntry::withoutAssistant).ifPresent(transaction::save);
        });
    }

    /// The assistant's telephone answered and hung up at once: the assistant is paused. The caller waits again, in
    /// the same position.
    void answerDropped(QueueEntry entry, Assistant assistant) {
        queue.changeBestEffort("answer-dropped", entry.team(), transaction -> {
            apply(transaction, assistant, ANSWER_DROPPED, presence -> presence.pausedFor(PauseReason.HUNG_UP));
            transaction.save(entry.withoutAssistant());
        });
    }

    /// The telephone was never rung: the assistant keeps the time since which they are ready, and the caller the
    /// place.
    void ringFailed(QueueEntry entry, Assistant assistant) {
        queue.changeBestEffort("ring-failed", entry.team(), transaction -> {
            apply(transaction, assistant, RESERVATION_WITHDRAWN, UnaryOperator.identity());
            transaction.waiting(entry.call()).map(QueueEntry::withoutAssistant).ifPresent(transaction::save);
        });
    }

    /// The caller hung up before the assistant answered.
    void cancelled(QueueEntry entry, Assistant assistant) {
        waitEstimator.forget(entry.call());
        queue.changeBestEffort("cancelled", entry.team(), transaction -> {
            apply(transaction, assistant, RESERVATION_WITHDRAWN, UnaryOperator.identity());
            transaction.remove(entry.call());
        });
    }

    /// Makes the assistant who is reserved for the entry ready again; nothing happens if there is none.
    static void release(TeamTransaction transaction, QueueEntry entry, Instant now) {
        entry.reservedAssistant()
                .flatMap(transaction::presence)
                .flatMap(presence -> presence.on(RESERVATION_WITHDRAWN, now))
                .ifPresent(transaction::save);
    }

    private void apply(
            TeamTransaction transaction,
            Assistant assistant,
            AssistantEvent event,
            UnaryOperator<Presence> adjustment) {
        transaction
                .presence(assistant.login())
                .flatMap(presence -> presence.on(event, clock.instant()))
                .map(adjustment)
                .ifPresent(transaction::save);
    }
}
