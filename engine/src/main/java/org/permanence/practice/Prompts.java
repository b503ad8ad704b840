package org.permanence.practice;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.permanence.call.Prompt;
import org.permanence.triage.Urgency;

/// The prompts of one practice, by name: its own (`les-lilas.greeting`) and the house's in its language
/// (`fr.emergency-question`). What they say is configuration. A call hears its practice's words as they were when
/// it came: where they were changed since, the new ones have names of their own (`les-lilas.greeting.2`).
///
/// @param revision 0: as they were at the start
/// @param own whether it is the practice's own language; its words in others are named after them
///     (`les-lilas.en.greeting`)
public record Prompts(PracticeId practice, Language language, int revision, boolean own) {

    /// Positions from 1 to this one are said as numbers, later ones as "more than".
    public static final int LAST_SPOKEN_POSITION = 20;

    /// Those of the house's that are heard while a line rings, with the ringing tone after them.
    public static final List<String> WHILE_RINGING =
            List.of("ringing-emergency", "ringing-on-call", "ringing-next", "putting-through");

    /// Speak after it; the same in each language.
    public static final Prompt TONE = new Prompt("tone");

    /// Nothing: it is the caller who speaks.
    public static final Prompt SILENCE = new Prompt("silence");

    /// Prompts in the practice's own language.
    public Prompts(PracticeId practice, Language language, int edition) {
        this(practice, language, edition, true);
    }

    public Prompt greeting() {
        return own("greeting");
    }

    public Prompt closed() {
        return own("closed");
    }

    public Prompt emergencyQuestion() {
        return shared("emergency-question");
    }

    /// For this language, press that key.
    public Prompt languageOffer(char key) {
        return shared("language-offer-" + key);
    }

    /// Nobody who speaks your language is here now: you will be answered in another.
    public Prompt languageUnavailable() {
        return shared("language-unavailable");
    }

    /// This number takes no faxes: if you are a person, press 1 or stay on the line.
    public Prompt faxQuestion() {
        return shared("fax-question");
    }

    /// Hang up and dial 15 or 112.
    public Prompt dialEmergency() {
        return shared("dial-emergency");
    }

    /// We are ringing the emergency line now.
    public Prompt ringingEmergency() {
        return shared("ringing-emergency");
    }

    /// A question of the practice's own.
    public Prompt question(String name) {
        return own("question-" + name);
    }

    /// We are calling the doctor on call.
    public Prompt ringingOnCall() {
        return shared("ringing-on-call");
    }

    /// That one does not answer: we are calling the next.
    public Prompt ringingNext() {
        return shared("ringing-next");
    }

    /// Nobody on call answers: you keep your place among those who wait.
    public Prompt onCallUnanswered() {
        return shared("on-call-unanswered");
    }

    /// To whoever is rung for a caller: for which practice, how urgent it is, and which key takes the call.
    public Prompt onCallQuestion(Urgency urgency) {
        return revision("accept-" + urgency.name().toLowerCase(Locale.ROOT)); // They speak the practice's language.
    }

    /// To whoever is rung for messages: for which practice, how long they have been unread, and which key says that
    /// one sees to them.
    public Prompt unreadQuestion() {
        return revision("accept-unread");
    }

    /// To whoever said so: it is noted.
    public Prompt unreadAcknowledged() {
        return shared("unread-accepted");
    }

    /// We are putting you through.
    public Prompt puttingThrough() {
        return shared("putting-through");
    }

    /// Nobody is free: another line of the practice is rung.
    public Prompt ringingFallback() {
        return shared("ringing-fallback");
    }

    /// The call may be recorded; a key objects, now and at any time.
    public Prompt recordingNotice() {
        return shared("recording-notice");
    }

    /// To whoever joins: this call is recorded.
    public Prompt recordedNotice() {
        return shared("recorded");
    }

    /// You may leave a message: it is recorded, and kept sealed for the practice.
    public Prompt messageInvitation() {
        return shared("message-invitation");
    }

    /// We will call you back at this number; the digits follow.
    public Prompt messageNumber() {
        return shared("message-number");
    }

    /// A digit of a number.
    public Prompt digit(char digit) {
        return shared("digit-" + digit);
    }

    /// Is that number right?
    public Prompt messageNumberQuestion() {
        return shared("message-number-question");
    }

    /// Enter the number at which to call you back.
    public Prompt messageEnterNumber() {
        return shared("message-enter-number");
    }

    /// Your message is kept.
    public Prompt messageSaved() {
        return shared("message-saved");
    }

    /// Your message could not be kept: call again.
    public Prompt messageNotSaved() {
        return shared("message-not-saved");
    }

    /// To whoever asked to be called back: press 1 to be put through. It names no practice: somebody else may
    /// answer.
    public Prompt callbackQuestion() {
        return shared("callback-question");
    }

    /// This key, and you are called back without losing your place.
    public Prompt callbackOffer() {
        return shared("callback-offer");
    }

    /// You may hang up: we call you back when it is your turn.
    public Prompt callbackBooked() {
        return shared("callback-booked");
    }

    /// We cannot call you back: you keep your place.
    public Prompt callbackRefused() {
        return shared("callback-refused");
    }

    /// This key, and you may leave a message.
    public Prompt messageOffer() {
        return shared("message-offer");
    }

    /// You are at this position of the queue, from 1.
    public Prompt position(int position) {
        return shared(position <= LAST_SPOKEN_POSITION ? "position-" + position : "position-many");
    }

    /// The forecast of a wait, which is said in one breath: perhaps that it takes longer than was said, then
    /// "less than 5 minutes", or "between 5" and "and 10 minutes".
    public List<Prompt> waitEstimate(SpokenWaitEstimate wait) {
        Stream<Prompt> longer = wait.longerThanBefore() ? Stream.of(shared("wait-longer")) : Stream.empty();
        return Stream.concat(longer, minutes(wait)).toList();
    }

    private Stream<Prompt> minutes(SpokenWaitEstimate wait) {
        if (wait.atMost() == SpokenWaitEstimate.OVER_AN_HOUR) {
            return Stream.of(shared("wait-beyond"));
        }
        return wait.atLeast() == 0
                ? Stream.of(shared("wait-under-" + wait.atMost()))
                : Stream.of(shared("wait-from-" + wait.atLeast()), shared("wait-to-" + wait.atMost()));
    }

    private Prompt own(String name) {
        return revision(own ? name : language.name().toLowerCase(Locale.ROOT) + "." + name);
    }

    private Prompt revision(String name) {
        return new Prompt(practice.value() + "." + name + (revision == 0 ? "" : "." + revision));
    }

    private Prompt shared(String name) {
        return new Prompt(language.name().toLowerCase(Locale.ROOT) + "." + name);
    }
}
