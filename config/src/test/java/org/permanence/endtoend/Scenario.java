package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.lab.ReceivedAudio;
import org.permanence.lab.Sound;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// One test in an installation that several tests share. Journal entries count from the scenario's start.
final class Scenario {

    static final Duration SOON = Duration.ofSeconds(20);
    static final int PATIENT_TONE = 500;

    /// Enough audio to recognise a prompt. Over a whole prompt, a loaded machine may lose a packet, which makes the
    /// search slow.
    private static final Duration PROMPT_START = Duration.ofMillis(1_500);

    /// The beep that starts a message.
    private static final int BEEP_HERTZ = 850;

    /// Two seconds of sealed audio.
    private static final long TWO_SECONDS_BYTES = 64_000;

    private static final Properties PROMPTS = loadPrompts();

    private final LabInstallation lab;
    private final int entriesBefore;

    /// Forgets the phones of earlier scenarios and signs in only the given assistants, in this order.
    Scenario(LabInstallation lab, List<String> assistants, String... signedIn) {
        this.lab = lab;
        assistants.forEach(assistant ->
                assertTrue(lab.signOut(assistant, SOON), "no assistant of an earlier scenario is signed in"));
        Stream.concat(
                        assistants.stream().map(lab::phoneOf),
                        Stream.of(LabPlan.DOCTOR, LabPlan.SECOND_DOCTOR, LabPlan.FALLBACK)
                                .map(lab.phones()::phone))
                .forEach(Scenario::reset);
        this.entriesBefore = lab.journal().size();
        Stream.of(signedIn).forEach(lab::signIn);
    }

    private static void reset(AnsweringPhone phone) {
        assertTrue(phone.isFree(SOON), "no telephone is still busy from an earlier scenario");
        while (phone.rings(Duration.ZERO).isPresent()) {
            // Ignores rings of an earlier scenario.
        }
        phone.answersAfter(Duration.ZERO).pressesNoKey().onAnswer(() -> {});
    }

