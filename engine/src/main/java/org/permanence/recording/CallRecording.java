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
    static final char OBJECTS = '9';

    /// Whether this call may be recorded at all, and who begins it.
    enum Choice {
        NEVER,
        WHEN_ASKED,
        AT_ONCE
    }

    private final Choice choice;
    private final Practice practice;
    private final CallEventLog events;
    private final TapeMaker tapes;
    private final Runnable whenOver;

    private @Nullable Consent consent;
    private @Nullable Tape tape;
    private @Nullable AudioTap tap;
    private boolean transferring;
    private boolean interrupted;

    CallRecording(
            Choice choice,
            Practice practice,
            CallEventLog events,
            Optional<Consent> earlier,
            TapeMaker tapes,
            Runnable whenOver) {
        this.choice = choice;
        this.practice = practice;
        this.events = events;
        this.consent = earlier.orElse(null);
        this.tapes = tapes;
        this.whenOver = whenOver;
    }

    /// Of a call that is not recorded, whatever its practice says.
    static CallRecording never(Practice practice, CallEventLog events, Optional<Consent> earlier) {
        TapeMaker none = new TapeMaker() {
            @Override
            public Tape make() {
                throw new IllegalStateException("tape: asked for (expected: never)");
            }

            @Override
            public void discardEarlier() {}
        };
        return new CallRecording(Choice.NEVER, practice, events, earlier, none, () -> {});
    }

    /// Makes the tape of this call's recording.
    interface TapeMaker {
        Tape make();

        /// What engines before this one kept of the call goes.
        void discardEarlier();
    }

    /// Says to the caller that the call may be recorded, where it may and they have not heard it.
    ///
    /// @param notice in the caller's language; whoever joins hears the practice's
    public void announce(Call call, Prompt notice) throws CallEnded {
        if (choice == Choice.NEVER || consent().isPresent()) {
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
    public void listen(Call call) throws CallEnded {
        if (choice == Choice.NEVER || !consent().equals(Optional.of(Consent.NOTIFIED)) || hasTape()) {
            return;
        }
        Tape made = tapes.make();
        synchronized (this) {
            tape = made;
        }
        AudioTap newTap = call.tapConversation(made, practice.prompts().recordedNotice());
        boolean tooLate;
        synchronized (this) {
            tap = newTap;
            tooLate = consent == Consent.OBJECTED;
        }
        if (tooLate) {
            stop(Tape::discard);
        }
    }

    /// The caller and the assistant hear each other.
    public synchronized void joined(Login assistant) {
        if (tape != null) {
            tape.talkingWith(assistant);
            if (choice == Choice.AT_ONCE) {
                tape.begin(); // A pause holds, whoever the caller is handed to.
            }
        }
    }

    /// A line of the practice rings for the caller, who is to be handed over: unless the practice says otherwise
    /// nothing is kept from here on, for whoever answers talks at once.
    ///
    /// @return what they hear first, where it goes on
    public synchronized Optional<Prompt> transferring() {
        if (tape == null || consent != Consent.NOTIFIED) {
            return Optional.empty();
        }
        if (practice.recordings().afterTransfer()) {
            return Optional.of(practice.prompts().recordedNotice());
        }
        transferring = true;
        interrupted = tape.pause();
        return Optional.empty();
    }

    /// The line did not answer: what is said with an assistant is kept as before.
    public synchronized void takenBack() {
        if (tape != null && interrupted) {
            tape.resume();
        }
        transferring = false;
        interrupted = false;
    }

    /// The caller talks with whom they were handed to: unless the practice says otherwise the recording is over.
    public void transferred() {
        if (!practice.recordings().afterTransfer()) {
            stop(Tape::ended);
        }
    }

    /// Goes on with a call whose engine died: it is being said into `made` already.
    synchronized void resumed(Tape made, AudioTap runningTap) {
        tape = made;
        tap = runningTap;
    }

    /// The flow of the call is over. What is still said is heard until the switch ends it.
    public void over() {
        synchronized (this) {
            if (tape != null && tap == null) {
                tape.ended(); // The caller left as the listening began: nobody else will end it.
            }
        }
        whenOver.run();
    }

    /// The caller pressed a key.
    void keyed(char key) {
        if (key == OBJECTS && (choice != Choice.NEVER || consent().isPresent())) { // Who was told may object.
            object();
        }
    }

    /// The caller does not want to be recorded: nothing is kept from here on, and what was kept goes.
    void object() {
        synchronized (this) {
            if (consent == Consent.OBJECTED) {
                return;
            }
            consent = Consent.OBJECTED;
        }
        stop(Tape::discard);
        events.record(CallEvent.RECORDING_OBJECTED);
        tapes.discardEarlier();
    }

    /// The assistant asks for it: begins what is recorded on demand, or goes on after a pause.
    ///
    /// @return whether there is something to begin
    synchronized boolean resume() {
        if (tape == null || consent != Consent.NOTIFIED || transferring) {
            return false;
        }
        tape.resume();
        return true;
    }

    /// The assistant asks for a pause: a stretch of silence is in its place.
    ///
    /// @return whether there is something to pause
    synchronized boolean pause() {
        if (tape == null || consent != Consent.NOTIFIED) {
            return false;
        }
        tape.pause();
        return true;
    }

    private void stop(Consumer<Tape> how) {
        Tape made;
        AudioTap newTap;
        synchronized (this) {
            made = tape;
            newTap = tap;
        }
        if (made != null) {
            how.accept(made);
        }
        if (newTap != null) {
            newTap.end();
        }
    }

    private synchronized Optional<Consent> consent() {
        return Optional.ofNullable(consent);
    }

    private synchronized boolean hasTape() {
        return tape != null;
    }
}
