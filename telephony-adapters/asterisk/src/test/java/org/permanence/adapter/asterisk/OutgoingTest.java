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
import org.permanence.call.OutboundDialer.Notification;
import org.permanence.call.OutboundDialer.OutboundCall;
import org.permanence.call.OutboundDialer.OutboundListener;
import org.permanence.call.Prompt;
import org.permanence.testing.Fixtures;

/// A patient is rung outside, or somebody is told something, and what became of it is told once.
class OutgoingTest implements OutboundListener {

    private static final CallId CALL = new CallId(SwitchStage.CALLER);

    @TempDir
    Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private SwitchStage stage;

    @BeforeEach
    void aStage() {
        stage = new SwitchStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anOrderThatIsNotTakenIsInVainAndNothingElseIsToldOfIt() {
        stage.refusesToRing(Optional.of(AmiException.Reason.REFUSED));
        rings();
        stage.asterisk().event(new AmiEvent.OriginateResponse(CALL.value(), false, 0));
        assertEquals(List.of("in vain"), told);
    }

    @Test
    void whoeverDoesNotAnswerIsInVain() {
        rings();
        stage.asterisk().event(new AmiEvent.OriginateResponse("another", false, 3));
        assertEquals(List.of(), told);
        stage.asterisk().event(new AmiEvent.OriginateResponse(CALL.value(), false, 3));
        assertEquals(List.of("in vain"), told);
    }

    @Test
    void whatAnswersAndPressesNoKeyIsInVainOnceItIsGone() {
        rings();
        stage.asterisk().event(new AmiEvent.OriginateResponse(CALL.value(), true, 4));
        assertEquals(List.of(), told);
        stage.asterisk().event(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of("in vain"), told);
    }

    @Test
    void whoeverArrivesWasThereAndNothingIsToldOfTheirEnd() throws InterruptedException {
        rings();
        try (var _ = stage.session("1")) {
            assertEquals(CALL, stage.call().id());
            stage.asterisk().event(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        }
        assertEquals(List.of("accepted"), told);
    }

    @Test
    void whoeverIsGivenUpIsHungUpAndNothingIsTold() throws InterruptedException {
        rings();
        stage.outgoing().cancel(CALL);
        assertEquals(CALL.value(), stage.order(AmiAction.HangUp.class).channel().value());
        stage.asterisk().event(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of(), told);
        stage.outgoing().cancel(CALL);
        assertEquals(0, stage.furtherOrders(AmiAction.HangUp.class));
    }

    @Test
    void whatEndedWhileAsteriskWasNotHeardIsInVainOnceItIs() {
        rings();
        stage.asterisk().attached(List.of());
        assertEquals(List.of("in vain"), told);
    }

    @Test
    void thePatientIsRungThroughTheTrunkAndShownTheNumberDialled() throws InterruptedException {
        rings();
        var order = stage.order(AmiAction.CallBack.class);
        assertEquals(
                "PJSIP/" + Fixtures.CALLER.digits() + "@carrier", order.target().dialString());
        assertEquals(Fixtures.LES_LILAS_DID, order.dialled());
        assertEquals("/sounds/callback-question", order.question());
        assertEquals("CallBack[" + CALL + "]", order.toString());
    }

    @Test
    void whoeverIsToldSomethingAcceptsByTheDialplansWordAndNothingIsToldOfTheirEnd() {
        stage.outgoing().sendNotification(telling(), this);
        stage.asterisk().event(new AmiEvent.OriginateResponse(CALL.value(), true, 4));
        stage.asterisk().event(new AmiEvent.UserEvent("PermAccepted", "another"));
        assertEquals(List.of(), told);
        stage.asterisk().event(new AmiEvent.UserEvent("PermAccepted", CALL.value()));
        stage.asterisk().event(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        assertEquals(List.of("accepted"), told);
    }

    @Test
    void whoeverIsToldSomethingAndPressesNoKeyDoesNotAccept() {
        stage.outgoing().sendNotification(telling(), this);
        stage.asterisk().event(new AmiEvent.OriginateResponse(CALL.value(), true, 4));
        stage.asterisk().event(new AmiEvent.Hangup(CALL.value(), "PJSIP/trunk-1", 16));
        stage.asterisk().event(new AmiEvent.UserEvent("PermAccepted", CALL.value()));
        assertEquals(List.of("in vain"), told);
    }

    @Test
    void anOrderToTellThatIsNotTakenIsInVain() {
        stage.refusesToRing(Optional.of(AmiException.Reason.REFUSED));
        stage.outgoing().sendNotification(telling(), this);
        assertEquals(List.of("in vain"), told);
    }

    @Test
    void whoeverIsToldSomethingIsRungAtTheirLineAndShownThePracticesNumber() throws InterruptedException {
        stage.outgoing().sendNotification(telling(), this);
        var order = stage.order(AmiAction.Tell.class);
        assertEquals("PJSIP/phone-doctor", order.target().dialString());
        assertEquals(Fixtures.LES_LILAS_DID, order.shown());
        assertEquals("/sounds/asked-unread", order.question());
        assertEquals("/sounds/unread-accepted", order.thanks());
    }

    private static Notification telling() {
        return new Notification(
                CALL,
                new Line("doctor"),
                Fixtures.LES_LILAS_DID,
                Duration.ofSeconds(25),
                new Prompt("asked-unread"),
                new Prompt("unread-accepted"));
    }

    private void rings() {
        stage.outgoing()
                .dial(
                        new OutboundCall(
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
        told.add("accepted");
    }

    @Override
    public void unanswered() {
        told.add("in vain");
    }
}
