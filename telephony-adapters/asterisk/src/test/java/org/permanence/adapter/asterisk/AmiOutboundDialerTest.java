package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiEvent;
import org.permanence.adapter.ami.AmiException;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.call.OutboundCall;
import org.permanence.call.OutboundCall.Notification;
import org.permanence.call.OutboundDialer.OutboundListener;
import org.permanence.call.Prompt;
import org.permanence.testing.Fixtures;

/// Callbacks and notifications: each reports its outcome once.
class AmiOutboundDialerTest implements OutboundListener {

    private static final CallId CALL = new CallId(SwitchFixture.CALLER);

    @TempDir
    Path folder;

    private final List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
    private SwitchFixture fixture;

    @BeforeEach
    void startFixture() {
        fixture = new SwitchFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void refusedCallbackIsReportedUnansweredOnce() {
        fixture.failOriginates(Optional.of(AmiException.Reason.REFUSED));
        callPatient();
        fixture.asterisk().onEvent(new AmiEvent.OriginateResponse(CALL.value(), false, 0));
        assertEquals(List.of("unanswered"), outcomes);
    }

    @Test
    void patientWhoDoesNotAnswerIsReportedUnanswered() {
        callPatient();
        fixture.asterisk().onEvent(new AmiEvent.OriginateResponse("another", false, 3));
        assertEquals(List.of(), outcomes);
        fixture.asterisk().onEvent(new AmiEvent.OriginateResponse(CALL.value(), false, 3));
        assertEquals(List.of("unanswered"), outcomes);
    }

    @Test
    void answerWithoutAKeyIsReportedUnansweredOnHangup() {
        callPatient();
        fixture.asterisk().onEvent(new AmiEvent.OriginateResponse(CALL.value(), true, 4));
        assertEquals(List.of(), outcomes);
        fixture.asterisk().onEvent(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of("unanswered"), outcomes);
    }

    @Test
    void patientWhoArrivesIsReportedAcceptedAndTheirHangupIsNot() throws InterruptedException {
        callPatient();
        fixture.attachWithCaller();
        try (var _ = fixture.session("1")) {
            assertEquals(CALL, fixture.call().id());
            fixture.asterisk().onEvent(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        }
        assertEquals(List.of("accepted"), outcomes);
    }

    @Test
    void abandonedCallbackIsHungUpAndNotReported() throws InterruptedException {
        callPatient();
        fixture.outboundDialer().cancel(CALL);
        assertEquals(
                CALL.value(),
                fixture.nextAction(AmiAction.HangUp.class).channel().value());
        fixture.asterisk().onEvent(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of(), outcomes);
        fixture.outboundDialer().cancel(CALL);
        assertEquals(0, fixture.unreadActions(AmiAction.HangUp.class));
    }

    @Test
    void callThatEndedWhileAmiWasDetachedIsReportedUnansweredOnAttach() {
        callPatient();
        fixture.asterisk().onAttached(List.of());
        assertEquals(List.of("unanswered"), outcomes);
    }

    @Test
    void patientIsRungThroughTheTrunkWithTheDialledNumberAsCallerId() throws InterruptedException {
        callPatient();
        var order = fixture.nextAction(AmiAction.CallBack.class);
        assertEquals(
                "PJSIP/" + Fixtures.CALLER.digits() + "@carrier", order.target().dialString());
        assertEquals(Fixtures.LES_LILAS_DID, order.practiceNumber());
        assertEquals("/sounds/callback-question", order.question());
        assertEquals("CallBack[" + CALL + "]", order.toString());
    }

    @Test
    void notificationIsAcceptedByTheDialplansEventAndTheHangupIsNotReported() {
        fixture.outboundDialer().dial(sampleNotification(), this);
        fixture.asterisk().onEvent(new AmiEvent.OriginateResponse(CALL.value(), true, 4));
        fixture.asterisk().onEvent(new AmiEvent.UserEvent("PermAccepted", "another"));
        assertEquals(List.of(), outcomes);
        fixture.asterisk().onEvent(new AmiEvent.UserEvent("PermAccepted", CALL.value()));
        fixture.asterisk().onEvent(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of("accepted"), outcomes);
    }

    @Test
    void notificationWithoutAKeyIsNotAccepted() {
        fixture.outboundDialer().dial(sampleNotification(), this);
        fixture.asterisk().onEvent(new AmiEvent.OriginateResponse(CALL.value(), true, 4));
        fixture.asterisk().onEvent(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        fixture.asterisk().onEvent(new AmiEvent.UserEvent("PermAccepted", CALL.value()));
        assertEquals(List.of("unanswered"), outcomes);
    }

    @Test
    void callbackThatThePersonDeclinesIsReportedDeclinedOnce() {
        callPatient();
        fixture.asterisk().onEvent(new AmiEvent.UserEvent("PermDeclined", "another"));
        assertEquals(List.of(), outcomes);
        fixture.asterisk().onEvent(new AmiEvent.UserEvent("PermDeclined", CALL.value()));
        fixture.asterisk().onEvent(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of("declined"), outcomes);
    }

    @Test
    void refusedNotificationIsReportedUnanswered() {
        fixture.failOriginates(Optional.of(AmiException.Reason.REFUSED));
        fixture.outboundDialer().dial(sampleNotification(), this);
        assertEquals(List.of("unanswered"), outcomes);
    }

    @Test
    void notificationRingsTheLineWithThePracticesNumberAsCallerId() throws InterruptedException {
        fixture.outboundDialer().dial(sampleNotification(), this);
        var order = fixture.nextAction(AmiAction.Notify.class);
        assertEquals("PJSIP/phone-doctor", order.target().dialString());
        assertEquals(Fixtures.LES_LILAS_DID, order.practiceNumber());
        assertEquals("/sounds/accept-unread", order.question());
        assertEquals("/sounds/unread-accepted", order.confirmation());
    }

    private static Notification sampleNotification() {
        return new Notification(
                CALL,
                new Line("doctor"),
                Fixtures.LES_LILAS_DID,
                Duration.ofSeconds(25),
                new Prompt("accept-unread"),
                new Prompt("unread-accepted"));
    }

    private void callPatient() {
        fixture.outboundDialer()
                .dial(
                        new OutboundCall.Callback(
                                CALL,
                                Fixtures.CALLER,
                                Fixtures.LES_LILAS_DID,
                                new Line("carrier"),
                                Duration.ofSeconds(25),
                                new Prompt("callback-question")),
                        this);
    }

    @Override
    public void accepted() {
        outcomes.add("accepted");
    }

    @Override
    public void declined() {
        outcomes.add("declined");
    }

    @Override
    public void unanswered() {
        outcomes.add("unanswered");
    }
}
