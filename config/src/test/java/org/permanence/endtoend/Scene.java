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
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// One test's part of a house that several tests share: what the journal says counts from its beginning.
final class Scene {

    static final Duration SOON = Duration.ofSeconds(20);
    static final int PATIENTS_VOICE = 500;

    /// Enough of a prompt to know it. A whole one may lose a packet on a loaded machine, and costs a long search
    /// then.
    private static final Duration RECOGNISED = Duration.ofMillis(1_500);

    /// Of the tone after which one leaves a message.
    private static final int TONE = 850;

    /// Of sealed sound.
    private static final long TWO_SECONDS = 64_000;

    private static final Properties TEXTS = texts();

    private final LabHouse house;
    private final int before;

    /// The telephones of former scenes are forgotten, and nobody is signed in but these assistants, in their order.
    Scene(LabHouse house, List<String> all, String... signedIn) {
        this.house = house;
        all.forEach(assistant -> assertTrue(house.signsOut(assistant, SOON), "nobody is left of the last scene"));
        Stream.concat(
                        all.stream().map(house::phoneOf),
                        Stream.of(HousePlan.DOCTOR, HousePlan.SECOND_DOCTOR, HousePlan.FALLBACK)
                                .map(house.phones()::phone))
                .forEach(Scene::calmDown);
        this.before = house.journal().size();
        Stream.of(signedIn).forEach(house::signIn);
    }

    private static void calmDown(AnsweringPhone phone) {
        assertTrue(phone.isFree(SOON), "no telephone is left of the last scene");
        while (phone.rings(Duration.ZERO).isPresent()) {
            // Each ring of a former scene is forgotten.
        }
        phone.answersAfter(Duration.ZERO);
    }

    /// A patient who hears the emergency question and presses the key.
    Caller presses(char key, String lastDigits) {
        var patient = house.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits)
                .says(PATIENTS_VOICE)
                .dials(HousePlan.NUMBER);
        assertTrue(patient.connects(SOON), house.phones()::lastWords);
        assertTrue(hears(patient, "emergency-question"), "the emergency question is heard");
        return patient.presses(key);
    }

    /// A patient of a practice that asks, who says that it is urgent.
    Caller urgent(String lastDigits) {
        Caller patient = presses('2', lastDigits);
        assertTrue(hearsWords(patient, HousePlan.REASON), "the practice's question is heard");
        return patient.presses('1');
    }

    /// Whether whoever is rung for an urgent call hears for whom it is.
    boolean asks(AnsweringPhone phone) {
        String question = text("asked-urgent").replace("{practice}", "Cabinet des Lilas");
        return phone.hearing()
                .hears(house.said(question).first(RECOGNISED), SOON)
                .isPresent();
    }

    /// What whoever is rung for a message hears that nobody has read for a minute.
    static String unread() {
        return text("asked-unread-minutes")
                .replace("{practice}", "Cabinet des Lilas")
                .replace("{minutes}", "1");
    }

    /// A patient of a closed practice that asks, who has nothing urgent to say.
    void leavesAMessage(String lastDigits) {
        Caller patient = presses('2', lastDigits);
        assertTrue(hearsWords(patient, HousePlan.REASON), "the practice's question is heard");
        patient.presses('2');
        assertTrue(hears(patient, "message-invitation"), house.engine()::lastWords);
        assertTrue(patient.hearing().hearsTone(TONE, SOON), house.engine()::lastWords);
        long before = house.sealedBytes();
        assertTrue(
                LabHouse.eventually(SOON, () -> house.sealedBytes() > before + TWO_SECONDS), house.engine()::lastWords);
        patient.hangsUp();
        assertTrue(passed("ended", 1), house.engine()::lastWords);
        assertTrue(LabHouse.eventually(SOON, () -> house.messages().size() == 1), house.engine()::lastWords);
    }

    /// Whether whoever is called back hears why.
    boolean asksPatient(AnsweringPhone phone) {
        return phone.hearing()
                .hears(house.said(text("callback-question")).first(RECOGNISED), SOON)
                .isPresent();
    }

    /// Whether that text of the house is heard.
    boolean hears(Caller patient, String text) {
        return hearsWords(patient, text(text));
    }

    /// Whether these words are heard, by their beginning.
    boolean hearsWords(Caller patient, String words) {
        return patient.hearing()
                .hears(house.said(words).first(RECOGNISED), SOON)
                .isPresent();
    }

    /// Whether these words are heard in English.
    boolean hearsEnglish(Caller patient, String words) {
        return patient.hearing()
                .hears(house.said("en", words).first(RECOGNISED), SOON)
                .isPresent();
    }

    static String text(String name) {
        return TEXTS.getProperty(name);
    }

    /// A patient who waits, and asks to be called back at the number presented.
    Caller asksToBeCalledBack(String lastDigits) {
        Caller patient = presses('2', lastDigits);
        assertTrue(passed("queued", 1), "the patient waits");
        assertTrue(hears(patient, "callback-offer"), "a callback is offered");
        patient.presses('5');
        assertTrue(hears(patient, "message-number-question"), "the number is said, and whether it is right is asked");
        patient.presses('1');
        assertTrue(hears(patient, "callback-promised"), "it is promised");
        patient.hangsUp();
        assertTrue(passed("ended", 1), "the patient is gone");
        return patient;
    }

    /// The stations of all calls of this scene, oldest first.
    List<String> stations() {
        return told("station");
    }

    /// How the calls of this scene ended.
    List<String> dispositions() {
        return told("disposition");
    }

    /// How urgent the calls of this scene are.
    List<String> urgencies() {
        return told("urgency");
    }

    /// Whether so many calls of this scene have passed the station.
    boolean passed(String station, int calls) {
        return LabHouse.eventually(
                SOON, () -> stations().stream().filter(station::equals).count() == calls);
    }

    boolean becomes(String assistant, String state) {
        return LabHouse.eventually(SOON, () -> house.stateOf(assistant).equals(state));
    }

    private List<String> told(String fact) {
        return entries()
                .map(entry -> entry.path(fact).asString(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Stream<JsonNode> entries() {
        return house.journal().stream().skip(before);
    }

    private static Properties texts() {
        var texts = new Properties();
        try (var file = Scene.class.getResourceAsStream("/org/permanence/boot/prompts-fr.properties")) {
            texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("prompts: unreadable", e);
        }
        return texts;
    }
}
