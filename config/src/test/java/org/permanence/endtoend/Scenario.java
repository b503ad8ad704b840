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
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// One test's part of a house that several tests share: what the journal says counts from its beginning.
final class Scenario {

    static final Duration SOON = Duration.ofSeconds(20);
    static final int PATIENT_TONE = 500;

    /// Enough of a prompt to know it. A whole one may lose a packet on a loaded machine, and costs a long search
    /// then.
    private static final Duration PROMPT_START = Duration.ofMillis(1_500);

    /// Of the tone after which one leaves a message.
    private static final int BEEP_HERTZ = 850;

    /// Of sealed sound.
    private static final long TWO_SECONDS_BYTES = 64_000;

    private static final Properties PROMPTS = loadPrompts();

    private final LabInstallation lab;
    private final int entriesBefore;

    /// The telephones of former scenes are forgotten, and nobody is signed in but these assistants, in their order.
    Scenario(LabInstallation lab, List<String> assistants, String... signedIn) {
        this.lab = lab;
        assistants.forEach(assistant -> assertTrue(lab.signOut(assistant, SOON), "nobody is left of the last scene"));
        Stream.concat(
                        assistants.stream().map(lab::phoneOf),
                        Stream.of(LabPlan.DOCTOR, LabPlan.SECOND_DOCTOR, LabPlan.FALLBACK)
                                .map(lab.phones()::phone))
                .forEach(Scenario::reset);
        this.entriesBefore = lab.journal().size();
        Stream.of(signedIn).forEach(lab::signIn);
    }

    private static void reset(AnsweringPhone phone) {
        assertTrue(phone.isFree(SOON), "no telephone is left of the last scene");
        while (phone.rings(Duration.ZERO).isPresent()) {
            // Each ring of a former scene is forgotten.
        }
        phone.answersAfter(Duration.ZERO);
    }

    /// A patient who hears the emergency question and presses the key.
    Caller callerPresses(char key, String lastDigits) {
        var patient = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits)
                .sendsTone(PATIENT_TONE)
                .dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(hearsPrompt(patient, "emergency-question"), "the emergency question is heard");
        return patient.presses(key);
    }

    /// A patient of a practice that asks, who says that it is urgent.
    Caller urgentCaller(String lastDigits) {
        Caller patient = callerPresses('2', lastDigits);
        assertTrue(hearsText(patient, LabPlan.REASON_QUESTION), "the practice's question is heard");
        return patient.presses('1');
    }

    /// Whether whoever is rung for an urgent call hears for whom it is.
    boolean hearsUrgentQuestion(AnsweringPhone phone) {
        String question = promptText("accept-urgent").replace("{practice}", "Cabinet des Lilas");
        return phone.audio()
                .findPrompt(lab.speech(question).first(PROMPT_START), SOON)
                .isPresent();
    }

    /// What whoever is rung for a message hears that nobody has read for a minute.
    static String unreadQuestion() {
        return promptText("accept-unread-minutes")
                .replace("{practice}", "Cabinet des Lilas")
                .replace("{minutes}", "1");
    }

    /// A patient of a closed practice that asks, who has nothing urgent to say.
    void leaveMessage(String lastDigits) {
        Caller patient = callerPresses('2', lastDigits);
        assertTrue(hearsText(patient, LabPlan.REASON_QUESTION), "the practice's question is heard");
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

    /// Whether whoever is called back hears why.
    boolean hearsCallbackQuestion(AnsweringPhone phone) {
        return phone.audio()
                .findPrompt(lab.speech(promptText("callback-question")).first(PROMPT_START), SOON)
                .isPresent();
    }

    /// Whether that text of the house is heard.
    boolean hearsPrompt(Caller patient, String name) {
        return hearsText(patient, promptText(name));
    }

    /// Whether these words are heard, by their beginning.
    boolean hearsText(Caller patient, String text) {
        return patient.audio()
                .findPrompt(lab.speech(text).first(PROMPT_START), SOON)
                .isPresent();
    }

    /// Whether these words are heard in English.
    boolean hearsEnglishText(Caller patient, String text) {
        return patient.audio()
                .findPrompt(lab.speech("en", text).first(PROMPT_START), SOON)
                .isPresent();
    }

    static String promptText(String name) {
        return PROMPTS.getProperty(name);
    }

    /// A patient who waits, and asks to be called back at the number presented.
    Caller requestCallback(String lastDigits) {
        Caller patient = callerPresses('2', lastDigits);
        assertTrue(hasEvents("queued", 1), "the patient waits");
        assertTrue(hearsPrompt(patient, "callback-offer"), "a callback is offered");
        patient.presses('5');
        assertTrue(
                hearsPrompt(patient, "message-number-question"),
                "the number is said, and whether it is right is asked");
        patient.presses('1');
        assertTrue(hearsPrompt(patient, "callback-booked"), "it is promised");
        patient.hangsUp();
        assertTrue(hasEvents("ended", 1), "the patient is gone");
        return patient;
    }

    /// The stations of all calls of this scene, oldest first.
    List<String> events() {
        return journalValues("station");
    }

    /// How the calls of this scene ended.
    List<String> dispositions() {
        return journalValues("disposition");
    }

    /// How urgent the calls of this scene are.
    List<String> urgencies() {
        return journalValues("urgency");
    }

    /// Whether so many calls of this scene have passed the station.
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
        try (var file = Scenario.class.getResourceAsStream("/org/permanence/boot/prompts-fr.properties")) {
            prompts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("prompts: unreadable", e);
        }
        return prompts;
    }
}
