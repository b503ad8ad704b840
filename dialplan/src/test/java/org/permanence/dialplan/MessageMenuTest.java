package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.dialplan.FakeMessageInProgress.CONFIRMED;
import static org.permanence.dialplan.FakeMessageInProgress.UNCONFIRMED;
import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.journal.CallEvent.ENDED;
import static org.permanence.journal.CallEvent.MESSAGE_LEFT;
import static org.permanence.journal.CallEvent.TRIAGED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.flow.Disposition;
import org.permanence.message.MessageTaker;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// The numbered cases of [MessageMenu], for a call to a closed practice.
class MessageMenuTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Duration MAX_LENGTH = Duration.ofMinutes(2);
    private static final PhoneNumber OTHER_NUMBER = PhoneNumber.parse("+33199000743");

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard(), SUNDAY);
    private final FakeMessageInProgress message = new FakeMessageInProgress(scenario.clock());
    private MessageTaker messageTaker = (_, _) -> Optional.of(message);
    private Practice practice =
            SamplePractices.LES_LILAS.withMessages(new MessageRules(true, false, MAX_LENGTH, Duration.ofHours(4)));

    // Case 1: the emergency number comes first.

    @Test
    void case1UnclearCallerIsNeverAskedForAMessage() {
        var call = ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .staysSilent()
                .hears("fr.emergency-question")
                .staysSilent();

        assertEquals(TO_FALLBACK, receive(call));
    }

    @Test
    void case1NoMessageIfTheEmergencyNumberCannotBePlayed() {
        assertEquals(
                CLOSED_ANNOUNCED, receive(routine().hears("les-lilas.closed").cannotPlayPrompt()));

        assertEquals(List.of(), message.events());
    }

    @Test
    void case1PracticeWithoutMessagesAsksForNone() {
        practice = SamplePractices.LES_LILAS;

        assertEquals(CLOSED_ANNOUNCED, receive(closed()));
    }

    // Case 2: no tone unless the message can be recorded.

    @Test
    void case2NoMessageWithoutKeysOrStore() {
        messageTaker = MessageTaker.none();

        assertEquals(CLOSED_ANNOUNCED, receive(closed()));
    }

    @Test
    void case2NoToneWithoutCallerAudio() {
        message.receivesNoAudio();

        assertEquals(CLOSED_ANNOUNCED, receive(invited().hears("fr.message-not-saved")));
        assertEquals(List.of("stop", "ended", "stop", "over"), message.events());
    }

    @Test
    void case2NoToneWithoutTheInvitation() {
        assertEquals(CLOSED_ANNOUNCED, receive(closed().cannotPlayPrompt().hears("fr.message-not-saved")));
        assertFalse(message.events().contains("begin"));
    }

    @Test
    void case2NothingIsRecordedIfTheToneCannotBePlayed() {
        assertEquals(CLOSED_ANNOUNCED, receive(invited().cannotPlayPrompt().hears("fr.message-not-saved")));
        assertFalse(message.events().contains("begin"));
    }

    @Test
    void case2HangupBeforeTheToneLeavesNoMessage() {
        assertEquals(LEFT_EARLY, receive(closed().hangsUp()));

        assertFalse(scenario.journal().events().contains(MESSAGE_LEFT));
    }

    // Case 3: the end of the message.

    @Test
    void case3HangupDuringTheMessageSavesIt() {
        var call = invited().hears("tone").duringNextStep(() -> speaks(5)).hangsUp();

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(
                List.of(TRIAGED, MESSAGE_LEFT, ENDED),
                scenario.journal().events().subList(3, 6));
        assertEquals(List.of("begin", "stop", "over"), message.events());
    }

    @Test
    void case3HangupAtTheToneLeavesNoMessage() {
        assertEquals(LEFT_EARLY, receive(invited().hears("tone").hangsUp()));
    }

    @Test
    void case3EmptyMessageIsAnnouncedAsNotSaved() {
        var call = invited().hears("tone").hears("silence").presses('#').hears("fr.message-not-saved");

        assertEquals(CLOSED_ANNOUNCED, receive(call));
    }

    @Test
    void case3OnlyHashEndsTheMessage() {
        var call = invited()
                .hears("tone")
                .duringNextStep(() -> speaks(5))
                .hears("silence")
                .presses('5')
                .duringNextStep(() -> speaks(200)) // Longer than the maximum: any key then ends the message.
                .hears("silence")
                .presses('5');

        assertEquals(MESSAGE_TAKEN, receive(confirms(call)));
    }

    @Test
    void case3MessageEndsAtItsMaximumLength() {
        var call = invited()
                .hears("tone")
                .duringNextStep(() -> speaks((int) MAX_LENGTH.toSeconds()))
                .hears("silence")
                .staysSilent();

        assertEquals(MESSAGE_TAKEN, receive(confirms(call)));
    }

    // Case 4: the callback number.

    @Test
    void case4NumberIsReadOutAndConfirmedByKey() {
        assertEquals(MESSAGE_TAKEN, receive(confirms(spoken())));

        assertEquals(List.of(Fixtures.CALLER), message.numbers(CONFIRMED));
    }

    @Test
    void case4MessageIsSavedWithoutConfirmingTheNumber() {
        var call = readsOut(spoken().hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .staysSilent()
                .hears("fr.message-saved");

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(List.of(), message.numbers(CONFIRMED));
    }

    @Test
    void case4OtherNumberIsEnteredAndReadOut() {
        var call = readsOut(spoken().hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .presses('2');
        enters(call, "0199000743");
        readsOut(call.hears("fr.message-number"), "0199000743")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-saved");

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(List.of(OTHER_NUMBER), message.numbers(UNCONFIRMED));
        assertEquals(List.of(OTHER_NUMBER), message.numbers(CONFIRMED));
    }

    @Test
    void case4InvalidNumberIsAskedForThreeTimes() {
        var call = anonymous();
        for (int i = 0; i < 3; i++) {
            call.hears("fr.message-enter-number").presses('*').hears("silence").presses('#');
        }

        assertEquals(MESSAGE_TAKEN, receive(call.hears("fr.message-saved")));
        assertEquals(List.of(), message.numbers(UNCONFIRMED));
    }

    @Test
    void case4AnonymousCallerEntersANumber() {
        var call = enters(anonymous(), "0199000743");
        readsOut(call.hears("fr.message-number"), "0199000743")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-saved");

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(List.of(OTHER_NUMBER), message.numbers(CONFIRMED));
    }

    @Test
    void case4HangupDuringReadBackKeepsTheMessage() {
        assertEquals(MESSAGE_TAKEN, receive(spoken().hears("fr.message-number").hangsUp()));
        assertTrue(message.events().contains("over"));
    }

    // Case 5: the caller hears that the message is saved only after it is sealed.

    @Test
    void case5UnsealedMessageIsAnnouncedAsNotSaved() {
        message.failsToSeal();
        var call = readsOut(spoken().hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-not-saved");

        assertEquals(CLOSED_ANNOUNCED, receive(call));
        assertFalse(scenario.journal().events().contains(MESSAGE_LEFT));
    }

    private static ScriptedCall routine() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .from(Fixtures.CALLER)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2');
    }

    private static ScriptedCall closed() {
        return routine().hears("les-lilas.closed").hears("fr.dial-emergency");
    }

    private static ScriptedCall invited() {
        return closed().hears("fr.message-invitation");
    }

    private ScriptedCall spoken() {
        return speaksAndEnds(invited());
    }

    private ScriptedCall anonymous() {
        return speaksAndEnds(ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .hears("les-lilas.closed")
                .hears("fr.dial-emergency")
                .hears("fr.message-invitation"));
    }

    private ScriptedCall speaksAndEnds(ScriptedCall call) {
        return call.hears("tone")
                .duringNextStep(() -> speaks(5))
                .hears("silence")
                .presses('#');
    }

    private static ScriptedCall confirms(ScriptedCall call) {
        return readsOut(call.hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-saved");
    }

    private static ScriptedCall readsOut(ScriptedCall call, String digits) {
        digits.chars().forEach(digit -> call.hears("fr.digit-" + (char) digit));
        return call;
    }

    private static ScriptedCall enters(ScriptedCall call, String digits) {
        String prompt = "fr.message-enter-number";
        for (int i = 0; i < digits.length(); i++) {
            call.hears(prompt).presses(digits.charAt(i));
            prompt = "silence";
        }
        return call.hears(prompt).presses('#');
    }

    private void speaks(int seconds) {
        scenario.clock().advance(Duration.ofSeconds(seconds));
    }

    private Disposition receive(ScriptedCall call) {
        return ReceptionFixture.of(scenario, practice)
                .withMessages(new MessageServices(messageTaker, "FR"))
                .receive(call);
    }
}
