package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.dialplan.TakenMessage.CONFIRMED;
import static org.permanence.dialplan.TakenMessage.UNCONFIRMED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.MESSAGE_TAKEN;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.journal.Station.ENDED;
import static org.permanence.journal.Station.MESSAGE_LEFT;
import static org.permanence.journal.Station.TRIAGED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.flow.Disposition;
import org.permanence.message.Messages;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;

/// The numbered cases of [MessageTaking], in the reception of a practice that is closed.
class MessageTakingTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final PhoneNumber ANOTHER = PhoneNumber.parse("+33199000743");

    private final Shift shift = new Shift(House.open(), SUNDAY);
    private final TakenMessage message = new TakenMessage(shift.clock());
    private Messages messages = (_, _) -> Optional.of(message);
    private Practice practice =
            House.with(new MessageRules(true, false, LONGEST, Duration.ofHours(4)), House.LES_LILAS);

    // Case 1: the emergency number comes first.

    @Test
    void case1WhoeverIsUnclearIsNeverAskedForAMessage() {
        var call = ScriptedCall.to(Fixtures.LES_LILAS)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .staysSilent()
                .hears("fr.emergency-question")
                .staysSilent();

        assertEquals(TO_FALLBACK, receive(call));
    }

    @Test
    void case1WhereTheEmergencyNumberCannotBeSaidNoMessageIsAskedFor() {
        assertEquals(TOLD_CLOSED, receive(routine().hears("les-lilas.closed").hearsNothing()));

        assertEquals(List.of(), message.told());
    }

    @Test
    void case1APracticeThatTakesNoneAsksForNone() {
        practice = House.LES_LILAS;

        assertEquals(TOLD_CLOSED, receive(closed()));
    }

    // Case 2: no tone that keeps nothing.

    @Test
    void case2WithoutKeysOrBooksNobodyIsAskedForAMessage() {
        messages = Messages.none();

        assertEquals(TOLD_CLOSED, receive(closed()));
    }

    @Test
    void case2ACallerWhoIsNotHeardHearsNoTone() {
        message.isDeaf();

        assertEquals(TOLD_CLOSED, receive(invited().hears("fr.message-not-kept")));
        assertEquals(List.of("stop", "ended", "stop", "over"), message.told());
    }

    @Test
    void case2WithoutTheInvitationThereIsNoTone() {
        assertEquals(TOLD_CLOSED, receive(closed().hearsNothing().hears("fr.message-not-kept")));
        assertFalse(message.told().contains("begin"));
    }

    @Test
    void case2AToneThatCannotBePlayedBeginsNothing() {
        assertEquals(TOLD_CLOSED, receive(invited().hearsNothing().hears("fr.message-not-kept")));
        assertFalse(message.told().contains("begin"));
    }

    @Test
    void case2WhoeverHangsUpBeforeTheToneLeavesNothing() {
        assertEquals(LEFT_EARLY, receive(closed().hangsUp()));

        assertFalse(shift.journal().stations().contains(MESSAGE_LEFT));
    }

    // Case 3: its end.

    @Test
    void case3WhoeverHangsUpInTheMiddleHasLeftAMessage() {
        var call = invited().hears("tone").meanwhile(() -> speaks(5)).hangsUp();

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(
                List.of(TRIAGED, MESSAGE_LEFT, ENDED),
                shift.journal().stations().subList(3, 6));
        assertEquals(List.of("begin", "stop", "over"), message.told());
    }

    @Test
    void case3WhoeverHangsUpAtTheToneHasNot() {
        assertEquals(LEFT_EARLY, receive(invited().hears("tone").hangsUp()));
    }

    @Test
    void case3WhoeverEndsItAtOnceIsToldThatNothingIsKept() {
        var call = invited().hears("tone").hears("silence").presses('#').hears("fr.message-not-kept");

        assertEquals(TOLD_CLOSED, receive(call));
    }

    @Test
    void case3AnotherKeyThanHashEndsNothing() {
        var call = invited()
                .hears("tone")
                .meanwhile(() -> speaks(5))
                .hears("silence")
                .presses('5')
                .meanwhile(() -> speaks(200)) // Longer than any message: the next key ends it, whatever it is.
                .hears("silence")
                .presses('5');

        assertEquals(MESSAGE_TAKEN, receive(confirms(call)));
    }

    @Test
    void case3TheLongestEndsItByItself() {
        var call = invited()
                .hears("tone")
                .meanwhile(() -> speaks((int) LONGEST.toSeconds()))
                .hears("silence")
                .staysSilent();

        assertEquals(MESSAGE_TAKEN, receive(confirms(call)));
    }

    // Case 4: whom to call back.

    @Test
    void case4TheNumberIsSaidDigitByDigitAndConfirmedByKey() {
        assertEquals(MESSAGE_TAKEN, receive(confirms(spoken())));

        assertEquals(List.of(Fixtures.PATIENT), message.numbers(CONFIRMED));
    }

    @Test
    void case4WhoeverSaysNothingOfTheNumberLeavesTheMessage() {
        var call = digits(spoken().hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .staysSilent()
                .hears("fr.message-kept");

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(List.of(), message.numbers(CONFIRMED));
    }

    @Test
    void case4AnotherNumberIsEnteredAndSaidToo() {
        var call = digits(spoken().hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .presses('2');
        enters(call, "0199000743");
        digits(call.hears("fr.message-number"), "0199000743")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-kept");

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(List.of(ANOTHER), message.numbers(UNCONFIRMED));
        assertEquals(List.of(ANOTHER), message.numbers(CONFIRMED));
    }

    @Test
    void case4WhatCannotBeANumberIsAskedForAgainThreeTimesInAll() {
        var call = anonymous();
        for (int i = 0; i < 3; i++) {
            call.hears("fr.message-enter-number").presses('*').hears("silence").presses('#');
        }

        assertEquals(MESSAGE_TAKEN, receive(call.hears("fr.message-kept")));
        assertEquals(List.of(), message.numbers(UNCONFIRMED));
    }

    @Test
    void case4AnAnonymousCallerEntersOne() {
        var call = enters(anonymous(), "0199000743");
        digits(call.hears("fr.message-number"), "0199000743")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-kept");

        assertEquals(MESSAGE_TAKEN, receive(call));
        assertEquals(List.of(ANOTHER), message.numbers(CONFIRMED));
    }

    @Test
    void case4WhoeverHangsUpWhileTheNumberIsSaidHasLeftAMessage() {
        assertEquals(MESSAGE_TAKEN, receive(spoken().hears("fr.message-number").hangsUp()));
        assertTrue(message.told().contains("over"));
    }

    // Case 5: told once it is true.

    @Test
    void case5WhatCouldNotBeSealedIsToldAndIsNoMessage() {
        message.isLost();
        var call = digits(spoken().hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-not-kept");

        assertEquals(TOLD_CLOSED, receive(call));
        assertFalse(shift.journal().stations().contains(MESSAGE_LEFT));
    }

    private static ScriptedCall routine() {
        return ScriptedCall.to(Fixtures.LES_LILAS)
                .from(Fixtures.PATIENT)
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
        return speaksAndEnds(ScriptedCall.to(Fixtures.LES_LILAS)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses('2')
                .hears("les-lilas.closed")
                .hears("fr.dial-emergency")
                .hears("fr.message-invitation"));
    }

    private ScriptedCall speaksAndEnds(ScriptedCall call) {
        return call.hears("tone").meanwhile(() -> speaks(5)).hears("silence").presses('#');
    }

    private static ScriptedCall confirms(ScriptedCall call) {
        return digits(call.hears("fr.message-number"), "0199000742")
                .hears("fr.message-number-question")
                .presses('1')
                .hears("fr.message-kept");
    }

    private static ScriptedCall digits(ScriptedCall call, String digits) {
        digits.chars().forEach(digit -> call.hears("fr.digit-" + (char) digit));
        return call;
    }

    private static ScriptedCall enters(ScriptedCall call, String digits) {
        String said = "fr.message-enter-number";
        for (int i = 0; i < digits.length(); i++) {
            call.hears(said).presses(digits.charAt(i));
            said = "silence";
        }
        return call.hears(said).presses('#');
    }

    private void speaks(int seconds) {
        shift.clock().advance(Duration.ofSeconds(seconds));
    }

    private Disposition receive(ScriptedCall call) {
        return FrontDesk.of(shift, practice)
                .taking(new MessageKit(messages, "FR"))
                .receive(call);
    }
}
