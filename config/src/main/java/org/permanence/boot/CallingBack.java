package org.permanence.boot;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.permanence.call.CallId;
import org.permanence.call.Outside;
import org.permanence.callback.CallbackDesk;
import org.permanence.callback.Callbacks;
import org.permanence.callback.KeptTurns;
import org.permanence.callback.LastTalks;
import org.permanence.callback.ReturningCallers;
import org.permanence.journal.Journal;
import org.permanence.practice.CallerNames;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.FormerCalls;
import org.permanence.queue.QueueDesk;
import org.permanence.queue.WaitingCall;
import org.permanence.store.Database;
import org.permanence.store.JooqCallbackBook;
import org.permanence.store.JooqKeptTurns;
import org.permanence.store.JooqLastTalks;

/// Callers who are no longer on the line: made of the archive's keys and the database's books. Where the archive is
/// closed nobody is promised anything, and whoever was waits until it is open.
final class CallingBack implements AutoCloseable {

    private static final Duration UNTIL_KEYS_ARE_BACK = Duration.ofMinutes(5);

    private final QueueDesk queue;
    private final PracticeDirectory practices;
    private final KeptTurns turns;
    private final LastTalks talks;
    private final CallerNames names;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    private final SecureRandom random = new SecureRandom();
    private final Optional<CallbackDesk> desk;

    /// @param mark what the switch believes a channel's name by
    CallingBack(
            Optional<Archive> archive,
            Database database,
            QueueDesk queue,
            PracticeDirectory practices,
            Outside outside,
            String mark,
            Journal journal,
            InstantSource clock) {
        names = archive.<CallerNames>map(kept -> kept::callerName).orElse(CallerNames.NONE);
        this.queue = queue;
        this.practices = practices;
        this.clock = clock;
        turns = new JooqKeptTurns(database);
        talks = new JooqLastTalks(database);
        desk = archive.map(kept -> new CallbackDesk(
                queue,
                new CallbackDesk.Books(new JooqCallbackBook(database), kept.callbackNumbers(), names, journal),
                practices,
                outside,
                () -> new CallId(mark + "-callback-" + random.nextLong(Long.MAX_VALUE)),
                threads,
                clock));
    }

    /// From here on whoever is to be called back is.
    void begin() {
        queue.whenOfferedToNobody(offered -> desk.ifPresentOrElse(
                known -> known.offered(offered), () -> threads.execute(() -> waitForKeys(offered))));
    }

    private void waitForKeys(WaitingCall offered) {
        queue.postpone(offered, clock.instant().plus(UNTIL_KEYS_ARE_BACK));
    }

    Callbacks callbacks() {
        return desk.<Callbacks>map(known -> known).orElse(Callbacks.NONE);
    }

    FormerCalls formerCalls() {
        return desk.<FormerCalls>map(known -> new ReturningCallers(names, turns, talks, known, clock))
                .orElse(FormerCalls.NONE);
    }

    boolean isRinging(CallId call) {
        return desk.filter(known -> known.isRinging(call)).isPresent();
    }

    /// Each minute: what has been kept for long enough goes.
    void round() {
        turns.forgetOld(clock.instant());
        talks.forgetOld(clock.instant());
        desk.ifPresent(CallbackDesk::round);
    }

    /// Nobody of this number is called back, no place of theirs is kept, and nobody knows who spoke with them.
    void erase(PracticeId practice, PhoneNumber number) {
        names.of(practice, number).ifPresent(name -> {
            turns.take(practice, name, clock.instant());
            talks.forget(practice, name);
            desk.ifPresent(known -> practices.named(practice).ifPresent(told -> known.forget(told, name)));
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
