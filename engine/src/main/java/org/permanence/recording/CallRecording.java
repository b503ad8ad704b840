package org.permanence.recording;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;
import org.permanence.recording.CallRecordingTransitions.Event;
import org.permanence.recording.CallRecordingTransitions.State;

/// The recording of one call. Without a notice nothing is recorded; an objection discards everything.
///
/// The call's flow reports the steps of the call, in this order. Keys and the assistant's requests come from other
/// threads.
///
/// ```java
/// recording.playNotice(call, prompts.recordingNotice());
/// recording.tapConversation(call);
/// call.bridge(line, ringTimeout, () -> recording.connected(assistant));
/// ```
///
/// [CallRecordingTransitions] has the states. An event that the table does not have in the current state has no
/// effect.
public final class CallRecording {

    /// The key by which the caller objects.
    static final char OBJECTION_KEY = '9';

    /// Whether this call may be recorded, and what starts the recording.
    enum RecordingMode {
        NEVER,
        /// The assistant starts it.
        ON_DEMAND,
        /// It starts when the caller and the assistant are connected.
        AUTOMATIC
    }

    /// What a call's recording needs from its owner, [ActiveRecordings].
    interface Owner {

        /// Creates the pipeline of this recording.
        RecordingPipeline createPipeline();

        /// Discards what earlier engines recorded of the call.
        void discardEarlierSegments();

        /// The flow of the call has ended: the caller's keys no longer concern the recording.
        void flowEnded();
    }

    private final RecordingMode mode;
    private final Practice practice;
    private final CallEventLog events;
    private final Owner owner;

    // Guarded by this, like the two below.
    private State state;

    // The pipeline is present from the request for the tap on, the tap once the switch delivers audio.
    private @Nullable RecordingPipeline pipeline;
    private @Nullable AudioTap tap;

    // The assistant who is connected to the caller now. Guarded by this.
    private @Nullable Login assistant;

    CallRecording(
            RecordingMode mode, Practice practice, CallEventLog events, Optional<Consent> earlierConsent, Owner owner) {
        this.mode = mode;
        this.practice = practice;
        this.events = events;
        this.state = initialState(mode, earlierConsent);
        this.owner = owner;
    }

    /// A call that is never recorded, whatever its practice's rules say.
    static CallRecording never(Practice practice, CallEventLog events, Optional<Consent> earlierConsent) {
        var noOwner = new Owner() {
            @Override
            public RecordingPipeline createPipeline() {
                throw new IllegalStateException("recording: pipeline requested (expected: never in this mode)");
            }

            @Override
            public void discardEarlierSegments() {}

            @Override
            public void flowEnded() {}
        };
        return new CallRecording(RecordingMode.NEVER, practice, events, earlierConsent, noOwner);
    }

    private static State initialState(RecordingMode mode, Optional<Consent> earlierConsent) {
        if (earlierConsent.isEmpty()) {
            return mode == RecordingMode.NEVER ? State.NOT_RECORDED : State.NOT_NOTIFIED;
        }
        return switch (earlierConsent.get()) {
            case NOTIFIED -> mode == RecordingMode.NEVER ? State.NOTIFIED_EARLIER : State.NOTIFIED;
            case OBJECTED -> State.OBJECTED;
        };
    }

    /// Plays the recording notice to the caller, unless the call is not recorded or the caller has heard it.
    ///
    /// @param notice in the caller's language
    public void playNotice(Call call, Prompt notice) throws CallEnded {
        if (isPossible(Event.NOTICE_PLAYED) && call.play(notice)) {
            noticePlayed();
        }
    }

    private synchronized void noticePlayed() {
        if (take(Event.NOTICE_PLAYED)) { // Otherwise the caller objected during the notice.
            events.record(CallEvent.RECORDING_NOTIFIED);
        }
    }

    /// Asks the switch for the audio of both sides, before a line rings. Does nothing unless the caller has heard
    /// the notice and has not objected.
    public void tapConversation(Call call) throws CallEnded {
        if (!take(Event.TAP_REQUESTED)) {
            return;
        }
        RecordingPipeline created = owner.createPipeline();
        synchronized (this) {
            pipeline = created;
        }
        tapStarted(call.tapConversation(created, practice.prompts().recordedNotice()));
    }

    private void tapStarted(AudioTap started) {
        boolean hasObjected;
        synchronized (this) {
            tap = started;
            hasObjected = !take(Event.TAP_STARTED);
        }
        if (hasObjected) {
            stop(RecordingPipeline::discard);
        }
    }

