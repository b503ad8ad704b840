package org.permanence.practice;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.permanence.call.Prompt;
import org.permanence.triage.Urgency;

/// The names of one practice's prompts: its own (`les-lilas.greeting`) and the shared ones in its language
/// (`fr.emergency-question`). What they say is configuration. A call hears the prompts as they were when it
/// arrived: a changed prompt gets a name of its own (`les-lilas.greeting.2`).
///
/// @param revision the revision of the practice's own prompts; 0 for those at the start of the engine
/// @param own whether `language` is the practice's own; its own prompts in other languages have the language in
///     their names (`les-lilas.en.greeting`)
public record Prompts(PracticeId practice, Language language, int revision, boolean own) {

    /// Positions from 1 to this one are said as numbers, higher ones as "more than".
    public static final int LAST_SPOKEN_POSITION = 20;

    /// The shared prompts that are played while a line rings, each followed by the ringing tone.
    public static final List<String> WHILE_RINGING =
            List.of("ringing-emergency", "ringing-on-call", "ringing-next", "putting-through");

    /// The tone after which the caller speaks; the same in each language.
    public static final Prompt TONE = new Prompt("tone");

    /// A silent prompt, played while the caller speaks.
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

    /// Says that this key chooses this language.
    public Prompt languageOffer(char key) {
        return shared("language-offer-" + key);
    }

    /// Says that no assistant speaks the caller's language at the moment, and that the call continues in another
    /// one.
    public Prompt languageUnavailable() {
        return shared("language-unavailable");
    }

    /// Says that this number takes no faxes, and asks a person to press 1 or stay on the line.
    public Prompt faxQuestion() {
        return shared("fax-question");
    }

    /// Says to hang up and dial 15 or 112.
    public Prompt dialEmergency() {
        return shared("dial-emergency");
    }

    /// Says that the emergency line is ringing.
    public Prompt ringingEmergency() {
        return shared("ringing-emergency");
    }

    /// A question of the practice's own triage menu.
    public Prompt question(String name) {
        return own("question-" + name);
    }

    /// Says that the doctor on call is being rung.
    public Prompt ringingOnCall() {
        return shared("ringing-on-call");
    }

    /// Says that the doctor did not answer, and that the next one is being rung.
    public Prompt ringingNext() {
        return shared("ringing-next");
    }

    /// Says that no doctor on call answers, and that the caller keeps their position.
    public Prompt onCallUnanswered() {
        return shared("on-call-unanswered");
    }

    /// Asks the doctor rung for a caller to take the call: names the practice, the urgency and the key. It is in
    /// the practice's own language, whatever the caller speaks.
    public Prompt onCallQuestion(Urgency urgency) {
        return revision("accept-" + urgency.name().toLowerCase(Locale.ROOT));
    }

    /// Asks the doctor rung for unread messages to accept them: names the practice, how long the messages have been
    /// unread, and the key.
    public Prompt unreadQuestion() {
        return revision("accept-unread");
    }

    /// Confirms to the doctor that the unread messages are accepted.
    public Prompt unreadAcknowledged() {
        return shared("unread-accepted");
    }

    /// Says that the caller is being put through.
    public Prompt puttingThrough() {
        return shared("putting-through");
    }

    /// Says that no assistant is free, and that another line of the practice is being rung.
    public Prompt ringingFallback() {
        return shared("ringing-fallback");
    }

    /// Says that the call may be recorded, and which key objects at any time.
    public Prompt recordingNotice() {
        return shared("recording-notice");
    }

    /// To a party who joins the call: says that it is recorded.
    public Prompt recordedNotice() {
        return shared("recorded");
    }

    /// Invites the caller to leave a message, which is recorded and kept sealed for the practice.
    public Prompt messageInvitation() {
        return shared("message-invitation");
    }

    /// Says that the practice will call back at this number; the digits follow.
    public Prompt messageNumber() {
        return shared("message-number");
    }

    /// One digit of a number.
    public Prompt digit(char digit) {
        return shared("digit-" + digit);
    }

    /// Asks whether the number is right.
    public Prompt messageNumberQuestion() {
        return shared("message-number-question");
    }

    /// Asks the caller to enter the number to call back.
    public Prompt messageEnterNumber() {
        return shared("message-enter-number");
    }

    /// Says that the message is saved.
    public Prompt messageSaved() {
        return shared("message-saved");
    }

    /// Says that the message could not be saved, and asks the caller to call again.
    public Prompt messageNotSaved() {
        return shared("message-not-saved");
    }

    /// Asks the person who answers a callback to press 1 to be put through. It does not name the practice, because
    /// another person may have answered.
    public Prompt callbackQuestion() {
        return shared("callback-question");
    }

    /// Says which key books a callback that keeps the caller's position.
    public Prompt callbackOffer() {
        return shared("callback-offer");
    }

    /// Says that the caller may hang up and will be called back at their turn.
    public Prompt callbackBooked() {
        return shared("callback-booked");
    }

    /// Says that no callback can be booked, and that the caller keeps their position.
    public Prompt callbackRefused() {
        return shared("callback-refused");
    }

    /// Says which key leads to a message.
    public Prompt messageOffer() {
        return shared("message-offer");
    }

    /// Says the caller's position in the queue, from 1.
    public Prompt position(int position) {
        return shared(position <= LAST_SPOKEN_POSITION ? "position-" + position : "position-many");
    }

    /// The wait estimate, played without pauses: "less than 5 minutes", or "between 5" and "and 10 minutes". If the
    /// wait is longer than estimated before, a prompt says so first.
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
