package org.permanence.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Keyed;
import org.permanence.call.Answer.Silence;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Listening;
import org.permanence.call.Question;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;
import org.permanence.message.BeingLeft;
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
final class MessageTaking {

    /// How it ended, for a caller who is still there.
    enum Ending {
        KEPT,
        NOT_KEPT
    }

    private static final char END = '#';

    private final Call call;
    private final Practice practice;
    private Prompts prompts;
    private final MessageKit kit;
    private final CallJournal journal;
    private final InstantSource clock;
    private @Nullable BeingLeft message;
    private @Nullable Listening listening;
    private @Nullable Ending ending;
    private boolean entered;

    MessageTaking(Call call, Practice practice, MessageKit kit, CallJournal journal, InstantSource clock) {
        this.call = call;
        this.practice = practice;
        this.prompts = practice.prompts();
        this.kit = kit;
        this.journal = journal;
        this.clock = clock;
    }

    /// Asks for a message and takes it. Whatever becomes of it, the caller has heard the emergency number.
    ///
    /// @param heard in the caller's language
    Ending take(Prompts heard) throws CallEnded {
        prompts = heard;
        if (!call.play(prompts.dialEmergency())) {
            return Ending.NOT_KEPT;
        }
        Optional<BeingLeft> begun = kit.messages().begin(call, practice);
        if (begun.isEmpty()) {
            return Ending.NOT_KEPT;
        }
        message = begun.get();
        listening = call.hear(message);
        Ending known = isTaken(message, listening) ? Ending.KEPT : Ending.NOT_KEPT;
        ending = known;
        enter();
        call.play(known == Ending.KEPT ? prompts.messageSaved() : prompts.messageNotSaved());
        return known;
    }

    /// Whether the caller, who leaves now, has said enough to be called back.
    boolean isLeft() {
        return ending == null ? message != null && message.isEnough() : ending == Ending.KEPT;
    }

    /// The call is over, whatever came before.
    void over() {
        if (message == null) {
            return;
        }
        message.stop();
        if (listening == null) {
            message.ended(); // The caller left as the listening began: nobody else will end it.
        }
        enter();
        message.over();
    }

    private boolean isTaken(BeingLeft begun, Listening heard) throws CallEnded {
        boolean toldAndHeard = call.play(prompts.messageInvitation()) && begun.isHeard() && call.play(Prompts.TONE);
        if (toldAndHeard) {
            begun.begin();
            hearOut();
        }
        begun.stop();
        heard.end();
        if (!begun.isEnough()) {
            return false;
        }
        askWhomToCall(begun);
        return begun.isKept();
    }

    /// Other keys than `#` may be pressed by a cheek.
    private void hearOut() throws CallEnded {
        Instant end = clock.instant().plus(practice.messages().maxLength());
        Duration left = practice.messages().maxLength();
        while (left.isPositive() && goesOn(call.ask(new Question(Prompts.SILENCE, left)))) {
            left = Duration.between(clock.instant(), end);
        }
    }

    private static boolean goesOn(Answer answer) {
        return switch (answer) {
            case Keyed(char key) -> key != END;
            case Silence() -> false;
        };
    }

    /// Whoever presses nothing may be called back where they called from, or at the number they entered last.
    private void askWhomToCall(BeingLeft begun) throws CallEnded {
        new NumberTaking(call, prompts, kit.country())
                .take(entered -> begun.callBack(entered, false))
                .ifPresent(right -> begun.callBack(right, true));
    }

    private void enter() {
        if (!entered && isLeft()) {
            entered = true;
            journal.passed(Station.MESSAGE_LEFT);
        }
    }
}
