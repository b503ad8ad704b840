package org.permanence.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Digit;
import org.permanence.call.Answer.NoInput;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Question;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.message.MessageInProgress;
import org.permanence.practice.Prompts;

/// Takes a message from a routine caller, if the practice's rules say so. A caller who may be in danger is never
/// asked for one.
///
/// 1. The emergency number is played first. If it cannot be played, no message is taken.
/// 2. The tone is played only once the message's file, key and database row exist and audio of the caller arrives.
/// 3. The message ends with `#`, at the practice's maximum length, or when the caller hangs up. At least one second
///    is needed.
/// 4. The callback number is the one presented, or one the caller enters. It is read out digit by digit: key 1
///    confirms it, key 2 asks for another. A message is saved even without a confirmed number.
/// 5. The caller hears that the message is saved only after it is sealed.
final class MessageMenu {

    private enum Result {
        SAVED,
        NOT_SAVED
    }

    private static final char END_KEY = '#';

    private final CallContext context;
    private final Call call;
    private final MessageServices services;
    private @Nullable MessageInProgress message;
    private @Nullable AudioTap tap;
    private @Nullable Result result;
    private boolean logged;

    MessageMenu(CallContext context, MessageServices services) {
        this.context = context;
        this.call = context.call();
        this.services = services;
    }

    /// Asks for a message and records it.
    Disposition run() throws CallEnded {
        context.recording().flowEnded(); // From here on keys are digits: key 9 no longer objects to a recording.
        return takeMessage() == Result.SAVED ? Disposition.MESSAGE_TAKEN : Disposition.CLOSED_ANNOUNCED;
    }

    private Result takeMessage() throws CallEnded {
        var prompts = context.prompts();
        if (!call.play(prompts.dialEmergency())) {
            return Result.NOT_SAVED;
        }
        Optional<MessageInProgress> started = services.taker().begin(call, context.practice());
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

    /// Whether a caller who hangs up now has left a message.
    boolean hasMessage() {
        return result == null ? message != null && message.isLongEnough() : result == Result.SAVED;
    }

    /// The flow has ended: finishes a message that is still being recorded.
    void flowEnded() {
        if (message == null) {
            return;
        }
        message.stop();
        if (tap == null) {
            message.ended(); // The caller hung up before the tap started, so no tap will end the message.
        }
        logMessageLeft();
        message.flowEnded();
    }

    private boolean record(MessageInProgress inProgress, AudioTap runningTap) throws CallEnded {
        boolean ready = call.play(context.prompts().messageInvitation())
                && inProgress.isReceivingAudio()
                && call.play(Prompts.TONE);
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

    /// Keys other than `#` do not end the message: a cheek may press them.
    private void recordUntilEnd() throws CallEnded {
        Duration remaining = context.practice().messages().maxLength();
        Instant end = context.now().plus(remaining);
        while (remaining.isPositive() && isNotEndKey(call.ask(new Question(Prompts.SILENCE, remaining)))) {
            remaining = Duration.between(context.now(), end);
        }
    }

    private static boolean isNotEndKey(Answer answer) {
        return switch (answer) {
            case Digit(char key) -> key != END_KEY;
            case NoInput() -> false;
        };
    }

    /// Without a confirmation the number entered last is kept as unconfirmed.
    private void askCallbackNumber(MessageInProgress inProgress) throws CallEnded {
        new CallbackNumberMenu(call, context.prompts(), services.country())
                .run(number -> inProgress.setCallbackNumber(number, false))
                .ifPresent(number -> inProgress.setCallbackNumber(number, true));
    }

    private void logMessageLeft() {
        if (!logged && hasMessage()) {
            logged = true;
            context.events().record(CallEvent.MESSAGE_LEFT);
        }
    }
}
