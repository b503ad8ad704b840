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
import org.permanence.adapter.audio.AudioPipeException;
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
    private static final Duration SESSION_WAIT_LIMIT = Duration.ofSeconds(15);

    /// How long a session lives on after a command that failed because the caller is leaving.
    private static final Duration LEAVING_WAIT = Duration.ofSeconds(1);

    /// A line that rings beside a talk.
    private record TransferLeg(Line line, Leg leg, Consumer<BridgeOutcome> onUnanswered) {}

    private final CallStart callStart;
    private final SwitchContext context;
    private final GuardedState state;
    private final List<Consumer<HangupCause>> hangupListeners = new ArrayList<>();

    private @Nullable AgiSession session;
    private @Nullable HangupCause hangupCause;
    private @Nullable Leg leg;
    private @Nullable TransferLeg transferLeg;
    private @Nullable AudioListener listener;
    private @Nullable Prompt notice;

    /// The music class that plays, empty for none. The flow's own, but for a new session, which has none.
    private volatile String music = "";

    AsteriskCall(CallStart callStart, SwitchContext context) {
        this.callStart = callStart;
        this.context = context;
        this.state = new GuardedState(context.clock());
    }

    @Override
    public CallId id() {
        return callStart.call();
    }

    @Override
    public PhoneNumber did() {
        return callStart.did();
    }

    @Override
    public Optional<PhoneNumber> caller() {
        return callStart.callerNumber();
    }

    @Override
    public boolean isResumed() {
        return callStart.isResumed();
    }

    ChannelName channel() {
        return callStart.channel();
    }

    @Override
    public void answer() throws CallEnded {
        send(new AgiCommand.Answer());
    }

    @Override
    public boolean play(Prompt prompt) throws CallEnded {
        music = "";
        boolean played = !send(new AgiCommand.StreamFile(context.promptFiles().path(prompt), ""))
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
            answer = ask(prompt, prompts.hasNext() ? SwitchContext.PAUSE_BETWEEN_PROMPTS : question.inputTimeout());
        }
        return answer;
    }

    private Answer ask(Prompt prompt, Duration inputTimeout) throws CallEnded {
        String path = context.promptFiles().path(prompt);
        Duration limit = inputTimeout.toMillis() < 1 ? Duration.ofMillis(1) : inputTimeout;
        Success reply = send(new AgiCommand.GetData(path, limit));
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
        startMusic(prompt.name());
    }

    @Override
    public void holdMusic() throws CallEnded {
        startMusic(SwitchContext.HOLD_MUSIC_CLASS);
        surviveEngineLoss();
    }

    @Override
    public void surviveEngineLoss() throws CallEnded {
        send(new AgiCommand.SetVariable(SwitchContext.HELD_VARIABLE, "1"));
    }

    @Override
    public AudioTap tapConversation(AudioListener tapListener, Prompt joinNotice) throws CallEnded {
        if (startTap(tapListener, () -> context.audioTaps().tapConversation(id(), tapListener))) {
            state.change(() -> {
                listener = tapListener;
                notice = joinNotice;
            });
        }
        return this::endTap;
    }

    @Override
    public AudioTap tapCaller(AudioListener tapListener) throws CallEnded {
        var _ = startTap(tapListener, () -> context.audioTaps().tapCaller(id(), tapListener));
        return () -> context.audioTaps().drain(id());
    }

    private boolean startTap(AudioListener tapListener, Supplier<Optional<AgiCommand>> startCommand) throws CallEnded {
        boolean aborted = true;
        try {
            Optional<AgiCommand> initial = startCommand.get();
            boolean refused = initial.isPresent() && send(initial.get()).failed();
            if (refused) {
                LOG.atError().log("listening.refused");
                context.audioTaps().stop(id());
            }
            aborted = false;
            return !refused;
        } catch (AudioPipeException fault) {
            LOG.atError().setCause(fault).log("listening.refused");
            tapListener.ended();
            aborted = false;
            return false;
        } finally {
            if (aborted) {
                context.audioTaps().callEnded(id()); // Perhaps before there was a pipe: nobody else will take it away.
            }
        }
    }

    @Override
    public FaxTones countFaxTones() throws CallEnded {
        return CountedFaxTones.start(this::send);
    }

    private void endTap() {
        state.change(() -> {
            listener = null;
            notice = null;
        });
        context.audioTaps().stop(id());
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration ringTimeout, Optional<Prompt> question, Runnable onConnected)
            throws CallEnded {
        if (!awaitChannelTable()) {
            return BridgeOutcome.FAILED;
        }
        Leg ringing = transferLegOf(line).orElseGet(() -> context.ring(this, line, ringTimeout, question));
        Duration acceptance = question.isPresent() ? ACCEPT_TIMEOUT : Duration.ZERO;
        try {
            playMusicWhileRinging(ringing);
            if (awaitAnswer(ringing, ringTimeout.plus(acceptance).plus(SwitchContext.ANSWER_GRACE))) {
                music = ""; // It stopped when they were joined.
                context.surviveEngineLoss(id());
                onConnected.run();
            }
            BridgeOutcome outcome = awaitOutcome(ringing);
            // Nobody hung up: a talk that a dead switch cut has not ended as talks do.
            throwIf(cause -> cause == HangupCause.SWITCH_LOST);
            return outcome;
        } finally {
            context.release(ringing);
        }
    }

    @Override
    public void ringTransferTarget(
            Line line, Duration ringTimeout, Optional<Prompt> joinNotice, Consumer<BridgeOutcome> onUnanswered) {
        Leg beside = context.newLeg(this);
        boolean rings = state.read(() -> {
            if (hangupCause == null && context.channelTable().isKnown()) {
                transferLeg = new TransferLeg(line, beside, onUnanswered);
            }
            return transferLeg != null && transferLeg.leg() == beside;
        });
        if (rings) {
            context.originate(this, beside, line, ringTimeout, joinNotice, Optional.empty());
        } else {
            onUnanswered.accept(BridgeOutcome.FAILED);
        }
    }

    @Override
    public void hangUp() {
        context.endCall(this, List.of(new AgiCommand.SetVariable(SwitchContext.DONE_VARIABLE, id().value())));
    }

    @Override
    public void sendToFallback() {
        context.endCall(
                this,
                List.of(
                        new AgiCommand.SetVariable(SwitchContext.NEXT_VARIABLE, SwitchContext.FALLBACK),
                        new AgiCommand.SetVariable(SwitchContext.DONE_VARIABLE, id().value())));
    }

    @Override
    public void onHangup(Consumer<HangupCause> listener) {
        HangupCause knownCause = state.read(() -> {
                    if (hangupCause == null) {
                        hangupListeners.add(listener);
                    }
                    return Optional.ofNullable(hangupCause);
                })
                .orElse(null);
        if (knownCause != null) {
            listener.accept(knownCause);
        }
    }

    /// Says the last words to the dialplan and closes the session; a caller who is gone hears none.
    void finishSession(List<AgiCommand> lastCommands) {
        AgiSession lastSession = awaitSession();
        if (lastSession == null) {
            return;
        }
        for (AgiCommand lastCommand : lastCommands) {
            if (!(lastSession.send(lastCommand) instanceof Success)) {
                LOG.atInfo().addKeyValue("call", id()).log("call.left-unsaid");
                break;
            }
        }
        lastSession.close();
    }

    /// A session of this caller begins; from the event loop.
    void attach(AgiSession started) {
        state.change(() -> {
            session = started;
            music = "";
        });
        started.onEnd(() -> detach(started));
    }

    boolean hasSession() {
        return currentSession() != null;
    }

    /// The caller is gone; from AMI's thread.
    void hungUp(HangupCause cause) {
        List<Consumer<HangupCause>> listeners = new ArrayList<>();
        state.change(() -> {
            if (hangupCause == null) {
                hangupCause = cause;
                listeners.addAll(hangupListeners);
            }
        });
        listeners.forEach(listener -> listener.accept(cause));
        releaseTransferLeg();
    }

    /// Nobody will go on with the line that rings beside the talk.
    void releaseTransferLeg() {
        takeTransferLeg(_ -> true).ifPresent(transfer -> context.release(transfer.leg()));
    }

    /// Somebody was joined who did not hear the notice; from AMI's thread.
    void noticeNotPlayed() {
        state.read(() -> Optional.ofNullable(listener)).ifPresent(AudioListener::noticeNotPlayed);
    }

    /// What whoever is rung for this call hears before they are joined.
    Optional<Prompt> notice() {
        return state.read(() -> Optional.ofNullable(notice));
    }

    /// The switch's state is known again, or not: whoever waits looks anew.
    void recheck() {
        state.change(() -> {});
    }

    /// Something became of a leg of this call; from AMI's thread.
    void updateLeg(String legId, Consumer<Leg> update) {
        state.change(() -> {
            if (leg != null && leg.id().equals(legId)) {
                update.accept(leg);
            } else if (transferLeg != null && transferLeg.leg().id().equals(legId)) {
                update.accept(transferLeg.leg());
            }
        });
        takeTransferLeg(transfer ->
                        transfer.leg().outcome() != null && !transfer.leg().isJoined())
                .ifPresent(transfer -> {
                    context.release(transfer.leg());
                    transfer.onUnanswered()
                            .accept(Objects.requireNonNull(transfer.leg().outcome()));
                });
    }

    private Optional<TransferLeg> takeTransferLeg(Predicate<TransferLeg> condition) {
        return state.read(() -> {
            Optional<TransferLeg> taken = Optional.ofNullable(transferLeg).filter(condition);
            transferLeg = taken.isPresent() ? null : transferLeg;
            return taken;
        });
    }

    /// The line that rings beside the talk, if it is this one: it is waited for from here on.
    private Optional<Leg> transferLegOf(Line line) {
        return state.read(() -> {
            if (transferLeg == null || !transferLeg.line().equals(line)) {
                return Optional.empty();
            }
            leg = transferLeg.leg();
            transferLeg = null;
            return Optional.of(leg);
        });
    }

    void startRinging(Leg ringing) {
        state.change(() -> leg = ringing);
    }

    /// The legs this call has.
    List<Leg> legs() {
        return state.read(() -> Stream.concat(
                        Stream.ofNullable(leg), Stream.ofNullable(transferLeg).map(TransferLeg::leg))
                .toList());
    }

    /// Waits until the switch can be asked to ring somebody.
    private boolean awaitChannelTable() throws CallEnded {
        state.await(() -> hangupCause != null || context.channelTable().isKnown(), SESSION_WAIT_LIMIT);
        throwIfHungUp();
        return context.channelTable().isKnown();
    }

    private void startMusic(String musicClass) throws CallEnded {
        if (!music.equals(musicClass)) {
            send(new AgiCommand.StartMusicOnHold(musicClass));
            music = musicClass;
        }
    }

    /// Plays music, unless some plays, to the caller while somebody is being rung: behind the ringing, which is
    /// what is waited for. Whoever answers at once ends this session with the command in it: no music is wanted
    /// then.
    private void playMusicWhileRinging(Leg ringing) {
        state.await(
                () -> session != null || hangupCause != null || ringing.isJoined() || ringing.outcome() != null,
                SESSION_WAIT_LIMIT);
        AgiSession current = currentSession();
        if (current != null && music.isEmpty()) {
            switch (current.send(new AgiCommand.StartMusicOnHold(SwitchContext.HOLD_MUSIC_CLASS))) {
                case Success _ -> music = SwitchContext.HOLD_MUSIC_CLASS;
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> close(current);
                case AgiReply.Refused(int status) ->
                    LOG.atError().addKeyValue("status", status).log("music.refused");
            }
        }
    }

    private @Nullable AgiSession currentSession() {
        return state.read(() -> Optional.ofNullable(session)).orElse(null);
    }

    private boolean awaitAnswer(Leg ringing, Duration limit) throws CallEnded {
        boolean decided =
                state.await(() -> hangupCause != null || ringing.isJoined() || ringing.outcome() != null, limit);
        if (!decided) {
            state.change(() -> ringing.end(BridgeOutcome.NO_ANSWER));
        }
        if (!state.read(() -> ringing.isJoined() || ringing.outcome() != null)) {
            throwIfHungUp();
        }
        return state.read(ringing::isJoined);
    }

    /// Waits until the two have parted. There is no limit but the dialplan's own.
    private BridgeOutcome awaitOutcome(Leg ended) {
        state.await(() -> {
            if (hangupCause != null && ended.outcome() == null) {
                ended.end(hangupCause);
            }
            return ended.outcome() != null;
        });
        return state.read(() -> Optional.ofNullable(ended.outcome())).orElseThrow();
    }

    private Success send(AgiCommand command) throws CallEnded {
        while (true) {
            AgiSession current = requireSession();
            switch (current.send(command)) {
                case Success success -> {
                    if (!success.failed() || !isSessionEnding(current)) {
                        return success;
                    }
                }
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> close(current);
                case AgiReply.Refused(int status) ->
                    throw new IllegalStateException("agi reply: " + status + " (expected: 200)");
            }
        }
    }

    private AgiSession requireSession() throws CallEnded {
        AgiSession current = awaitSession();
        if (current == null) {
            throwIfHungUp();
            throw new CallEnded(HangupCause.SWITCH_LOST);
        }
        return current;
    }

    private @Nullable AgiSession awaitSession() {
        state.await(() -> session != null || hangupCause != null, SESSION_WAIT_LIMIT);
        return state.read(() -> Optional.ofNullable(hangupCause == null ? session : null))
                .orElse(null);
    }

    /// A command that failed: because the caller is leaving the session, or because it could not be done.
    private boolean isSessionEnding(AgiSession current) {
        return state.await(() -> session != current || hangupCause != null, LEAVING_WAIT);
    }

    private void close(AgiSession ended) {
        ended.close();
        detach(ended);
    }

    private void detach(AgiSession ended) {
        state.change(() -> {
            if (session == ended) {
                session = null;
            }
        });
    }

    private void throwIfHungUp() throws CallEnded {
        throwIf(_ -> true);
    }

    private void throwIf(Predicate<HangupCause> ends) throws CallEnded {
        HangupCause cause = state.read(() -> Optional.ofNullable(hangupCause)).orElse(null);
        if (cause != null && ends.test(cause)) {
            throw new CallEnded(cause);
        }
    }
}