    /// A patient hears the emergency question and presses the key.
    Caller callerPresses(char key, String lastDigits) {
        return presses(key, lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits));
    }

    /// The same for a patient whose number the carrier asserts.
    Caller assertedCallerPresses(char key, String lastDigits) {
        String number = Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits;
        return presses(key, lab.phones().caller(number).isAsserted(number));
    }

    /// The same for a caller who withholds the number.
    Caller anonymousCallerPresses(char key) {
        return presses(key, lab.phones().callerFrom("<sip:anonymous@anonymous.invalid>"));
    }

    private Caller presses(char key, Caller patient) {
        patient.sendsTone(PATIENT_TONE).dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(hearsPrompt(patient, "emergency-question"), "the patient hears the emergency question");
        return patient.presses(key);
    }

    /// A patient of a practice with a triage menu chooses urgent.
    Caller urgentCaller(String lastDigits) {
        Caller patient = callerPresses('2', lastDigits);
        assertTrue(hearsText(patient, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
        return patient.presses('1');
    }

    /// Whether the doctor hears which practice the urgent call is for.
    boolean hearsUrgentQuestion(AnsweringPhone phone) {
        return hearsQuestion(phone, "accept-urgent");
    }

    /// Whether the person who answers hears this question, with the practice's name.
    boolean hearsQuestion(AnsweringPhone phone, String prompt) {
        String question = promptText(prompt).replace("{practice}", "Cabinet des Lilas");
        return hearsStart(phone.audio(), lab.speech(question), SOON);
    }

    /// What a doctor hears when rung about a message that was not read within a minute.
    static String unreadQuestion() {
        return promptText("accept-unread-minutes")
                .replace("{practice}", "Cabinet des Lilas")
                .replace("{minutes}", "1");
    }

    /// A patient of a closed practice with a triage menu calls about something routine and leaves a message.
    void leaveMessage(String lastDigits) {
        Caller patient = callerPresses('2', lastDigits);
        assertTrue(hearsText(patient, LabPlan.REASON_QUESTION), "the patient hears the practice's question");
        patient.presses('2');
        assertTrue(hearsPrompt(patient, "message-invitation"), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(BEEP_HERTZ, SOON), lab.engine()::lastLogLines);
        long bytesBefore = lab.sealedBytes();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.sealedBytes() > bytesBefore + TWO_SECONDS_BYTES),
                lab.engine()::lastLogLines);
        patient.hangsUp();
        assertTrue(hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertTrue(LabInstallation.eventually(SOON, () -> lab.messages().size() == 1), lab.engine()::lastLogLines);
    }

    /// Whether the patient who is called back hears the reason.
    boolean hearsCallbackQuestion(AnsweringPhone phone) {
        return hearsStart(phone.audio(), lab.speech(promptText("callback-question")), SOON);
    }

    /// Whether the patient hears the prompt of this name.
    boolean hearsPrompt(Caller patient, String name) {
        return hearsText(patient, promptText(name));
    }

    /// Whether the patient hears these words; compares their beginning.
    boolean hearsText(Caller patient, String text) {
        return hearsStart(patient.audio(), lab.speech(text), SOON);
    }

    /// Whether the patient hears these words in English.
    boolean hearsEnglishText(Caller patient, String text) {
        return hearsStart(patient.audio(), lab.speech("en", text), SOON);
    }

    /// Whether the beginning of this speech is heard in time.
    static boolean hearsStart(ReceivedAudio audio, Sound speech, Duration within) {
        return audio.findPrompt(speech.first(PROMPT_START), within).isPresent();
    }

    static String promptText(String name) {
        return PROMPTS.getProperty(name);
    }

    /// A waiting patient requests a callback to the presented number.
    Caller requestCallback(String lastDigits) {
        Caller patient = assertedCallerPresses('2', lastDigits);
        assertTrue(hasEvents("queued", 1), "the patient is in the queue");
        assertTrue(hearsPrompt(patient, "callback-offer"), "the patient hears the callback offer");
        patient.presses('5');
        assertTrue(
                hearsPrompt(patient, "message-number-question"),
                "the patient hears the number and is asked to confirm it");
        patient.presses('1');
        assertTrue(hearsPrompt(patient, "callback-booked"), "the patient hears that the callback is booked");
        patient.hangsUp();
        assertTrue(hasEvents("ended", 1), "the call has ended");
        return patient;
    }

    /// A waiting caller who withholds the number types another one.
    void requestCallbackTo(String nationalNumber) {
        Caller stranger = anonymousCallerPresses('2');
        assertTrue(hearsPrompt(stranger, "callback-offer"), "the caller hears the callback offer");
        stranger.presses('5');
        assertTrue(hearsPrompt(stranger, "message-enter-number"), "the caller is asked for a number");
        nationalNumber.chars().forEach(digit -> stranger.presses((char) digit));
        stranger.presses('#');
        assertTrue(
                hearsPrompt(stranger, "message-number-question"),
                "the caller hears the number and is asked to confirm it");
        stranger.presses('1');
        assertTrue(hearsPrompt(stranger, "callback-booked"), "the caller hears that the callback is booked");
        stranger.hangsUp();
    }

    /// The events of all calls of this scenario, oldest first.
    List<String> events() {
        return journalValues("event");
    }

    /// The dispositions of this scenario's calls.
    List<String> dispositions() {
        return journalValues("disposition");
    }

    /// The urgencies of this scenario's calls.
    List<String> urgencies() {
        return journalValues("urgency");
    }

    /// Whether this many calls of the scenario have the event.
    boolean hasEvents(String event, int calls) {
        return LabInstallation.eventually(
                SOON, () -> events().stream().filter(event::equals).count() == calls);
    }

    boolean assistantBecomes(String assistant, String state) {
        return LabInstallation.eventually(SOON, () -> lab.stateOf(assistant).equals(state));
    }

    private List<String> journalValues(String field) {
        return entries()
                .map(entry -> entry.path(field).asString(""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private Stream<JsonNode> entries() {
        return lab.journal().stream().skip(entriesBefore);
    }

    private static Properties loadPrompts() {
        var prompts = new Properties();
        try (var file = Scenario.class.getResourceAsStream("/org/permanence/prompts/prompts-fr.properties")) {
            prompts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("prompts: unreadable", e);
        }
        return prompts;
    }
}
