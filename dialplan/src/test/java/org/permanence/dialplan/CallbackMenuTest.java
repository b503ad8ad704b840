package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.House.LES_LILAS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.call.Call;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.Disposition;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.practice.ReturningCallerRules;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;

/// A caller who waits asks for something else: to be called back, or to leave a message.
class CallbackMenuTest implements CallbackBooking {

    private static final PhoneNumber PREMIUM_RATE = PhoneNumber.parse("+33899000742");

    private final Shift shift = new Shift(House.open());
    private final List<PhoneNumber> bookedNumbers = new ArrayList<>();
    private Practice practice = House.callingBack(LES_LILAS);
    private boolean accepts = true;

    @Override
    public boolean book(Call call, Practice dialledPractice, PhoneNumber number) {
        bookedNumbers.add(number);
        return accepts;
    }

    @Test
    void unclearCallerIsNotOfferedACallback() {
        var caller = presses('3').hears("fr.emergency-question").staysSilent(); // Unclear.
        caller.hears("fr.position-1").hangsUp();
        shift.clock().after(Duration.ofSeconds(5), () -> shift.presses("scripted", '5'));
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void callbackKeyIsIgnoredIfThePracticeOffersNoCallbacks() {
        practice = House.with(ReturningCallerRules.NONE, LES_LILAS);
        shift.clock().after(Duration.ofSeconds(5), () -> shift.presses("scripted", '5'));
        assertEquals(
                Disposition.ABANDONED,
                receive(presses('2').hears("fr.position-1").hangsUp()));
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void unconfirmedNumberIsNotCalledAndTheCallerKeepsWaiting() {
        var caller = numberIsReadOut(presses('2').from(Fixtures.PATIENT)).staysSilent();
        caller.hears("fr.callback-refused")
                .hears("fr.position-1")
                .hears("fr.callback-offer")
                .hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), bookedNumbers);
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void premiumRateNumberIsNotCalledAndTheCallerKeepsWaiting() {
        var caller = presses('2').from(PREMIUM_RATE).hears("fr.message-number");
        "0899000742".chars().forEach(digit -> caller.hears("fr.digit-" + (char) digit));
        caller.hears("fr.message-number-question")
                .presses('1')
                .hears("fr.callback-refused")
                .hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void refusedBookingIsAnnouncedAndTheCallerKeepsWaiting() {
        accepts = false;
        var caller = numberIsReadOut(presses('2').from(Fixtures.PATIENT)).presses('1');
        caller.hears("fr.callback-refused").hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void hangupDuringReadBackBooksNothingAndLeavesTheQueue() {
        var caller =
                presses('2').from(Fixtures.PATIENT).hears("fr.message-number").hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), shift.queue());
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void callerWhoConfirmsAndHangsUpAtOnceIsCalledBack() {
        var caller = numberIsReadOut(presses('2').from(Fixtures.PATIENT))
                .presses('1')
                .hangsUp();
        requestsCallback();
        assertEquals(Disposition.CALLBACK_BOOKED, receive(caller));
        assertEquals(List.of(Fixtures.PATIENT), bookedNumbers);
    }

    @Test
    void confirmedCallbackIsAnnounced() {
        var caller = numberIsReadOut(presses('2').from(Fixtures.PATIENT))
                .presses('1')
                .hears("fr.callback-promised");
        requestsCallback();
        assertEquals(Disposition.CALLBACK_BOOKED, receive(caller));
    }

    @Test
    void anonymousCallerEntersTheNumber() {
        var caller = presses('2').hears("fr.message-enter-number");
        "0199000742".chars().forEach(digit -> caller.presses((char) digit).hears("silence"));
        numberIsReadOut(caller.presses('#')).presses('1').hears("fr.callback-promised");
        requestsCallback();
        assertEquals(Disposition.CALLBACK_BOOKED, receive(caller));
        assertEquals(List.of(Fixtures.PATIENT), bookedNumbers);
    }

    @Test
    void offersFollowThePositionAnnouncement() {
        practice = House.with(new MessageRules(false, true, Duration.ofMinutes(2), Duration.ofHours(4)), practice);
        var caller = presses('2').hears("fr.position-1").hears("fr.callback-offer");
        assertEquals(
                Disposition.ABANDONED, receive(caller.hears("fr.message-offer").hangsUp()));
    }

    @Test
    void callerWhoChoosesAMessageLeavesTheQueue() {
        practice = House.with(new MessageRules(false, true, Duration.ofMinutes(2), Duration.ofHours(4)), practice);
        shift.clock().after(Duration.ofSeconds(5), () -> shift.presses("scripted", '6'));
        // Without the archive's keys nobody is asked for one: "15 or 112" is the last word.
        assertEquals(Disposition.CLOSED_ANNOUNCED, receive(presses('2').hears("fr.dial-emergency")));
        assertEquals(List.of(), shift.queue());
    }

    private void requestsCallback() {
        shift.clock().after(Duration.ofSeconds(5), () -> shift.presses("scripted", '5'));
    }

    private static ScriptedCall presses(char key) {
        return ScriptedCall.to(Fixtures.LES_LILAS)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question")
                .presses(key);
    }

    private static ScriptedCall numberIsReadOut(ScriptedCall caller) {
        caller.hears("fr.message-number");
        "0199000742".chars().forEach(digit -> caller.hears("fr.digit-" + (char) digit));
        return caller.hears("fr.message-number-question");
    }

    private Disposition receive(ScriptedCall call) {
        return ReceptionFixture.of(shift, practice).withCallbacks(this).receive(call);
    }
}
