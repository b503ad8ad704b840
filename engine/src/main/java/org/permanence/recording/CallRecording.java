package org.permanence.recording;

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

/// Whether one call is recorded, and how far: no notice, no recording; an objection, and nothing is left. Its flow
/// tells it the way of the call; keys and the assistant's wishes come from other threads.
///
/// ```java
/// recording.announce(call, prompts.recordingNotice());
/// recording.listen(call);
/// call.bridge(line, patience, () -> recording.joined(assistant));
/// ```
public final class CallRecording {

    /// The key that objects.
    static final char OBJECTION_KEY = '9';

    /// Whether this call may be recorded at all, and who begins it.
    enum RecordingMode {
        NEVER,
        ON_DEMAND,
        AUTOMATIC
    }

    private final RecordingMode mode;
    private final Practice practice;
    private final CallEventLog events;
    private final PipelineFactory pipelines;
    private final Runnable onFinished;

    private @Nullable Consent consent;
    private @Nullable RecordingPipeline pipeline;
    private @Nullable AudioTap tap;
    private boolean transferStarted;
    private boolean pausedForTransfer;

    CallRecording(
            RecordingMode mode,
            Practice practice,
            CallEventLog events,
            Optional<Consent> earlierConsent,
            PipelineFactory pipelines,
            Runnable onFinished) {
        this.mode = mode;
        this.practice = practice;
        this.events = events;
        this.consent = earlierConsent.orElse(null);
        this.pipelines = pipelines;
        this.onFinished = onFinished;
    }

    /// Of a call that is not recorded, whatever its practice says.
    static CallRecording never(Practice practice, CallEventLog events, Optional<Consent> earlierConsent) {
        PipelineFactory noPipelines = new PipelineFactory() {
            @Override
            public RecordingPipeline create() {
                throw new IllegalStateException("tape: asked for (expected: never)");
            }

            @Override
            public void discardEarlierSegments() {}
        };
        return new CallRecording(RecordingMode.NEVER, practice, events, earlierConsent, noPipelines, () -> {});
    }

    /// Makes the tape of this call's recording.
    interface PipelineFactory {
        RecordingPipeline create();

        /// What engines before this one kept of the call goes.
        void discardEarlierSegments();
    }

    /// Says to the caller that the call may be recorded, where it may and they have not heard it.
    ///
    /// @param notice in the caller's language; whoever joins hears the practice's
    public void playNotice(Call call, Prompt notice) throws CallEnded {
        if (mode == RecordingMode.NEVER || consent().isPresent()) {
            return;
        }
        if (call.play(notice)) {
            synchronized (this) {
                if (consent == null) { // Else they objected while they heard it.
                    consent = Consent.NOTIFIED;
                    events.record(CallEvent.RECORDING_NOTIFIED);
                }
            }
        }
    }

    /// Before a line is rung: from here on both sides can be heard, if the caller was told and has not objected.
    public void tapConversation(Call call) throws CallEnded {
        if (mode == RecordingMode.NEVER || !consent().equals(Optional.of(Consent.NOTIFIED)) || hasPipeline()) {
            return;
        }
        RecordingPipeline created = pipelines.create();
        synchronized (this) {
            pipeline = created;
        }
        AudioTap newTap = call.tapConversation(created, practice.prompts().recordedNotice());
        boolean hasObjected;
        synchronized (this) {
            tap = newTap;
            hasObjected = consent == Consent.OBJECTED;
        }
        if (hasObjected) {
            stopPipeline(RecordingPipeline::discard);
        }
    }

    /// The caller and the assistant hear each other.
    public synchronized void connected(Login assistant) {
        if (pipeline != null) {
            pipeline.assistantConnected(assistant);
            if (mode == RecordingMode.AUTOMATIC) {
                pipeline.start(); // A pause holds, whoever the caller is handed to.
            }
        }
    }

    /// A line of the practice rings for the caller, who is to be handed over: unless the practice says otherwise
    /// nothing is kept from here on, for whoever answers talks at once.
    ///
    /// @return what they hear first, where it goes on
    public synchronized Optional<Prompt> transferStarted() {
        if (pipeline == null || consent != Consent.NOTIFIED) {
            return Optional.empty();
        }
        if (practice.recordings().afterTransfer()) {
            return Optional.of(practice.prompts().recordedNotice());
        }
        transferStarted = true;
        pausedForTransfer = pipeline.pause();
        return Optional.empty();
    }

    /// The line did not answer: what is said with an assistant is kept as before.
    public synchronized void transferReturned() {
        if (pipeline != null && pausedForTransfer) {
            pipeline.resume();
        }
        transferStarted = false;
        pausedForTransfer = false;
    }

    /// The caller talks with whom they were handed to: unless the practice says otherwise the recording is over.
    public void transferCompleted() {
        if (!practice.recordings().afterTransfer()) {
            stopPipeline(RecordingPipeline::ended);
        }
    }

    /// Goes on with a call whose engine died: it is being said into `made` already.
    synchronized void resumeWith(RecordingPipeline created, AudioTap runningTap) {
        pipeline = created;
        tap = runningTap;
    }

    /// The flow of the call is over. What is still said is heard until the switch ends it.
    public void flowEnded() {
        synchronized (this) {
            if (pipeline != null && tap == null) {
                pipeline.ended(); // The caller left as the listening began: nobody else will end it.
            }
        }
        onFinished.run();
    }

    /// The caller pressed a key.
    void keyPressed(char key) {
        if (key == OBJECTION_KEY
                && (mode != RecordingMode.NEVER || consent().isPresent())) { // Who was told may object.
            callerObjected();
        }
    }

    /// The caller does not want to be recorded: nothing is kept from here on, and what was kept goes.
    void callerObjected() {
        synchronized (this) {
            if (consent == Consent.OBJECTED) {
                return;
            }
            consent = Consent.OBJECTED;
        }
        stopPipeline(RecordingPipeline::discard);
        events.record(CallEvent.RECORDING_OBJECTED);
        pipelines.discardEarlierSegments();
    }

    /// The assistant asks for it: begins what is recorded on demand, or goes on after a pause.
    ///
    /// @return whether there is something to begin
    synchronized boolean resume() {
        if (pipeline == null || consent != Consent.NOTIFIED || transferStarted) {
            return false;
        }
        pipeline.resume();
        return true;
    }

    /// The assistant asks for a pause: a stretch of silence is in its place.
    ///
    /// @return whether there is something to pause
    synchronized boolean pause() {
        if (pipeline == null || consent != Consent.NOTIFIED) {
            return false;
        }
        pipeline.pause();
        return true;
    }

    private void stopPipeline(Consumer<RecordingPipeline> ending) {
        RecordingPipeline current;
        AudioTap newTap;
        synchronized (this) {
            current = pipeline;
            newTap = tap;
        }
        if (current != null) {
            ending.accept(current);
        }
        if (newTap != null) {
            newTap.end();
        }
    }

    private synchronized Optional<Consent> consent() {
        return Optional.ofNullable(consent);
    }

    private synchronized boolean hasPipeline() {
        return pipeline != null;
    }
}
