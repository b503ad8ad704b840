package org.permanence.message;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.call.Dialling;
import org.permanence.call.Line;
import org.permanence.call.OutboundCall;
import org.permanence.call.OutboundDialer;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings the on-call lines for messages that were not read within the practice's time limit, if the practice file
/// enables this.
///
/// 1. One round covers all overdue messages of a practice. Each line that is on call now rings once, in turn, until
///    one accepts by key 1. The prompt names the practice and says nothing about the messages.
/// 2. The acceptance is saved with each of the messages, which stay unread. The lines do not ring for them again
///    before the practice's time limit has passed again.
/// 3. If no line accepts, the engine raises an alarm. It tries again after half an hour, then after twice as long
///    each time, up to four hours.
/// 4. After each round, whatever its result, the lines do not ring for half an hour.
/// 5. The line and the end of its ringing are saved before it rings. So only one of several engines rings it. After
///    a crash another engine continues with the next line, once the previous line has stopped ringing.
public final class UnreadEscalation {

    /// The question is played twice and its answer is confirmed; the dialplan ends the call within this time.
    private static final Duration QUESTION_TIME = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(UnreadEscalation.class);

    private final MessageStore store;
    private final PracticeDirectory practices;
    private final Dialling dialling;
    private final Consumer<PracticeId> onNotAccepted;
    private final InstantSource clock;

    /// Creates the escalation for the messages in the store.
    ///
    /// @param onNotAccepted called if no on-call line accepted: a person must act
    public UnreadEscalation(
            MessageStore store,
            PracticeDirectory practices,
            Dialling dialling,
            Consumer<PracticeId> onNotAccepted,
            InstantSource clock) {
        this.store = store;
        this.practices = practices;
        this.dialling = dialling;
        this.onNotAccepted = onNotAccepted;
        this.clock = clock;
    }

    /// Starts or continues a round for each practice with overdue messages, unless an engine is ringing. Call only
    /// while the switch is attached.
    public void escalateOverdue() {
        Instant now = clock.instant();
        for (PracticeId practice : store.practicesWithOverdue(now)) {
            Optional<UnreadEscalationState> stored = store.escalationState(practice);
            if (stored.filter(state -> state.nextAttemptAt().isAfter(now)).isEmpty()) {
                ringNext(practice, stored);
            }
        }
    }

    /// Rings the next line of the round, or ends the round if there is none.
    ///
    /// @param stored the state that this engine read; if the store has another one by now, nothing happens
    private void ringNext(PracticeId id, Optional<UnreadEscalationState> stored) {
        Optional<Practice> escalating =
                practices.find(id).filter(practice -> practice.messages().alertsOnCall());
        Optional<PhoneNumber> callerId = practices.numberOf(id);
        if (escalating.isEmpty() || callerId.isEmpty()) {
            return; // The practice wants only the alarm.
        }
        Practice practice = escalating.get();
        Instant now = clock.instant();
        UnreadEscalationState state =
                stored.orElseGet(() -> UnreadEscalationState.initial(id, now)).asOf(now);
        Optional<Line> nextLine = state.nextLine(practices.onCallAt(practice, now));
        if (nextLine.isPresent()) {
            ring(practice, callerId.get(), stored, state, nextLine.get());
        } else if (store.replaceEscalationState(stored, state.afterFailedRound(now))) {
            onNotAccepted.accept(id);
            LOG.atError()
                    .addKeyValue("practice", id)
                    .addKeyValue("expected", "a person of the practice plays its messages")
                    .log("message.escalation-not-accepted");
        }
    }

    private void ring(
            Practice practice,
            PhoneNumber callerId,
            Optional<UnreadEscalationState> stored,
            UnreadEscalationState state,
            Line line) {
        Duration ringTimeout = practice.onCall().orElseThrow().ringTimeout();
        UnreadEscalationState ringing =
                state.ringing(line, clock.instant().plus(ringTimeout).plus(QUESTION_TIME));
        if (store.replaceEscalationState(stored, ringing)) {
            LOG.atInfo()
                    .addKeyValue("practice", practice.id())
                    .addKeyValue("line", line.name())
                    .log("message.escalating");
            var prompts = practice.prompts();
            dialling.dialer()
                    .dial(
                            new OutboundCall.Notification(
                                    dialling.callIds().get(),
                                    line,
                                    callerId,
                                    ringTimeout,
                                    prompts.unreadQuestion(),
                                    prompts.unreadAcknowledged()),
                            new Attempt(practice, ringing, line));
        }
    }

    /// The call to one on-call line, from the start of the ringing.
    private final class Attempt implements OutboundDialer.OutboundListener {

        private final Practice practice;
        private final UnreadEscalationState ringing;
        private final Line line;

        Attempt(Practice practice, UnreadEscalationState ringing, Line line) {
            this.practice = practice;
            this.ringing = ringing;
            this.line = line;
        }

        @Override
        public void accepted() {
            runAsync(this::saveAcceptance);
        }

        @Override
        public void unanswered() {
            runAsync(this::continueRound);
        }

        /// After a database outage the next run continues, once the line has stopped ringing.
        private void runAsync(Runnable task) {
            dialling.threads().execute(() -> {
                try {
                    task.run();
                } catch (StoreUnavailableException unavailable) {
                    LOG.atError()
                            .addKeyValue("practice", practice.id())
                            .setCause(unavailable)
                            .log("message.escalation-failed");
                }
            });
        }

        /// Saves the acceptance even if another engine has changed the state: a person has accepted.
        private void saveAcceptance() {
            Instant now = clock.instant();
            int messages = store.saveAcceptance(
                    ringing.afterSuccess(now),
                    new Message.Acceptance(line, now),
                    now.plus(practice.messages().unreadAfter()));
            LOG.atInfo()
                    .addKeyValue("practice", practice.id())
                    .addKeyValue("line", line.name())
                    .addKeyValue("messages", messages)
                    .log("message.accepted");
        }

        private void continueRound() {
            Instant now = clock.instant();
            if (store.practicesWithOverdue(now).contains(practice.id())) {
                ringNext(practice.id(), Optional.of(ringing));
            } else {
                store.replaceEscalationState(
                        Optional.of(ringing), ringing.afterSuccess(now)); // All messages were read.
            }
        }
    }
}