    /// The caller and the assistant are connected.
    public synchronized void connected(Login login) {
        assistant = login;
        if (take(Event.ASSISTANT_CONNECTED)) {
            requirePipeline().assistantConnected(login);
            if (mode == RecordingMode.AUTOMATIC) {
                requirePipeline().start(); // It stays paused if an assistant paused it.
            }
        }
    }

    /// The assistant has left the call. They can no longer pause or resume its recording.
    public synchronized void assistantDisconnected() {
        assistant = null;
    }

    /// A line of the practice rings as a transfer target. The recording pauses, because the target has heard no
    /// notice when they start to speak. The practice's rules can let it go on instead.
    ///
    /// @return the notice for the transfer target, if the recording goes on
    public synchronized Optional<Prompt> transferStarted() {
        if (practice.recordings().afterTransfer()) {
            return state == State.TAPPED ? Optional.of(practice.prompts().recordedNotice()) : Optional.empty();
        }
        if (isPossible(Event.TRANSFER_STARTED)) {
            boolean wasRunning = requirePipeline().pause();
            take(wasRunning ? Event.TRANSFER_PAUSED_RECORDING : Event.TRANSFER_STARTED);
        }
        return Optional.empty();
    }

    /// The transfer target did not answer. The recording goes on, if the transfer paused it.
    public synchronized void transferReturned() {
        boolean wasPausedByTransfer = state == State.TRANSFERRING;
        if (take(Event.TRANSFER_RETURNED) && wasPausedByTransfer) {
            requirePipeline().resume();
        }
    }

    /// The caller is connected to the transfer target. The recording ends, unless the practice's rules let it go
    /// on.
    public void transferCompleted() {
        if (!practice.recordings().afterTransfer() && take(Event.TRANSFER_COMPLETED)) {
            stop(RecordingPipeline::ended);
        }
    }

    /// Takes over a call after an engine restart. `created` already receives its audio.
    ///
    /// @param connected the assistant in the conversation; empty if it is not known
    void resumeWith(RecordingPipeline created, AudioTap runningTap, Optional<Login> connected) {
        synchronized (this) {
            take(Event.TAP_REQUESTED);
            pipeline = created;
            assistant = connected.orElse(null);
        }
        tapStarted(runningTap);
    }

    /// The flow of the call has ended. Audio is still recorded until the switch ends it.
    public void flowEnded() {
        synchronized (this) {
            take(Event.FLOW_ENDED);
            if (pipeline != null && tap == null) {
                pipeline.ended(); // The caller hung up while the tap started, so the switch does not end it.
            }
        }
        owner.flowEnded();
    }

    /// Handles a key that the caller pressed.
    void keyPressed(char key) {
        if (key == OBJECTION_KEY && take(Event.OBJECTION)) {
            stop(RecordingPipeline::discard);
            events.record(CallEvent.RECORDING_OBJECTED);
            owner.discardEarlierSegments();
        }
    }

    /// Starts a recording on demand, or ends a pause, at the request of the assistant in the call.
    ///
    /// @return false if there is nothing to record, or `login` is not connected to the caller
    synchronized boolean resume(Login login) {
        boolean isAccepted = login.equals(assistant) && take(Event.RESUME_REQUESTED);
        if (isAccepted) {
            requirePipeline().resume();
        }
        return isAccepted;
    }

    /// Pauses the recording at the request of the assistant in the call. Silence of the same length takes the place
    /// of the audio.
    ///
    /// @return false if there is nothing to pause, or `login` is not connected to the caller
    synchronized boolean pause(Login login) {
        boolean isAccepted = login.equals(assistant) && take(Event.PAUSE_REQUESTED);
        if (isAccepted) {
            requirePipeline().pause();
        }
        return isAccepted;
    }

    private void stop(Consumer<RecordingPipeline> ending) {
        RecordingPipeline current;
        AudioTap currentTap;
        synchronized (this) {
            current = pipeline;
            currentTap = tap;
        }
        if (current != null) {
            ending.accept(current);
        }
        if (currentTap != null) {
            currentTap.end();
        }
    }

    private synchronized boolean isPossible(Event event) {
        return CallRecordingTransitions.after(state, event).isPresent();
    }

    /// Moves to the next state.
    ///
    /// @return false if the table has no row for it
    private synchronized boolean take(Event event) {
        Optional<State> next = CallRecordingTransitions.after(state, event);
        next.ifPresent(to -> state = to);
        return next.isPresent();
    }

    private RecordingPipeline requirePipeline() {
        return Objects.requireNonNull(pipeline, "pipeline: none (expected: one in a tapped state)");
    }
}
