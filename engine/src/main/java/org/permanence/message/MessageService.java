package org.permanence.message;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.access.Policy;
import org.permanence.call.Call;
import org.permanence.durable.DurableCommits;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.ActiveRecordings;
import org.permanence.recording.MessageRecorder;
import org.permanence.seal.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the messages that callers leave, and raises an alarm for those that are not read in time.
public final class MessageService implements MessageTaker {

    /// Message events that operations must know of.
    public interface MessageListener {

        /// A practice has a new message.
        void onMessageReceived(PracticeId practice);

        /// A message was not read within the practice's time limit: a person must act.
        void onMessageOverdue(PracticeId practice);
    }

    /// The last audio arrives within a second, and a disk stores it within another.
    private static final Duration SEALING_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MessageService.class);

    private final ActiveRecordings recordings;
    private final MessageStore store;
    private final DurableCommits commits;
    private final MessageListener listener;
    private final InstantSource clock;

    public MessageService(
            ActiveRecordings recordings,
            MessageStore store,
            DurableCommits commits,
            MessageListener listener,
            InstantSource clock) {
        this.recordings = recordings;
        this.store = store;
        this.commits = commits;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public Optional<MessageInProgress> begin(Call call, Practice practice) {
        return recordings
                .prepareMessage(call, practice, practice.messages().maxLength())
                .filter(recorder -> register(recorder, practice))
                .map(recorder -> new RecordedMessage(recorder, commits));
    }

    private boolean register(MessageRecorder recorder, Practice practice) {
        try {
            store.create(
                    recorder.id(),
                    practice.id(),
                    clock.instant().plus(practice.messages().unreadAfter()));
            recorder.onFinished(complete -> onRecordingEnded(recorder.id(), practice.id(), complete));
            return true;
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("message.start-failed");
            recorder.ended(); // There is no audio yet, so nothing is stored.
            return false;
        }
    }

    /// Announces a complete message. During a database outage the next [#reconcile] does so.
    private void onRecordingEnded(RecordingId message, PracticeId practice, boolean complete) {
        try {
            if (complete) {
                markReceived(message, practice);
            }
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("message.not-saved");
        }
    }

    private void markReceived(RecordingId message, PracticeId practice) {
        if (store.transition(Policy.scopeOfEngine(practice), message, MessageState.NEW)) {
            listener.onMessageReceived(practice);
            LOG.atInfo()
                    .addKeyValue("message", message)
                    .addKeyValue("practice", practice)
                    .log("message.received");
        }
    }

    /// Completes the messages that an earlier engine could not complete, and raises the alarm for messages not read
    /// in time. Only one engine raises the alarm for a message, and only once.
    public void reconcile() {
        store.deleteWithoutRecording();
        store.completeButUnannounced()
                .forEach(message -> markReceived(
                        message.recording().id(), message.recording().practice()));
        store.newlyOverdue(clock.instant()).forEach(this::escalate);
    }

    private void escalate(Message message) {
        var scope = Policy.scopeOfEngine(message.recording().practice());
        if (store.transition(scope, message.recording().id(), MessageState.ESCALATED)) {
            listener.onMessageOverdue(message.recording().practice());
            LOG.atError()
                    .addKeyValue("message", message.recording().id())
                    .addKeyValue("practice", message.recording().practice())
                    .addKeyValue("expected", "a person of the practice plays it and calls back")
                    .log("message.overdue");
        }
    }

    private record RecordedMessage(MessageRecorder recorder, DurableCommits commits) implements MessageInProgress {

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
            return recorder.awaitSealed(SEALING_TIMEOUT) && isOnDisk();
        }

        /// The rows of the message: without them its file cannot be decrypted after a power cut.
        private boolean isOnDisk() {
            try {
                commits.force();
                return true;
            } catch (StoreUnavailableException unavailable) {
                LOG.atError().setCause(unavailable).log("message.not-forced");
                return false; // The caller hears that it failed and calls again: better than a lost message.
            }
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
