package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiReply;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.audio.SoundPipeException;
import org.permanence.call.Answer;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.FaxTones;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One caller's channel, as a flow sees it.
///
/// The caller's channel lives longer than its AGI sessions: a bridge ends a session and brings the caller back in
/// a new one, and so does a restart of the engine. So a session that ends says nothing about the caller; only AMI
/// does. The flow's thread waits here for whichever comes: the next session, or the news that the caller is gone.
final class AsteriskCall implements Call {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskCall.class);

    /// How long a caller may be between two sessions: a bridge takes 1 ms, a cut of AMI until it is attached again.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(15);

    /// How long a session lives on after a command that failed because the caller is leaving.
    private static final Duration LEAVING = Duration.ofSeconds(1);

    /// A line that rings beside a talk.
    private record Second(Line line, Leg leg, Consumer<BridgeOutcome> unanswered) {}

    private final Caller caller;
    private final Desk desk;
    private final Signal signal;
    private final List<Consumer<HangupCause>> hangupListeners = new ArrayList<>();

    private @Nullable AgiSession session;
    private @Nullable HangupCause gone;
    private @Nullable Leg leg;
    private @Nullable Second second;
    private @Nullable AudioListener listener;
    private @Nullable Prompt notice;

    /// The music class that plays, empty for none. The flow's own, but for a new session, which has none.
    private volatile String music = "";

    AsteriskCall(Caller caller, Desk desk) {
        this.caller = caller;
        this.desk = desk;
        this.signal = new Signal(desk.clock());
    }

    @Override
    public CallId id() {
        return caller.call();
    }

    @Override
    public PhoneNumber did() {
        return caller.did();
    }

    @Override
    public Optional<PhoneNumber> caller() {
        return caller.number();
    }

    @Override
    public boolean isResumed() {
        return caller.returning();
    }

    ChannelName channel() {
        return caller.channel();
    }

    @Override
    public void answer() throws CallEnded {
        command(new AgiCommand.Answer());
    }

    @Override
    public boolean play(Prompt prompt) throws CallEnded {
        music = "";
        boolean played = !command(new AgiCommand.StreamFile(desk.sounds().path(prompt), ""))
                .failed();
        if (!played) {
            LOG.atError().addKeyValue("prompt", prompt.name()).log("prompt.unplayable");
        }
        return played;
    }

    @Override
    public Answer ask(Question question) throws CallEnded {
        music = "";
        var prompts = question.prompts().iterator();
        Answer answer = new Answer.NoInput();
        while (answer instanceof Answer.NoInput && prompts.hasNext()) {
            Prompt prompt = prompts.next();
            answer = ask(prompt, prompts.hasNext() ? Desk.BETWEEN_PROMPTS : question.inputTimeout());
        }
        return answer;
    }

    private Answer ask(Prompt prompt, Duration patience) throws CallEnded {
        String path = desk.sounds().path(prompt);
        Duration limit = patience.toMillis() < 1 ? Duration.ofMillis(1) : patience;
        Success reply = command(new AgiCommand.GetData(path, limit));
        if (reply.failed()) {
            LOG.atError().addKeyValue("prompt", prompt.name()).log("prompt.unplayable");
        }
        if (reply.failed() || reply.timedOut()) {
            return new Answer.NoInput();
        }
        // Asterisk takes '#' as the end of an entry: it arrives as an empty one.
        return new Answer.Digit(reply.result().isEmpty() ? '#' : reply.result().charAt(0));
    }

    @Override
    public void announce(Prompt prompt) throws CallEnded {
        start(prompt.name());
    }

    @Override
    public void holdMusic() throws CallEnded {
        start(Desk.MUSIC);
        surviveEngineLoss();
    }

    @Override
    public void surviveEngineLoss() throws CallEnded {
        command(new AgiCommand.SetVariable(Desk.HELD, "1"));
    }

    @Override
    public AudioTap tapConversation(AudioListener hears, Prompt toWhoJoins) throws CallEnded {
        if (isHeard(hears, () -> desk.hearing().begin(id(), hears))) {
            signal.change(() -> {
                listener = hears;
                notice = toWhoJoins;
            });
        }
        return this::stopListening;
    }

    @Override
    public AudioTap tapCaller(AudioListener hears) throws CallEnded {
        var _ = isHeard(hears, () -> desk.hearing().beginAlone(id(), hears));
        return () -> desk.hearing().finish(id());
    }

    private boolean isHeard(AudioListener hears, Supplier<Optional<AgiCommand>> beginning) throws CallEnded {
        boolean left = true;
        try {
            Optional<AgiCommand> first = beginning.get();
            boolean refused = first.isPresent() && command(first.get()).failed();
            if (refused) {
                LOG.atError().log("listening.refused");
                desk.hearing().stop(id());
            }
            left = false;
            return !refused;
        } catch (SoundPipeException fault) {
            LOG.atError().setCause(fault).log("listening.refused");
            hears.ended();
            left = false;
            return false;
        } finally {
            if (left) {
                desk.hearing().callEnded(id()); // Perhaps before there was a pipe: nobody else will take it away.
            }
        }
    }

    @Override
    public FaxTones countFaxTones() throws CallEnded {
        return CountedFaxTones.by(this::command);
    }

    private void stopListening() {
        signal.change(() -> {
            listener = null;
            notice = null;
        });
        desk.hearing().stop(id());
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration patience, Optional<Prompt> question, Runnable joined)
            throws CallEnded {
        if (!awaitPicture()) {
            return BridgeOutcome.FAILED;
        }
        Leg ringing = secondOf(line).orElseGet(() -> desk.ring(this, line, patience, question));
        Duration acceptance = question.isPresent() ? ACCEPT_TIMEOUT : Duration.ZERO;
        try {
            musicMeanwhile(ringing);
            if (answered(ringing, patience.plus(acceptance).plus(Desk.GRACE))) {
                music = ""; // It stopped when they were joined.
                desk.keep(id());
                joined.run();
            }
            BridgeOutcome outcome = outcome(ringing);
            // Nobody hung up: a talk that a dead switch cut has not ended as talks do.
            throwIf(cause -> cause == HangupCause.SWITCH_LOST);
            return outcome;
        } finally {
            desk.release(ringing);
        }
    }

    @Override
    public void ringTransferTarget(
            Line line, Duration patience, Optional<Prompt> toWhoJoins, Consumer<BridgeOutcome> unanswered) {
        Leg beside = desk.newLeg(this);
        boolean rings = signal.read(() -> {
            if (gone == null && desk.picture().isKnown()) {
                second = new Second(line, beside, unanswered);
            }
            return second != null && second.leg() == beside;
        });
        if (rings) {
            desk.originate(this, beside, line, patience, toWhoJoins, Optional.empty());
        } else {
            unanswered.accept(BridgeOutcome.FAILED);
        }
    }

    @Override
    public void hangUp() {
        desk.leave(this, List.of(new AgiCommand.SetVariable(Desk.DONE, id().value())));
    }

    @Override
    public void sendToFallback() {
        desk.leave(
                this,
                List.of(
                        new AgiCommand.SetVariable(Desk.NEXT, Desk.FALLBACK),
                        new AgiCommand.SetVariable(Desk.DONE, id().value())));
    }

    @Override
    public void onHangup(Consumer<HangupCause> left) {
        HangupCause already = signal.read(() -> {
                    if (gone == null) {
                        hangupListeners.add(left);
                    }
                    return Optional.ofNullable(gone);
                })
                .orElse(null);
        if (already != null) {
            left.accept(already);
        }
    }

    /// Says the last words to the dialplan and closes the session; a caller who is gone hears none.
    void lastWords(List<AgiCommand> words) {
        AgiSession last = awaitSession();
        if (last == null) {
            return;
        }
        for (AgiCommand word : words) {
            if (!(last.send(word) instanceof Success)) {
                LOG.atInfo().addKeyValue("call", id()).log("call.left-unsaid");
                break;
            }
        }
        last.close();
    }

    /// A session of this caller begins; from the event loop.
    void attach(AgiSession begun) {
        signal.change(() -> {
            session = begun;
            music = "";
        });
        begun.whenEnded(() -> forget(begun));
    }

    boolean isInSession() {
        return currentSession() != null;
    }

    /// The caller is gone; from AMI's thread.
    void left(HangupCause cause) {
        List<Consumer<HangupCause>> told = new ArrayList<>();
        signal.change(() -> {
            if (gone == null) {
                gone = cause;
                told.addAll(hangupListeners);
            }
        });
        told.forEach(listener -> listener.accept(cause));
        releaseSecond();
    }

    /// Nobody will go on with the line that rings beside the talk.
    void releaseSecond() {
        takeSecond(_ -> true).ifPresent(rung -> desk.release(rung.leg()));
    }

    /// Somebody was joined who did not hear the notice; from AMI's thread.
    void untold() {
        signal.read(() -> Optional.ofNullable(listener)).ifPresent(AudioListener::noticeNotPlayed);
    }

    /// What whoever is rung for this call hears before they are joined.
    Optional<Prompt> notice() {
        return signal.read(() -> Optional.ofNullable(notice));
    }

    /// The switch's state is known again, or not: whoever waits looks anew.
    void look() {
        signal.change(() -> {});
    }

    /// Something became of a leg of this call; from AMI's thread.
    void tell(String legId, Consumer<Leg> news) {
        signal.change(() -> {
            if (leg != null && leg.id().equals(legId)) {
                news.accept(leg);
            } else if (second != null && second.leg().id().equals(legId)) {
                news.accept(second.leg());
            }
        });
        takeSecond(rung -> rung.leg().outcome() != null && !rung.leg().isJoined())
                .ifPresent(rung -> {
                    desk.release(rung.leg());
                    rung.unanswered().accept(Objects.requireNonNull(rung.leg().outcome()));
                });
    }

    private Optional<Second> takeSecond(Predicate<Second> wanted) {
        return signal.read(() -> {
            Optional<Second> taken = Optional.ofNullable(second).filter(wanted);
            second = taken.isPresent() ? null : second;
            return taken;
        });
    }

    /// The line that rings beside the talk, if it is this one: it is waited for from here on.
    private Optional<Leg> secondOf(Line line) {
        return signal.read(() -> {
            if (second == null || !second.line().equals(line)) {
                return Optional.empty();
            }
            leg = second.leg();
            second = null;
            return Optional.of(leg);
        });
    }

    void rings(Leg ringing) {
        signal.change(() -> leg = ringing);
    }

    /// The legs this call has.
    List<Leg> legs() {
        return signal.read(() -> Stream.concat(
                        Stream.ofNullable(leg), Stream.ofNullable(second).map(Second::leg))
                .toList());
    }

    /// Waits until the switch can be asked to ring somebody.
    private boolean awaitPicture() throws CallEnded {
        signal.await(() -> gone != null || desk.picture().isKnown(), ON_THE_WAY);
        throwIfGone();
        return desk.picture().isKnown();
    }

    private void start(String musicClass) throws CallEnded {
        if (!music.equals(musicClass)) {
            command(new AgiCommand.StartMusicOnHold(musicClass));
            music = musicClass;
        }
    }

    /// Plays music, unless some plays, to the caller while somebody is being rung: behind the ringing, which is
    /// what is waited for. Whoever answers at once ends this session with the command in it: no music is wanted
    /// then.
    private void musicMeanwhile(Leg ringing) {
        signal.await(
                () -> session != null || gone != null || ringing.isJoined() || ringing.outcome() != null, ON_THE_WAY);
        AgiSession current = currentSession();
        if (current != null && music.isEmpty()) {
            switch (current.send(new AgiCommand.StartMusicOnHold(Desk.MUSIC))) {
                case Success _ -> music = Desk.MUSIC;
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> close(current);
                case AgiReply.Refused(int status) ->
                    LOG.atError().addKeyValue("status", status).log("music.refused");
            }
        }
    }

    private @Nullable AgiSession currentSession() {
        return signal.read(() -> Optional.ofNullable(session)).orElse(null);
    }

    private boolean answered(Leg ringing, Duration limit) throws CallEnded {
        boolean told = signal.await(() -> gone != null || ringing.isJoined() || ringing.outcome() != null, limit);
        if (!told) {
            signal.change(() -> ringing.end(BridgeOutcome.NO_ANSWER));
        }
        if (!signal.read(() -> ringing.isJoined() || ringing.outcome() != null)) {
            throwIfGone();
        }
        return signal.read(ringing::isJoined);
    }

    /// Waits until the two have parted. There is no limit but the dialplan's own.
    private BridgeOutcome outcome(Leg ended) {
        signal.await(() -> {
            if (gone != null && ended.outcome() == null) {
                ended.end(gone);
            }
            return ended.outcome() != null;
        });
        return signal.read(() -> Optional.ofNullable(ended.outcome())).orElseThrow();
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
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> close(current);
                case AgiReply.Refused(int status) ->
                    throw new IllegalStateException("agi reply: " + status + " (expected: 200)");
            }
        }
    }

    private AgiSession sessionOrEnd() throws CallEnded {
        AgiSession current = awaitSession();
        if (current == null) {
            throwIfGone();
            throw new CallEnded(HangupCause.SWITCH_LOST);
        }
        return current;
    }

    private @Nullable AgiSession awaitSession() {
        signal.await(() -> session != null || gone != null, ON_THE_WAY);
        return signal.read(() -> Optional.ofNullable(gone == null ? session : null))
                .orElse(null);
    }

    /// A command that failed: because the caller is leaving the session, or because it could not be done.
    private boolean endsSoon(AgiSession current) {
        return signal.await(() -> session != current || gone != null, LEAVING);
    }

    private void close(AgiSession ended) {
        ended.close();
        forget(ended);
    }

    private void forget(AgiSession ended) {
        signal.change(() -> {
            if (session == ended) {
                session = null;
            }
        });
    }

    private void throwIfGone() throws CallEnded {
        throwIf(_ -> true);
    }

    private void throwIf(Predicate<HangupCause> ends) throws CallEnded {
        HangupCause cause = signal.read(() -> Optional.ofNullable(gone)).orElse(null);
        if (cause != null && ends.test(cause)) {
            throw new CallEnded(cause);
        }
    }
}
