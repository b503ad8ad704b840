package org.permanence.message;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.ActiveRecordings;
import org.permanence.recording.MessageRecorder;
import org.permanence.seal.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages that callers of this engine leave, and the rounds after them: who was to read them, and has not.
public final class MessageService implements MessageTaker {

    /// What operations must hear of.
    public interface MessageListener {

        /// A practice has a new message.
        void onMessageLeft(PracticeId practice);

        /// Nobody has read a message in the practice's time: somebody must act.
        void onMessageOverdue(PracticeId practice);
    }

    /// The rest of a message comes within a second, and a disk takes it in another.
    private static final Duration SEALING_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MessageService.class);

    private final ActiveRecordings recordings;
    private final MessageStore store;
    private final MessageListener listener;
    private final InstantSource clock;

    public MessageService(
            ActiveRecordings recordings, MessageStore store, MessageListener listener, InstantSource clock) {
        this.recordings = recordings;
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public Optional<MessageInProgress> begin(Call call, Practice practice) {
        return recordings
                .prepareMessage(call, practice, practice.messages().maxLength())
                .filter(recorder -> register(recorder, practice))
                .map(recorder -> new RecordedMessage(recorder));
    }

    private boolean register(MessageRecorder recorder, Practice practice) {
        try {
            store.create(
                    recorder.id(),
                    practice.id(),
                    clock.instant().plus(practice.messages().readWithin()));
            recorder.onFinished(complete -> onRecordingEnded(recorder.id(), practice.id(), complete));
            return true;
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("message.not-begun");
            recorder.ended(); // Nothing was said: nothing is left of it.
            return false;
        }
    }

    /// Where the book is away now, the next round finds it.
    private void onRecordingEnded(RecordingId message, PracticeId practice, boolean complete) {
        try {
            if (complete) {
                markLeft(message, practice);
            }
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("message.not-entered");
        }
    }

    private void markLeft(RecordingId message, PracticeId practice) {
        if (store.transition(message, MessageState.NEW)) {
            listener.onMessageLeft(practice);
            LOG.atInfo()
                    .addKeyValue("message", message)
                    .addKeyValue("practice", practice)
                    .log("message.left");
        }
    }

    /// Enters what an engine before this one could not, and says of which messages nobody has read in time that it
    /// is so: once for each, whatever engine does it.
    public void reconcile() {
        store.deleteWithoutRecording();
        store.completeButUnannounced()
                .forEach(message ->
                        markLeft(message.recording().id(), message.recording().practice()));
        store.newlyOverdue(clock.instant()).forEach(this::escalate);
    }

    private void escalate(Message message) {
        if (store.transition(message.recording().id(), MessageState.ESCALATED)) {
            listener.onMessageOverdue(message.recording().practice());
            LOG.atError()
                    .addKeyValue("message", message.recording().id())
                    .addKeyValue("practice", message.recording().practice())
                    .addKeyValue("expected", "somebody of the practice, who plays it and calls back")
                    .log("message.unread");
        }
    }

    private record RecordedMessage(MessageRecorder recorder) implements MessageInProgress {

        @Override
        public boolean isReceivingAudio() {
            return recorder.isReceivingAudio();
        }

        @Override
        public void start() {
            recorder.start();
        }

        @Override
        public void stop() {
            recorder.stop();
        }

        @Override
        public boolean isLongEnough() {
            return recorder.isLongEnough();
        }

        @Override
        public void setCallbackNumber(PhoneNumber number, boolean confirmed) {
            recorder.setCallbackNumber(number, confirmed);
        }

        @Override
        public boolean isSealed() {
            return recorder.awaitSealed(SEALING_TIMEOUT);
        }

        @Override
        public void flowEnded() {
            recorder.stop();
            recorder.closeNumberSealer();
        }

        @Override
        public void onAudio(ByteBuffer audio) {
            recorder.onAudio(audio);
        }

        @Override
        public void noticeNotPlayed() {
            recorder.noticeNotPlayed();
        }

        @Override
        public void ended() {
            recorder.ended();
        }
    }
}
