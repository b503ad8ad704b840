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
import org.permanence.recording.MessageTape;
import org.permanence.recording.RecordingRoom;
import org.permanence.seal.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages that callers of this engine leave, and the rounds after them: who was to read them, and has not.
public final class MessageRoom implements Messages {

    /// What operations must hear of.
    public interface Watch {

        /// A practice has a new message.
        void left(PracticeId practice);

        /// Nobody has read a message in the practice's time: somebody must act.
        void unread(PracticeId practice);
    }

    /// The rest of a message comes within a second, and a disk takes it in another.
    private static final Duration SEALING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MessageRoom.class);

    private final RecordingRoom recordings;
    private final MessageBook book;
    private final Watch watch;
    private final InstantSource clock;

    public MessageRoom(RecordingRoom recordings, MessageBook book, Watch watch, InstantSource clock) {
        this.recordings = recordings;
        this.book = book;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public Optional<BeingLeft> begin(Call call, Practice practice) {
        return recordings
                .message(call, practice, practice.messages().maxLength())
                .filter(tape -> isEntered(tape, practice))
                .map(tape -> new OnTape(tape));
    }

    private boolean isEntered(MessageTape tape, Practice practice) {
        try {
            book.begin(
                    tape.id(),
                    practice.id(),
                    clock.instant().plus(practice.messages().readWithin()));
            tape.whenOver(whole -> left(tape.id(), practice.id(), whole));
            return true;
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("message.not-begun");
            tape.ended(); // Nothing was said: nothing is left of it.
            return false;
        }
    }

    /// Where the book is away now, the next round finds it.
    private void left(RecordingId message, PracticeId practice, boolean whole) {
        try {
            if (whole) {
                isLeft(message, practice);
            }
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("message.not-entered");
        }
    }

    private void isLeft(RecordingId message, PracticeId practice) {
        if (book.move(message, MessageState.NEW)) {
            watch.left(practice);
            LOG.atInfo()
                    .addKeyValue("message", message)
                    .addKeyValue("practice", practice)
                    .log("message.left");
        }
    }

    /// Enters what an engine before this one could not, and says of which messages nobody has read in time that it
    /// is so: once for each, whatever engine does it.
    public void round() {
        book.forgetGone();
        book.left()
                .forEach(message ->
                        isLeft(message.recording().id(), message.recording().practice()));
        book.unread(clock.instant()).forEach(this::escalate);
    }

    private void escalate(Message message) {
        if (book.move(message.recording().id(), MessageState.ESCALATED)) {
            watch.unread(message.recording().practice());
            LOG.atError()
                    .addKeyValue("message", message.recording().id())
                    .addKeyValue("practice", message.recording().practice())
                    .addKeyValue("expected", "somebody of the practice, who plays it and calls back")
                    .log("message.unread");
        }
    }

    private record OnTape(MessageTape tape) implements BeingLeft {

        @Override
        public boolean isHeard() {
            return tape.isHeard();
        }

        @Override
        public void begin() {
            tape.begin();
        }

        @Override
        public void stop() {
            tape.stop();
        }

        @Override
        public boolean isEnough() {
            return tape.isEnough();
        }

        @Override
        public void callBack(PhoneNumber number, boolean confirmed) {
            tape.callBack(number, confirmed);
        }

        @Override
        public boolean isKept() {
            return tape.isKept(SEALING);
        }

        @Override
        public void over() {
            tape.stop();
            tape.forgetNumbers();
        }

        @Override
        public void hears(ByteBuffer sound) {
            tape.hears(sound);
        }

        @Override
        public void untold() {
            tape.untold();
        }

        @Override
        public void ended() {
            tape.ended();
        }
    }
}
