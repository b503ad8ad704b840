package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.SamplePractices.LES_LILAS;

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
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// Case 8 of [Reception]: a caller in the queue books a callback or leaves a message.
class CallbackMenuTest implements CallbackBooking {

    private static final PhoneNumber PREMIUM_RATE = PhoneNumber.parse("+33899000742");

    private final QueueScenario scenario = new QueueScenario(SamplePractices.standard());
    private final List<PhoneNumber> bookedNumbers = new ArrayList<>();
    private Practice practice = SamplePractices.withCallbacks(LES_LILAS);
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
        scenario.clock().after(Duration.ofSeconds(5), () -> scenario.presses("scripted", '5'));
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void callbackKeyIsIgnoredIfThePracticeOffersNoCallbacks() {
        practice = LES_LILAS.withReturningCallers(ReturningCallerRules.NONE);
        scenario.clock().after(Duration.ofSeconds(5), () -> scenario.presses("scripted", '5'));
        assertEquals(
                Disposition.ABANDONED,
                receive(presses('2').hears("fr.position-1").hangsUp()));
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void unconfirmedNumberIsNotCalledAndTheCallerKeepsWaiting() {
        var caller = numberIsReadOut(presses('2').from(Fixtures.CALLER)).staysSilent();
        caller.hears("fr.callback-refused")
                .hears("fr.position-1")
                .hears("fr.callback-offer")
                .hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), bookedNumbers);
        assertEquals(List.of(), scenario.queue());
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
        var caller = numberIsReadOut(presses('2').from(Fixtures.CALLER)).presses('1');
        caller.hears("fr.callback-refused").hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), scenario.queue());
    }

    @Test
    void hangupDuringReadBackBooksNothingAndLeavesTheQueue() {
        var caller =
                presses('2').from(Fixtures.CALLER).hears("fr.message-number").hangsUp();
        requestsCallback();
        assertEquals(Disposition.ABANDONED, receive(caller));
        assertEquals(List.of(), scenario.queue());
        assertEquals(List.of(), bookedNumbers);
    }

    @Test
    void callerWhoConfirmsAndHangsUpAtOnceIsCalledBack() {
        var caller =
                numberIsReadOut(presses('2').from(Fixtures.CALLER)).presses('1').hangsUp();
        requestsCallback();
        assertEquals(Disposition.CALLBACK_BOOKED, receive(caller));
        assertEquals(List.of(Fixtures.CALLER), bookedNumbers);
    }

    @Test
    void confirmedCallbackIsAnnounced() {
        var caller =
                numberIsReadOut(presses('2').from(Fixtures.CALLER)).presses('1').hears("fr.callback-booked");
        requestsCallback();
        assertEquals(Disposition.CALLBACK_BOOKED, receive(caller));
    }

    @Test
    void anonymousCallerEntersTheNumber() {
        var caller = presses('2').hears("fr.message-enter-number");
        "0199000742".chars().forEach(digit -> caller.presses((char) digit).hears("silence"));
        numberIsReadOut(caller.presses('#')).presses('1').hears("fr.callback-booked");
        requestsCallback();
        assertEquals(Disposition.CALLBACK_BOOKED, receive(caller));
        assertEquals(List.of(Fixtures.CALLER), bookedNumbers);
        assertEquals(10, caller.entryKeys(), "all keys but the first may repeat the one before");
    }

    @Test
    void offersFollowThePositionAnnouncement() {
        practice = practice.withMessages(new MessageRules(false, true, Duration.ofMinutes(2), Duration.ofHours(4)));
        var caller = presses('2').hears("fr.position-1").hears("fr.callback-offer");
        assertEquals(
                Disposition.ABANDONED, receive(caller.hears("fr.message-offer").hangsUp()));
    }

    @Test
    void callerWhoChoosesAMessageLeavesTheQueue() {
        practice = practice.withMessages(new MessageRules(false, true, Duration.ofMinutes(2), Duration.ofHours(4)));
        scenario.clock().after(Duration.ofSeconds(5), () -> scenario.presses("scripted", '6'));
        // Without the recording keys no message is taken: the call ends with the emergency number.
        assertEquals(Disposition.CLOSED_ANNOUNCED, receive(presses('2').hears("fr.dial-emergency")));
        assertEquals(List.of(), scenario.queue());
    }

    private void requestsCallback() {
        scenario.clock().after(Duration.ofSeconds(5), () -> scenario.presses("scripted", '5'));
    }

    private static ScriptedCall presses(char key) {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID)
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
        return ReceptionFixture.of(scenario, practice).withCallbacks(this).receive(call);
    }
}
