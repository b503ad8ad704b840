package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiReply;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.call.Answer;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One caller's channel, as a flow sees it.
///
/// The caller's channel lives longer than its AGI sessions: a bridge ends a session and brings the caller back in a
/// new one, and so does a restart of the engine. So a session that ends says nothing about the caller; only AMI
/// does. The flow's thread waits here for whichever comes: the next session, or the news that the caller is gone.
final class AsteriskCall implements Call {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskCall.class);

    /// How long a caller whose session ended may be on the way to the next one: after a bridge 1 ms, after a cut of
    /// AMI until it is attached again.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(15);

    /// How long a session lives on after a command that failed because the caller is leaving.
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final CallId id;
    private final PhoneNumber did;
    private final boolean returning;
    private final Desk desk;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Consumer<HangupCause>> whenLeft = new ArrayList<>();
    private @Nullable AgiSession session;
    private @Nullable HangupCause gone;
    private @Nullable Leg leg;

    /// The music class that plays, empty for none.
    private String music = "";

    AsteriskCall(CallId id, PhoneNumber did, boolean returning, Desk desk) {
        this.id = id;
        this.did = did;
        this.returning = returning;
        this.desk = desk;
    }

    @Override
    public CallId id() {
        return id;
    }

    @Override
    public PhoneNumber did() {
        return did;
    }

    @Override
    public boolean isReturning() {
        return returning;
    }

    @Override
    public void answer() throws CallEnded {
        command(new AgiCommand.Answer());
    }

    @Override
    public void play(Prompt prompt) throws CallEnded {
        music = "";
        if (command(new AgiCommand.StreamFile(desk.sounds().path(prompt), "")).failed()) {
            LOG.atError().addKeyValue("prompt", prompt.name()).log("prompt.unplayable");
        }
    }

    @Override
    public Answer ask(Question question) throws CallEnded {
        music = "";
        String path = desk.sounds().path(question.prompt());
        Success reply = command(new AgiCommand.GetData(path, atLeastAMillisecond(question.patience())));
        if (reply.failed()) {
            LOG.atError().addKeyValue("prompt", question.prompt().name()).log("prompt.unplayable");
            return new Answer.Silence();
        }
        if (reply.timedOut()) {
            return new Answer.Silence();
        }
        // Asterisk takes '#' as the end of an entry: it arrives as an empty one.
        return new Answer.Keyed(reply.result().isEmpty() ? '#' : reply.result().charAt(0));
    }

    @Override
    public void announce(Prompt prompt) throws CallEnded {
        start(prompt.name());
    }

    @Override
    public void holdMusic() throws CallEnded {
        start(Desk.MUSIC);
        // From here on the dialplan keeps the caller for an engine that comes back.
        command(new AgiCommand.SetVariable(Desk.HELD, "1"));
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration patience, Runnable joined) throws CallEnded {
        if (!awaitPicture()) {
            return BridgeOutcome.NOT_RUNG;
        }
        Leg ringing = desk.ring(this, line, patience);
        try {
            musicMeanwhile();
            if (answered(ringing, patience.plus(Desk.GRACE))) {
                music = ""; // It stopped when they were joined.
                desk.keep(id);
                joined.run();
            }
            BridgeOutcome outcome = outcome(ringing);
            throwIfTheSwitchDied();
            return outcome;
        } finally {
            desk.release(ringing);
        }
    }

    @Override
    public void hangUp() {
        desk.leave(this, List.of(new AgiCommand.SetVariable(Desk.DONE, id.value())));
    }

    @Override
    public void handBack() {
        desk.leave(
                this,
                List.of(
                        new AgiCommand.SetVariable(Desk.NEXT, Desk.FALLBACK),
                        new AgiCommand.SetVariable(Desk.DONE, id.value())));
    }

    @Override
    public void whenLeft(Consumer<HangupCause> left) {
        HangupCause already;
        lock.lock();
        try {
            already = gone;
            if (already == null) {
                whenLeft.add(left);
            }
        } finally {
            lock.unlock();
        }
        if (already != null) {
            left.accept(already);
        }
    }

    /// Says the last words to the dialplan and closes the session; a caller who is gone hears none.
    void lastWords(List<AgiCommand> words) {
        AgiSession last = awaitSession(ON_THE_WAY);
        if (last == null) {
            return;
        }
        for (AgiCommand word : words) {
            if (!(last.send(word) instanceof Success)) {
                LOG.atInfo().addKeyValue("call", id).log("call.left-unsaid");
                break;
            }
        }
        last.close();
    }

    /// A session of this caller begins; from the event loop.
    void attach(AgiSession begun) {
        change(() -> {
            session = begun;
            music = "";
        });
        begun.whenEnded(() -> change(() -> {
            if (session == begun) {
                session = null;
            }
        }));
    }

    boolean isInSession() {
        return currentSession() != null;
    }

    /// The caller is gone; from AMI's thread.
    void left(HangupCause cause) {
        List<Consumer<HangupCause>> told = new ArrayList<>();
        change(() -> {
            if (gone == null) {
                gone = cause;
                told.addAll(whenLeft);
            }
        });
        told.forEach(listener -> listener.accept(cause));
    }

    /// The switch's state is known again, or not: whoever waits looks anew.
    void look() {
        change(() -> {});
    }

    /// Something became of a leg of this call; from AMI's thread.
    void tell(String legId, Consumer<Leg> news) {
        change(() -> {
            if (leg != null && leg.id().equals(legId)) {
                news.accept(leg);
            }
        });
    }

    void rings(Leg ringing) {
        change(() -> leg = ringing);
    }

    /// The leg this call has, if any.
    @Nullable
    Leg leg() {
        lock.lock();
        try {
            return leg;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the switch can be asked to ring somebody.
    private boolean awaitPicture() throws CallEnded {
        Instant end = desk.clock().instant().plus(ON_THE_WAY);
        lock.lock();
        try {
            while (!desk.picture().isKnown() && awaitChange(end)) {
                throwIfGone();
            }
            throwIfGone();
            return desk.picture().isKnown();
        } finally {
            lock.unlock();
        }
    }

    private void start(String musicClass) throws CallEnded {
        if (!music.equals(musicClass)) {
            command(new AgiCommand.StartMusicOnHold(musicClass));
            music = musicClass;
        }
    }

    /// Plays music, unless some plays, to the caller while somebody is being rung: behind the ringing, which is what
    /// the caller waits for.
    /// Whoever answers at once ends this session with the command in it, and music is wanted no more.
    private void musicMeanwhile() {
        AgiSession current = currentSession();
        if (current != null && music.isEmpty()) {
            switch (current.send(new AgiCommand.StartMusicOnHold(Desk.MUSIC))) {
                case Success _ -> music = Desk.MUSIC;
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> forget(current);
                case AgiReply.Refused(int status) ->
                    LOG.atError().addKeyValue("status", status).log("music.refused");
            }
        }
    }

    private @Nullable AgiSession currentSession() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    private boolean answered(Leg ringing, Duration limit) throws CallEnded {
        Instant end = desk.clock().instant().plus(limit);
        lock.lock();
        try {
            while (!ringing.isJoined() && ringing.outcome() == null) {
                throwIfGone();
                if (!awaitChange(end)) {
                    ringing.end(BridgeOutcome.NO_ANSWER);
                }
            }
            return ringing.isJoined();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the two have parted. There is no limit but the dialplan's own.
    private BridgeOutcome outcome(Leg ended) {
        lock.lock();
        try {
            BridgeOutcome outcome = ended.outcome();
            while (outcome == null) {
                if (gone != null) {
                    ended.end(gone);
                } else {
                    awaitChange(Instant.MAX);
                }
                outcome = ended.outcome();
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    private Success command(AgiCommand command) throws CallEnded {
        while (true) {
            AgiSession current = sessionOrEnd();
            switch (current.send(command)) {
                case Success success -> {
                    if (!success.failed() || !endsSoon(current)) {
                        return success;
                    }
                }
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> forget(current);
                case AgiReply.Refused(int status) ->
                    throw new IllegalStateException("agi reply: " + status + " (expected: 200)");
            }
        }
    }

    private AgiSession sessionOrEnd() throws CallEnded {
        AgiSession current = awaitSession(ON_THE_WAY);
        if (current != null) {
            return current;
        }
        lock.lock();
        try {
            throwIfGone();
        } finally {
            lock.unlock();
        }
        throw new CallEnded(HangupCause.SWITCH_LOST);
    }

    private @Nullable AgiSession awaitSession(Duration limit) {
        Instant end = desk.clock().instant().plus(limit);
        lock.lock();
        try {
            while (session == null && gone == null && awaitChange(end)) {
                // Each change is looked at anew.
            }
            return gone == null ? session : null;
        } finally {
            lock.unlock();
        }
    }

    /// A command that failed: because the caller is leaving the session, or because it could not be done.
    private boolean endsSoon(AgiSession current) {
        Instant end = desk.clock().instant().plus(LEAVING);
        lock.lock();
        try {
            while (session == current && gone == null && awaitChange(end)) {
                // Each change is looked at anew.
            }
            return session != current || gone != null;
        } finally {
            lock.unlock();
        }
    }

    private void forget(AgiSession ended) {
        ended.close();
        change(() -> {
            if (session == ended) {
                session = null;
            }
        });
    }

    /// Nobody hung up: a talk that a dead switch cut has not ended as talks do.
    private void throwIfTheSwitchDied() throws CallEnded {
        lock.lock();
        try {
            if (gone == HangupCause.SWITCH_LOST) {
                throw new CallEnded(gone);
            }
        } finally {
            lock.unlock();
        }
    }

    private void throwIfGone() throws CallEnded {
        if (gone != null) {
            throw new CallEnded(gone);
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for any change; false once `end` has passed. Every caller loops over what it waits for.
    @SuppressWarnings("WaitNotInLoop")
    private boolean awaitChange(Instant end) {
        try {
            if (end.equals(Instant.MAX)) {
                changed.await();
                return true;
            }
            long left = Duration.between(desk.clock().instant(), end).toNanos();
            return left > 0
                    && (changed.await(left, TimeUnit.NANOSECONDS)
                            || desk.clock().instant().isBefore(end));
        } catch (InterruptedException _) {
            // Only the end of the house interrupts a call's thread; the dialplan goes on with the caller.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("call: interrupted (expected: until the house ends)");
        }
    }

    private static Duration atLeastAMillisecond(Duration patience) {
        return patience.toMillis() < 1 ? Duration.ofMillis(1) : patience;
    }
}
