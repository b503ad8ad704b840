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
import org.permanence.call.Outside;
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
    private static final Duration ASKING = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(UnreadEscalation.class);

    private final MessageBook book;
    private final PracticeDirectory practices;
    private final Outside outside;
    private final Consumer<PracticeId> unaccepted;
    private final Supplier<CallId> ids;
    private final Executor threads;
    private final InstantSource clock;

    /// Made once.
    ///
    /// @param unaccepted hears that nobody on call accepted: somebody must act
    /// @param ids new names of calls, such as the switch believes
    /// @param threads on which it works: those of the switch wait for nothing
    public UnreadEscalation(
            MessageBook book,
            PracticeDirectory practices,
            Outside outside,
            Consumer<PracticeId> unaccepted,
            Supplier<CallId> ids,
            Executor threads,
            InstantSource clock) {
        this.book = book;
        this.practices = practices;
        this.outside = outside;
        this.unaccepted = unaccepted;
        this.ids = ids;
        this.threads = threads;
        this.clock = clock;
    }

    /// Begins, or goes on, where messages are unread and no engine is at it. Only while the switch can be told.
    public void round() {
        Instant now = clock.instant();
        for (PracticeId practice : book.withUnread(now)) {
            Optional<UnreadRound> known = book.round(practice);
            if (known.filter(round -> round.next().isAfter(now)).isEmpty()) {
                ringsNext(practice, known);
            }
        }
    }

    /// @param known what the book says, and must still say
    private void ringsNext(PracticeId id, Optional<UnreadRound> known) {
        Optional<Practice> named =
                practices.find(id).filter(practice -> practice.messages().alertsOnCall());
        Optional<PhoneNumber> shown = practices.numberOf(id);
        if (named.isEmpty() || shown.isEmpty()) {
            return; // The alarm was given, and that is all the practice wants.
        }
        Practice practice = named.get();
        Instant now = clock.instant();
        UnreadRound round = known.orElseGet(() -> UnreadRound.first(id, now)).asOf(now);
        Optional<Line> next = round.nextOf(practices.onCallAt(practice, now));
        if (next.isPresent()) {
            rings(practice, shown.get(), known, round, next.get());
        } else if (book.replace(known, round.isInVain(now))) {
            unaccepted.accept(id);
            LOG.atError()
                    .addKeyValue("practice", id)
                    .addKeyValue("expected", "somebody of the practice, who plays its messages")
                    .log("message.unaccepted");
        }
    }

    private void rings(
            Practice practice, PhoneNumber shown, Optional<UnreadRound> known, UnreadRound round, Line line) {
        Duration patience = practice.onCall().orElseThrow().patience();
        UnreadRound ringing = round.rings(line, clock.instant().plus(patience).plus(ASKING));
        if (book.replace(known, ringing)) {
            LOG.atInfo()
                    .addKeyValue("practice", practice.id())
                    .addKeyValue("line", line.name())
                    .log("message.ringing");
            var prompts = practice.prompts();
            outside.tell(
                    new Outside.Telling(
                            ids.get(), line, shown, patience, prompts.unreadQuestion(), prompts.unreadAcknowledged()),
                    new Attempt(practice, ringing, line));
        }
    }

    /// One doctor's telephone, from the ringing on.
    private final class Attempt implements Outside.Told {

        private final Practice practice;
        private final UnreadRound ringing;
        private final Line line;

        Attempt(Practice practice, UnreadRound ringing, Line line) {
            this.practice = practice;
            this.ringing = ringing;
            this.line = line;
        }

        @Override
        public void accepted() {
            enters(this::isAccepted);
        }

        @Override
        public void inVain() {
            enters(this::goesOn);
        }

        /// Where the book is away the next round goes on, once the telephone would be silent.
        private void enters(Runnable what) {
            threads.execute(() -> {
                try {
                    what.run();
                } catch (StoreUnavailableException unavailable) {
                    LOG.atError()
                            .addKeyValue("practice", practice.id())
                            .setCause(unavailable)
                            .log("message.not-escalated");
                }
            });
        }

        /// Whatever another engine does meanwhile: a person has said so.
        private void isAccepted() {
            Instant now = clock.instant();
            int messages = book.accept(
                    ringing.isOver(now),
                    new Message.Accepted(line, now),
                    now.plus(practice.messages().readWithin()));
            LOG.atInfo()
                    .addKeyValue("practice", practice.id())
                    .addKeyValue("line", line.name())
                    .addKeyValue("messages", messages)
                    .log("message.accepted");
        }

        private void goesOn() {
            Instant now = clock.instant();
            if (book.withUnread(now).contains(practice.id())) {
                ringsNext(practice.id(), Optional.of(ringing));
            } else {
                book.replace(Optional.of(ringing), ringing.isOver(now)); // Somebody has read them meanwhile.
            }
        }
    }
}
