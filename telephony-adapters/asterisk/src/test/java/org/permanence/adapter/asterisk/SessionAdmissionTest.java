package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchFixture.CALLER;
import static org.permanence.adapter.asterisk.SwitchFixture.CHANNEL;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.agi.AgiEndReason;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.Prompt;

/// A session is believed only if AMI knows its channel, and only if the call has no other.
class SessionAdmissionTest extends OnSwitch {

    private static final String PLAYS = "STREAM FILE \"/sounds/greeting\" \"\"";
    private static final String BRIDGE = "7c6a1f0e";
    private static final String LEG = "leg-1795310802.7-1";
    private static final String PHONE = "Local/s@ring-leg-00000002;1";

    @Test
    void sessionOfAChannelThatAsteriskDoesNotHaveIsRefused() throws Exception {
        fixture.attachWithCaller();
        try (var session = fixture.sessionOf("lab-1795310802.99", CHANNEL)) {
            assertNull(session.receive(), "no command is sent");
            assertEquals(AgiEndReason.REFUSED, fixture.nextSessionEnd());
        }
        assertEquals(0, fixture.unreadCalls());
    }

    @Test
    void sessionWithAnotherNameOfItsChannelIsRefused() throws Exception {
        fixture.attachWithCaller();
        try (var session = fixture.sessionOf(CALLER, "PJSIP/trunk-00000009")) {
            assertNull(session.receive(), "no command is sent");
            assertEquals(AgiEndReason.REFUSED, fixture.nextSessionEnd());
        }
        assertEquals(0, fixture.unreadCalls());
    }

    @Test
    void sessionOfATelephoneThatTheEngineRangIsRefused() throws Exception {
        fixture.attachWithCaller();
        fixture.asterisk().onEvent(new ChannelNew(LEG, PHONE, LEG, ChannelPhase.DOWN));
        try (var session = fixture.sessionOf(LEG, PHONE)) {
            assertNull(session.receive(), "no command is sent");
            assertEquals(AgiEndReason.REFUSED, fixture.nextSessionEnd());
        }
        assertEquals(0, fixture.unreadCalls());
    }

    @Test
    void secondSessionOfALiveCallDoesNotReplaceTheFirst() throws Exception {
        fixture.attachWithCaller();
        try (var first = fixture.session()) {
            Future<Boolean> played = startPlaying(fixture.call());
            assertEquals(PLAYS, first.receive());
            try (var second = fixture.session()) {
                assertNull(second.receive(), "no command is sent");
                assertEquals(AgiEndReason.REFUSED, fixture.nextSessionEnd());
            }
            assertFalse(played.isDone());
            first.send("200 result=0\n");
            assertTrue(played.get(10, TimeUnit.SECONDS), "the caller's own session goes on");
        }
        assertEquals(0, fixture.unreadCalls());
    }

    @Test
    void sessionOfALiveCallUnderAnotherChannelNameIsRefused() throws Exception {
        fixture.attachWithCaller();
        var first = fixture.session();
        Future<Boolean> played = startPlaying(fixture.call());
        assertEquals(PLAYS, first.receive());
        first.close();
        assertEquals(AgiEndReason.SOCKET_ENDED, fixture.nextSessionEnd());
        try (var other = fixture.sessionOf(CALLER, "PJSIP/trunk-00000009")) {
            assertNull(other.receive(), "no command is sent");
            assertEquals(AgiEndReason.REFUSED, fixture.nextSessionEnd());
        }
        assertFalse(played.isDone());
    }

    @Test
    void callerWhoTalksGetsASessionOnlyAfterTheBridge() throws Exception {
        fixture.attachWithCaller();
        var first = fixture.session();
        Future<Boolean> played = startPlaying(fixture.call());
        assertEquals(PLAYS, first.receive());
        fixture.asterisk().onEvent(new ChannelNew(LEG, PHONE, CALLER, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new BridgeEnter(BRIDGE, LEG, PHONE, CALLER, 1));
        fixture.asterisk().onEvent(new BridgeEnter(BRIDGE, CALLER, CHANNEL, CALLER, 2));
        first.close();
        assertEquals(AgiEndReason.SOCKET_ENDED, fixture.nextSessionEnd());
        try (var early = fixture.session()) {
            assertNull(early.receive(), "the caller talks");
            assertEquals(AgiEndReason.REFUSED, fixture.nextSessionEnd());
        }
        fixture.asterisk().onEvent(new BridgeLeave(BRIDGE, CALLER, CHANNEL, 1));
        try (var next = fixture.session()) {
            assertEquals(PLAYS, next.receiveAndConfirm());
            assertTrue(played.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void sessionThatComesBeforeItsChannelsEventWaitsForIt() throws Exception {
        fixture.attachWithCaller();
        String uniqueid = "lab-1795310802.8";
        try (var _ = fixture.sessionOf(uniqueid, "PJSIP/trunk-00000001")) {
            fixture.asterisk().onEvent(new ChannelNew(uniqueid, "PJSIP/trunk-00000001", uniqueid, ChannelPhase.RING));

            assertEquals(new CallId(uniqueid), fixture.call().id());
        }
    }

    @Test
    void sessionThatComesWhileAmiIsCutWaitsForTheNextChannelList() throws Exception {
        fixture.attachWithCaller();
        fixture.asterisk().onDetached(DetachCause.CLOSED);
        try (var _ = fixture.session()) {
            assertEquals(0, fixture.unreadCalls());
            fixture.attachWithCaller();

            assertEquals(new CallId(CALLER), fixture.call().id());
        }
    }

    @Test
    void callerWhoReturnsWhileAmiIsCutContinuesAtOnce() throws Exception {
        fixture.attachWithCaller();
        var first = fixture.session();
        Future<Boolean> played = startPlaying(fixture.call());
        assertEquals(PLAYS, first.receive());
        fixture.asterisk().onDetached(DetachCause.CLOSED);
        first.close();
        try (var next = fixture.session()) {
            assertEquals(PLAYS, next.receiveAndConfirm());
            assertTrue(played.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void nextSessionWaitsUntilTheEndOfTheLastIsNoticed() throws Exception {
        fixture.attachWithCaller();
        var first = fixture.session();
        Future<Boolean> played = startPlaying(fixture.call());
        assertEquals(PLAYS, first.receive());
        try (var next = fixture.session()) {
            first.send("HANGUP\n"); // A bridge took the caller, and has returned them.

            assertEquals(PLAYS, next.receiveAndConfirm());
            assertTrue(played.get(10, TimeUnit.SECONDS));
        }
        assertEquals(0, fixture.unreadCalls());
    }

    private Future<Boolean> startPlaying(Call call) {
        return fixture.flow(() -> {
            call.play(new Prompt("greeting"));
            return true;
        });
    }
}
