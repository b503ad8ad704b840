package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.call.Answer;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.FaxTones;
import org.permanence.call.FlowName;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.privacy.PhoneNumber;

/// One caller's channel, as a flow sees it: its sessions ([CallSessions]), its audio ([CallAudio]), and the legs
/// that it rings or is connected to. One lock ([GuardedState]) guards all of a call's state.
final class AsteriskCall implements Call, LiveCall {

    /// How long beyond the ring timeout Asterisk may take to report that a line did not answer.
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(3);

    private final CallStart start;
    private final SwitchContext context;
    private final GuardedState state;
    private final CallSessions sessions;
    private final CallAudio audio;
    private final TransferLeg transfer;

    /// The leg that the flow's thread rings or is connected to; after its end, the last such leg.
    private @Nullable Leg leg;

    AsteriskCall(CallStart start, SwitchContext context) {
        this.start = start;
        this.context = context;
        this.state = new GuardedState(context.clock());
        this.sessions = new CallSessions(start.call(), state);
        this.audio = new CallAudio(start.call(), context, sessions, state);
        this.transfer = new TransferLeg(state);
    }

    @Override
    public CallId id() {
        return start.call();
    }

    @Override
    public CallStart start() {
        return start;
    }

    @Override
    public FlowName flowName() {
        return start.flowName();
    }

    @Override
    public PhoneNumber did() {
        return start.did();
    }

    @Override
    public Optional<PhoneNumber> caller() {
        return start.callerNumber();
    }

    @Override
    public boolean isCallerAsserted() {
        return start.isCallerAsserted();
    }

    @Override
    public boolean isResumed() {
        return start.isResumed();
    }

    @Override
    public void answer() throws CallEnded {
        sessions.send(new AgiCommand.Answer());
    }

    @Override
    public boolean play(Prompt prompt) throws CallEnded {
        return audio.play(prompt);
    }

    @Override
    public Answer playUntilKey(Prompt prompt) throws CallEnded {
        return audio.playUntilKey(prompt);
    }

    @Override
    public Answer ask(Question question) throws CallEnded {
        return audio.ask(question);
    }

    @Override
    public void announce(Prompt prompt) throws CallEnded {
        audio.startMusic(prompt.name());
    }

    @Override
    public void holdMusic() throws CallEnded {
        audio.startMusic(DialplanNames.HOLD_MUSIC_CLASS);
        surviveEngineLoss();
    }

    @Override
    public void surviveEngineLoss() throws CallEnded {
        sessions.send(new AgiCommand.SetVariable(DialplanNames.SURVIVES_VARIABLE, "1"));
    }

    @Override
    public AudioTap tapConversation(AudioListener listener, Prompt joinNotice) throws CallEnded {
        return audio.tapConversation(listener, joinNotice);
    }

    @Override
    public AudioTap tapCaller(AudioListener listener) throws CallEnded {
        return audio.tapCaller(listener);
    }

    @Override
    public FaxTones countFaxTones() throws CallEnded {
        return CountedFaxTones.start(sessions::send);
    }

    @Override
    public BridgeOutcome bridge(Line line, Duration ringTimeout, Optional<Prompt> question, Runnable onConnected)
            throws CallEnded {
        if (!awaitChannelTable()) {
            return BridgeOutcome.FAILED;
        }
        Leg ringing = takeOverTransfer(line).orElseGet(() -> ring(line, ringTimeout, question));
        Duration acceptance = question.isPresent() ? ACCEPT_TIMEOUT : Duration.ZERO;
        try {
            audio.playHoldMusicWhileRinging(() -> isDecided(ringing));
            if (awaitAnswer(ringing, ringTimeout.plus(acceptance).plus(ANSWER_GRACE))) {
                audio.musicStopped();
                context.surviveEngineLoss(id());
                onConnected.run();
            }
            BridgeOutcome outcome = awaitOutcome(ringing);
            // A conversation cut off by a dead switch has not ended normally: no party hung up.
            sessions.throwIfHungUp(cause -> cause == HangupCause.SWITCH_LOST);
            return isDropped(ringing) ? BridgeOutcome.DROPPED : outcome;
        } finally {
            context.legDialer().release(ringing);
        }
    }

    @Override
    public void ringTransferTarget(
            Line line, Duration ringTimeout, BeforeBridge heard, Consumer<BridgeOutcome> onUnanswered) {
        Leg target = context.legDialer().newLeg(id(), line);
        boolean rings = state.read(() -> {
            boolean possible = !sessions.isHungUp() && context.channelTable().isKnown();
            if (possible) {
                transfer.start(new TransferLeg.Ringing(line, target, onUnanswered));
            }
            return possible;
        });
        if (rings) {
            var request = new LegDialer.Request(line, ringTimeout, heard);
            context.legDialer().ring(this, target, request);
        } else {
            onUnanswered.accept(BridgeOutcome.FAILED);
        }
    }

