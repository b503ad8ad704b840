package org.permanence.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Digit;
import org.permanence.call.Answer.NoInput;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Question;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.message.MessageInProgress;
import org.permanence.practice.Practice;
import org.permanence.practice.Prompts;

/// A routine caller leaves a message where the practice's rules say so: whoever may be in danger is never asked to.
///
/// 1. The emergency number is said before anything else: a caller who cannot be told it is not asked for a message.
/// 2. There is no tone unless the message's file, key and row are there, and the caller is heard.
/// 3. The message ends by `#`, at the practice's longest, or as the caller leaves. A second of it is kept.
/// 4. The number to call back is the one presented, or one the caller enters. It is said digit by digit; key 1 says
///    that it is right, key 2 asks for another. Whoever says nothing leaves the message all the same.
/// 5. It is kept once it is sealed, and only then the caller is told so.
final class MessageMenu {

    /// How it ended, for a caller who is still there.
    enum Result {
        SAVED,
        NOT_SAVED
    }

    private static final char END_KEY = '#';

    private final Call call;
    private final Practice practice;
    private Prompts prompts;
    private final MessageServices services;
    private final CallEventLog events;
    private final InstantSource clock;
    private @Nullable MessageInProgress message;
    private @Nullable AudioTap tap;
    private @Nullable Result result;
    private boolean logged;

    MessageMenu(Call call, Practice practice, MessageServices services, CallEventLog events, InstantSource clock) {
        this.call = call;
        this.practice = practice;
        this.prompts = practice.prompts();
        this.services = services;
        this.events = events;
        this.clock = clock;
    }

    /// Asks for a message and takes it. Whatever becomes of it, the caller has heard the emergency number.
    ///
    /// @param heard in the caller's language
    Result run(Prompts callerPrompts) throws CallEnded {
        prompts = callerPrompts;
        if (!call.play(prompts.dialEmergency())) {
            return Result.NOT_SAVED;
        }
        Optional<MessageInProgress> started = services.taker().begin(call, practice);
        if (started.isEmpty()) {
            return Result.NOT_SAVED;
        }
        message = started.get();
        tap = call.tapCaller(message);
        Result outcome = record(message, tap) ? Result.SAVED : Result.NOT_SAVED;
        result = outcome;
        logMessageLeft();
        call.play(outcome == Result.SAVED ? prompts.messageSaved() : prompts.messageNotSaved());
        return outcome;
    }

    /// Whether the caller, who leaves now, has said enough to be called back.
    boolean hasMessage() {
        return result == null ? message != null && message.isLongEnough() : result == Result.SAVED;
    }

    /// The call is over, whatever came before.
    void flowEnded() {
        if (message == null) {
            return;
        }
        message.stop();
        if (tap == null) {
            message.ended(); // The caller left as the listening began: nobody else will end it.
        }
        logMessageLeft();
        message.flowEnded();
    }

    private boolean record(MessageInProgress inProgress, AudioTap runningTap) throws CallEnded {
        boolean ready =
                call.play(prompts.messageInvitation()) && inProgress.isReceivingAudio() && call.play(Prompts.TONE);
        if (ready) {
            inProgress.start();
            recordUntilEnd();
        }
        inProgress.stop();
        runningTap.end();
        if (!inProgress.isLongEnough()) {
            return false;
        }
        askCallbackNumber(inProgress);
        return inProgress.isSealed();
    }

    /// Other keys than `#` may be pressed by a cheek.
    private void recordUntilEnd() throws CallEnded {
        Instant end = clock.instant().plus(practice.messages().maxLength());
        Duration remaining = practice.messages().maxLength();
        while (remaining.isPositive() && isNotEndKey(call.ask(new Question(Prompts.SILENCE, remaining)))) {
            remaining = Duration.between(clock.instant(), end);
        }
    }

    private static boolean isNotEndKey(Answer answer) {
        return switch (answer) {
            case Digit(char key) -> key != END_KEY;
            case NoInput() -> false;
        };
    }

    /// Whoever presses nothing may be called back where they called from, or at the number they entered last.
    private void askCallbackNumber(MessageInProgress inProgress) throws CallEnded {
        new CallbackNumberMenu(call, prompts, services.country())
                .run(number -> inProgress.setCallbackNumber(number, false))
                .ifPresent(number -> inProgress.setCallbackNumber(number, true));
    }

    private void logMessageLeft() {
        if (!logged && hasMessage()) {
            logged = true;
            events.record(CallEvent.MESSAGE_LEFT);
        }
    }
}
