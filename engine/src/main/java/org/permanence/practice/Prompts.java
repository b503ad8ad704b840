package org.permanence.practice;

import java.util.List;
import java.util.Locale;
import org.permanence.call.Prompt;
import org.permanence.triage.Urgency;

/// The prompts of one practice, by name: its own (`les-lilas.greeting`) and the house's in its language
/// (`fr.emergency-question`). What they say is configuration. A call hears its practice's words as they were when
/// it came: where they were changed since, the new ones have names of their own (`les-lilas.greeting.2`).
///
/// @param edition 0: as they were at the start
public record Prompts(PracticeId practice, Language language, int edition) {

    /// Positions from 1 to this one are said as numbers, later ones as "more than".
    public static final int LAST_SAID_POSITION = 20;

    /// Those of the house's that are heard while a line rings, with the ringing tone after them.
    public static final List<String> WHILE_RINGING =
            List.of("ringing-emergency", "ringing-on-call", "ringing-next", "putting-through");

    /// Speak after it; the same in each language.
    public static final Prompt TONE = new Prompt("tone");

    /// Nothing: it is the caller who speaks.
    public static final Prompt SILENCE = new Prompt("silence");

    public Prompt greeting() {
        return own("greeting");
    }

    public Prompt closed() {
        return own("closed");
    }

    public Prompt emergencyQuestion() {
        return house("emergency-question");
    }

    /// Hang up and dial 15 or 112.
    public Prompt dialEmergency() {
        return house("dial-emergency");
    }

    /// We are ringing the emergency line now.
    public Prompt ringingEmergency() {
        return house("ringing-emergency");
    }

    /// A question of the practice's own.
    public Prompt question(String name) {
        return own("question-" + name);
    }

    /// We are calling the doctor on call.
    public Prompt ringingOnCall() {
        return house("ringing-on-call");
    }

    /// That one does not answer: we are calling the next.
    public Prompt ringingNext() {
        return house("ringing-next");
    }

    /// To whoever is rung for a caller: for which practice, how urgent it is, and which key takes the call.
    public Prompt asked(Urgency urgency) {
        return own("asked-" + urgency.name().toLowerCase(Locale.ROOT));
    }

    /// We are putting you through.
    public Prompt puttingThrough() {
        return house("putting-through");
    }

    /// Nobody is free: another line of the practice is rung.
    public Prompt ringingFallback() {
        return house("ringing-fallback");
    }

    /// The call may be recorded; a key objects, now and at any time.
    public Prompt recordingNotice() {
        return house("recording-notice");
    }

    /// To whoever joins: this call is recorded.
    public Prompt recorded() {
        return house("recorded");
    }

    /// You may leave a message: it is recorded, and kept sealed for the practice.
    public Prompt messageInvitation() {
        return house("message-invitation");
    }

    /// We will call you back at this number; the digits follow.
    public Prompt messageNumber() {
        return house("message-number");
    }

    /// A digit of a number.
    public Prompt digit(char digit) {
        return house("digit-" + digit);
    }

    /// Is that number right?
    public Prompt messageNumberQuestion() {
        return house("message-number-question");
    }

    /// Enter the number at which to call you back.
    public Prompt messageEnterNumber() {
        return house("message-enter-number");
    }

    /// Your message is kept.
    public Prompt messageKept() {
        return house("message-kept");
    }

    /// Your message could not be kept: call again.
    public Prompt messageNotKept() {
        return house("message-not-kept");
    }

    /// You are at this position of the queue, from 1.
    public Prompt position(int position) {
        return house(position <= LAST_SAID_POSITION ? "position-" + position : "position-many");
    }

    private Prompt own(String name) {
        return new Prompt(practice.value() + "." + name + (edition == 0 ? "" : "." + edition));
    }

    private Prompt house(String name) {
        return new Prompt(language.name().toLowerCase(Locale.ROOT) + "." + name);
    }
}