    @Override
    public void hangUp() {
        end(List.of(new AgiCommand.SetVariable(DialplanNames.DONE_VARIABLE, id().value())));
    }

    @Override
    public void sendToFallback() {
        end(List.of(
                new AgiCommand.SetVariable(DialplanNames.NEXT_VARIABLE, DialplanNames.FALLBACK),
                new AgiCommand.SetVariable(DialplanNames.DONE_VARIABLE, id().value())));
    }

    private void end(List<AgiCommand> lastCommands) {
        sessions.finish(lastCommands);
        releaseTransferLeg();
        context.liveCalls().remove(this);
    }

    @Override
    public void onHangup(Consumer<HangupCause> listener) {
        sessions.onHangup(listener);
    }

    @Override
    public void attach(AgiSession started) {
        sessions.attach(started, audio::musicStopped);
    }

    @Override
    public boolean hasSession() {
        return sessions.current().isPresent();
    }

    @Override
    public void hungUp(HangupCause cause) {
        sessions.hungUp(cause);
        releaseTransferLeg();
    }

    @Override
    public void noticeNotPlayed() {
        audio.noticeNotPlayed();
    }

    @Override
    public void recheck() {
        state.change(() -> {});
    }

    @Override
    public void updateLeg(String legId, Consumer<Leg> update) {
        state.change(() -> currentLegs()
                .filter(current -> current.id().equals(legId))
                .findFirst()
                .ifPresent(update));
        transfer.takeUnanswered().ifPresent(unanswered -> {
            context.legDialer().release(unanswered.leg());
            unanswered.reportUnanswered();
        });
    }

    @Override
    public List<Leg> legs() {
        return state.read(() -> currentLegs().toList());
    }

    private Stream<Leg> currentLegs() {
        return Stream.concat(Stream.ofNullable(leg), transfer.leg().stream());
    }

    private void releaseTransferLeg() {
        transfer.take().ifPresent(ringing -> context.legDialer().release(ringing.leg()));
    }

    private Optional<Leg> takeOverTransfer(Line line) {
        return state.read(() -> {
            Optional<Leg> taken = transfer.takeOver(line);
            taken.ifPresent(target -> leg = target);
            return taken;
        });
    }

    /// Rings `line`, unless a previous engine already rang it for this call.
    private Leg ring(Line line, Duration ringTimeout, Optional<Prompt> question) {
        LegDialer dialer = context.legDialer();
        Optional<Leg> found = dialer.findLeg(id(), line);
        Leg ringing = found.orElseGet(() -> dialer.newLeg(id(), line));
        state.change(() -> leg = ringing);
        if (found.isPresent()) {
            dialer.adopt(this, ringing);
        } else {
            dialer.ring(
                    this,
                    ringing,
                    new LegDialer.Request(line, ringTimeout, new BeforeBridge(audio.joinNotice(), question)));
        }
        return ringing;
    }

    /// Waits until the switch can be asked to ring a line.
    private boolean awaitChannelTable() throws CallEnded {
        state.await(() -> sessions.isHungUp() || context.channelTable().isKnown(), CallSessions.WAIT_LIMIT);
        sessions.throwIfHungUp();
        return context.channelTable().isKnown();
    }

    private boolean awaitAnswer(Leg ringing, Duration limit) throws CallEnded {
        boolean decided = state.await(() -> isCallerLeaving() || isDecided(ringing), limit);
        if (!decided) {
            state.change(() -> ringing.end(BridgeOutcome.NO_ANSWER));
        }
        boolean joined = state.read(ringing::isJoined);
        if (!joined && isCallerLeaving()) {
            // A line that answers a caller who has just hung up is cleared, but it is not at fault.
            throw new CallEnded(sessions.awaitHangup());
        }
        return joined;
    }

    /// Whether the caller has hung up; the channel may still be there.
    private boolean isCallerLeaving() {
        return sessions.isHungUp() || context.hungUpParties().contains(id().value());
    }

    /// Whether the line hung up at once, and not because of a transfer.
    private boolean isDropped(Leg ended) {
        return state.read(ended::wasBrief)
                && !isCallerLeaving()
                && transfer.leg().isEmpty();
    }

    private static boolean isDecided(Leg ringing) {
        return ringing.isJoined() || ringing.outcome() != null;
    }

    /// Waits until the conversation has ended. Only the dialplan limits its length.
    private BridgeOutcome awaitOutcome(Leg ending) {
        state.await(() -> {
            sessions.hangupCause().filter(_ -> ending.outcome() == null).ifPresent(ending::end);
            return ending.outcome() != null;
        });
        return state.read(() -> Optional.ofNullable(ending.outcome())).orElseThrow();
    }
}
