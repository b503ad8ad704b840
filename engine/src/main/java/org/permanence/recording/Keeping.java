package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.Gap;
import org.permanence.seal.NumberSealer;
import org.permanence.seal.Readers;
import org.permanence.seal.SealException;
import org.permanence.seal.SealWriter;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One recording on its way into the vault: key first, then its row in the book, then sound. What cannot be kept
/// is lost whole and told, and the call goes on. Belongs to the sealer's thread.
final class Keeping {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    /// Something that storage, keys or the database may refuse.
    private interface Step {
        void take() throws IOException;
    }

    private final KeepingKit kit;
    private final Readers readers;
    private final Optional<PhoneNumber> caller;
    private Recording recording;
    private @Nullable SealWriter writer;
    private @Nullable NumberSealer numbers;
    private boolean whole;
    private boolean begun;
    private boolean over;

    /// @param caller the number, where `recording` does not have its pseudonym
    Keeping(KeepingKit kit, Readers readers, Optional<PhoneNumber> caller, Recording recording) {
        this.kit = kit;
        this.readers = readers;
        this.caller = caller;
        this.recording = recording;
    }

    void talkedWith(Login assistant) {
        recording = recording.with(assistant);
    }

    void began(Instant moment) {
        recording = recording.startedAt(moment);
    }

    /// An engine that takes the call over must know of it.
    void paused(boolean pauses) {
        recording = recording.paused(pauses);
        if (begun) {
            attempt("pause", () -> kit.book().pause(recording.id(), pauses));
        }
    }

    /// Before the first sound: key, row and file are there.
    ///
    /// @return whether what is said now can be kept
    boolean open() {
        attempt("open", this::writer);
        return writer != null;
    }

    /// Whoever leaves it as a message wants to be called back there.
    void callBack(PhoneNumber number, boolean confirmed) {
        NumberSealer closes = numbers;
        if (closes == null || (over && !whole)) {
            return;
        }
        kit.keysInHand().lock(); // An erasure that runs now finds it either before, or after.
        try {
            var whom = new RecordingKind.CallBack(
                    closes.seal(number), kit.pseudonyms().of(recording.practice(), number), confirmed);
            recording = recording.calledBack(Optional.of(whom));
            kit.book().callBack(recording.id(), whom);
        } catch (SealException | StoreUnavailableException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("message.number-not-kept");
        } finally {
            kit.keysInHand().unlock();
        }
    }

    /// Nobody will say any more where to call back.
    void forgetNumbers() {
        NumberSealer closes = numbers;
        numbers = null;
        if (closes != null) {
            closes.close();
        }
    }

    /// Whether it was sealed to its end.
    boolean isWhole() {
        return whole;
    }

    void append(ByteBuffer sound) {
        attempt("append", () -> writer().append(sound));
    }

    void gap(long frames, Gap.Why why) {
        attempt("gap", () -> writer().gap(frames, why));
    }

    /// What was sealed so far survives a power cut.
    void sync() {
        SealWriter open = writer;
        if (open != null) {
            attempt("sync", open::sync);
        }
    }

    /// The talk is over. Where nothing was said there is no recording.
    void seal() {
        SealWriter open = writer;
        if (open != null && open.frames() == 0) {
            discard();
        } else if (open != null) {
            attempt("seal", () -> {
                Sealed sealed = open.seal();
                over = true;
                whole = true;
                kit.audit().note(Asking.sealed(recording, sealed));
                enter(known -> known.with(RecordingState.SEALED, sealed));
            });
        }
        over = true;
    }

    /// Nothing of it is to be left.
    void discard() {
        leave();
        if (begun) {
            kit.audit().note(Asking.HOUSE.to(Action.RECORDING_DISCARDED, recording));
            enter(known -> known.gone(RecordingState.DISCARDED));
        }
    }

    /// Where the book is away, the next round of [Recovery] sees what became of the file.
    private void enter(UnaryOperator<Recording> end) {
        kit.keysInHand().lock(); // An erasure may have moved its key since it was drawn.
        try {
            Optional<Recording> known = kit.book().of(recording.id());
            if (known.filter(row -> row.state() == RecordingState.ERASED).isPresent()) {
                leave();
            } else {
                var key = known.flatMap(Recording::key);
                kit.book().write(end.apply(recording.begun(recording.caller(), key)));
            }
        } catch (StoreUnavailableException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("recording.not-entered");
        } finally {
            kit.keysInHand().unlock();
        }
    }

    private SealWriter writer() throws IOException {
        SealWriter open = writer;
        if (open == null) {
            begun = true;
            kit.keysInHand().lock(); // A key that is drawn and not yet in the book must not be cleared away.
            try {
                var fresh = kit.sealer().begin(plan(), kit.vault().create(recording.id()));
                open = fresh.writer();
                writer = open;
                numbers = fresh.numbers();
                if (recording.kind() instanceof RecordingKind.Conversation) {
                    forgetNumbers();
                }
                recording = recording.begun(
                        caller.map(number -> kit.pseudonyms().of(recording.practice(), number))
                                .or(recording::caller),
                        fresh.wrapped());
                kit.book().write(recording);
            } finally {
                kit.keysInHand().unlock();
            }
        }
        return open;
    }

    private Sealer.Plan plan() {
        return new Sealer.Plan(
                recording.id(),
                recording.practice(),
                recording.call(),
                recording.started(),
                YearMonth.from(recording.keepUntil()),
                readers,
                false);
    }

    private void attempt(String step, Step what) {
        if (over) {
            return;
        }
        try {
            what.take();
        } catch (IOException | SealException | StoreUnavailableException fault) {
            lose(step, fault);
        }
    }

    /// A recording that misses a part nobody knows of would be a false one.
    private void lose(String step, Exception fault) {
        LOG.atError()
                .addKeyValue("recording", recording.id())
                .addKeyValue("step", step)
                .setCause(fault)
                .log("recording.lost");
        kit.watch().lost();
        leave();
    }

    private void leave() {
        over = true;
        SealWriter open = writer;
        writer = null;
        try {
            if (open != null) {
                open.close();
            }
            kit.vault().drop(recording.id()); // The sealer waits for no far store.
        } catch (IOException | SealException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("recording.not-removed");
        }
    }
}
