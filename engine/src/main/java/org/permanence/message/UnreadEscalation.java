package org.permanence.message;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.permanence.call.CallId;
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

/// Rings whoever is on call for messages that nobody has read in the practice's time, where its file says so.
///
/// 1. One round for all such messages of a practice: each who is on call now is rung once, in turn, until somebody
///    accepts by key 1. What they hear is for which practice it is, and nothing of the messages.
/// 2. Whoever accepts stands beside each of the messages, which stay unread; nobody is rung for them again before
///    the practice's time has passed once more.
/// 3. Nobody accepts: an alarm. It is tried again after half an hour, and after twice as long each time, up to four
///    hours.
/// 4. After each round, whatever came of it, the practice's doctors are left alone for half an hour.
/// 5. Who is rung is written down before the telephone rings, and until when it may: of several engines one does
///    it, and one that comes after an engine that died goes on with the next doctor, once the telephone is silent.
public final class UnreadEscalation {

    /// Whoever answers hears the question twice, and that it is noted; the dialplan ends it within that time.
    private static final Duration QUESTION_TIME = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(UnreadEscalation.class);

    private final MessageStore store;
    private final PracticeDirectory practices;
    private final OutboundDialer dialer;
    private final Consumer<PracticeId> onNotAccepted;
    private final Supplier<CallId> callIds;
    private final Executor executor;
    private final InstantSource clock;

    /// Made once.
    ///
    /// @param onNotAccepted hears that nobody on call accepted: somebody must act
    /// @param callIds new names of calls, such as the switch believes
    /// @param executor on which it works: those of the switch wait for nothing
    public UnreadEscalation(
            MessageStore store,
            PracticeDirectory practices,
            OutboundDialer dialer,
            Consumer<PracticeId> onNotAccepted,
            Supplier<CallId> callIds,
            Executor executor,
            InstantSource clock) {
        this.store = store;
        this.practices = practices;
        this.dialer = dialer;
        this.onNotAccepted = onNotAccepted;
        this.callIds = callIds;
        this.executor = executor;
        this.clock = clock;
    }

    /// Begins, or goes on, where messages are unread and no engine is at it. Only while the switch can be told.
    public void escalateOverdue() {
        Instant now = clock.instant();
        for (PracticeId practice : store.practicesWithOverdue(now)) {
            Optional<UnreadEscalationState> stored = store.escalationState(practice);
            if (stored.filter(state -> state.nextAttemptAt().isAfter(now)).isEmpty()) {
                ringNext(practice, stored);
            }
        }
    }

    /// @param known what the book says, and must still say
    private void ringNext(PracticeId id, Optional<UnreadEscalationState> stored) {
        Optional<Practice> escalating =
                practices.find(id).filter(practice -> practice.messages().alertsOnCall());
        Optional<PhoneNumber> callerId = practices.numberOf(id);
        if (escalating.isEmpty() || callerId.isEmpty()) {
            return; // The alarm was given, and that is all the practice wants.
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
                    .addKeyValue("expected", "somebody of the practice, who plays its messages")
                    .log("message.unaccepted");
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
                    .log("message.ringing");
            var prompts = practice.prompts();
            dialer.dial(
                    new OutboundCall.Notification(
                            callIds.get(),
                            line,
                            callerId,
                            ringTimeout,
                            prompts.unreadQuestion(),
                            prompts.unreadAcknowledged()),
                    new Attempt(practice, ringing, line));
        }
    }

    /// One doctor's telephone, from the ringing on.
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

        /// Where the book is away the next round goes on, once the telephone would be silent.
        private void runAsync(Runnable task) {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (StoreUnavailableException unavailable) {
                    LOG.atError()
                            .addKeyValue("practice", practice.id())
                            .setCause(unavailable)
                            .log("message.not-escalated");
                }
            });
        }

        /// Whatever another engine does meanwhile: a person has said so.
        private void saveAcceptance() {
            Instant now = clock.instant();
            int messages = store.saveAcceptance(
                    ringing.afterSuccess(now),
                    new Message.Acceptance(line, now),
                    now.plus(practice.messages().readWithin()));
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
                        Optional.of(ringing), ringing.afterSuccess(now)); // Somebody has read them meanwhile.
            }
        }
    }
}
