package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.testing.Fixtures;

class AmiDecoderTest {

    private static final String HANGUP = """
            Event: Hangup\r
            Privilege: call,all\r
            SystemName: 4f9c2a71d0be\r
            Channel: PJSIP/a-1\r
            Uniqueid: 4f9c2a71d0be-1.1\r
            Cause: 16\r
            Cause-txt: Normal\r
            \r
            """;
    private static final String KEY_9 = """
            Event: DTMFEnd\r
            Privilege: dtmf,all\r
            SystemName: 4f9c2a71d0be\r
            Channel: PJSIP/a-1\r
            Uniqueid: 4f9c2a71d0be-1.1\r
            Linkedid: 4f9c2a71d0be-1.1\r
            Digit: 9\r
            DurationMs: 100\r
            Direction: Received\r
            \r
            """;

    private static final String HUNG_UP = "Hangup[uniqueid=4f9c2a71d0be-1.1, channel=PJSIP/a-1, cause=16]";

    /// As a real Asterisk 22.10.1 reports a BYE, without the personal headers.
    private static final String HANGUP_REQUEST = """
            Event: HangupRequest\r
            Privilege: call,all\r
            SystemName: 4f9c2a71d0be\r
            Channel: PJSIP/a-1\r
            Uniqueid: 4f9c2a71d0be-1.1\r
            Linkedid: 4f9c2a71d0be-1.1\r
            Cause: 16\r
            \r
            """;

    @Test
    void hangupRequestOfAPartyIsReadAndAsterisksOwnIsNot() {
        var harness = DecoderHarness.withSystemName().afterBanner();

        harness.feed(HANGUP_REQUEST.replace("HangupRequest", "SoftHangupRequest"))
                .feed(HANGUP_REQUEST);

        assertEquals(List.of("HangupRequest[uniqueid=4f9c2a71d0be-1.1, channel=PJSIP/a-1]"), harness.output());
    }

    @Test
    void unknownBannerIsRefused() {
        var harness = DecoderHarness.withSystemName();

        var fault = assertThrows(AmiException.class, () -> harness.feed("SSH-2.0-OpenSSH_9.2\r\n"));
        assertEquals(AmiException.Reason.PROTOCOL, fault.reason());
    }

    @Test
    void endlessBannerIsRefusedAtItsLimit() {
        var harness = DecoderHarness.withSystemName().feed("Asterisk Call Manager/" + "1".repeat(1_000));

        assertThrows(AmiException.class, () -> harness.feed("1".repeat(100)));
    }

    @Test
    void endlessMessageIsRefusedAtItsLimit() {
        var harness = DecoderHarness.withLimits(new AmiLimits(64, 10, 1_000))
                .afterBanner()
                .feed("Event: Other\r\n");

        assertThrows(AmiException.class, () -> harness.feed("A: b\r\n".repeat(200)));
    }

    @Test
    void endlessWantedMessageIsRefusedAtItsLimit() {
        var harness = DecoderHarness.withLimits(new AmiLimits(64, 10, 1_000))
                .afterBanner()
                .feed("Event: Hangup\r\nCallerIDName: ");

        assertThrows(AmiException.class, () -> harness.feed("x".repeat(2_000)));
    }

    @Test
    void messageWithTooManyHeadersIsRejectedAndTheNextIsRead() {
        var harness = DecoderHarness.withSystemName()
                .afterBanner()
                .feed(HANGUP.replace("Cause:", "X: y\r\n".repeat(130) + "Cause:"));

        assertEquals(List.of(), harness.output());
        assertEquals(1, harness.rejected());
        assertEquals(List.of(HUNG_UP), harness.feed(HANGUP).output());
    }

    @Test
    void overlongUnwantedLineIsSkipped() {
        String longName = "CallerIDName: " + "x".repeat(5_000) + "\r\nCause:";

        assertEquals(
                List.of(HUNG_UP),
                DecoderHarness.withSystemName()
                        .afterBanner()
                        .feed(HANGUP.replace("Cause:", longName))
                        .output());
    }

    @Test
    void overlongWantedValueIsRejected() {
        var harness = DecoderHarness.withSystemName().afterBanner();
        harness.feed(HANGUP.replace("PJSIP/a-1", "PJSIP/" + "a".repeat(300)));
        harness.feed(HANGUP.replace("PJSIP/a-1", "PJSIP/" + "a".repeat(3_000)));

        assertEquals(List.of(), harness.output());
        assertEquals(2, harness.rejected());
    }

    @Test
    void eventWithAnOverlongFirstLineIsSkipped() {
        assertEquals(
                List.of(HUNG_UP),
                DecoderHarness.withSystemName()
                        .afterBanner()
                        .feed("Event: " + "x".repeat(5_000) + "\r\n\r\n" + HANGUP)
                        .output());
    }

    @Test
    void duplicateWantedHeaderIsRejected() {
        var harness = DecoderHarness.withSystemName()
                .afterBanner()
                .feed(HANGUP.replace("Cause:", "CallerIDNum: 1\r\nUniqueid: 4f9c2a71d0be-9.9\r\nCause:"));

        assertEquals(List.of(), harness.output());
        assertEquals(1, harness.rejected());
    }

    @Test
    void eventWithAMissingHeaderIsRejected() {
        for (String line : List.of("Uniqueid: 4f9c2a71d0be-1.1\r\n", "Channel: PJSIP/a-1\r\n", "Cause: 16\r\n")) {
            var harness = DecoderHarness.withSystemName().afterBanner().feed(HANGUP.replace(line, ""));

            assertEquals(List.of(), harness.output());
            assertEquals(1, harness.rejected());
        }
    }

    @Test
    void invalidNumberIsRejected() {
        for (String cause : List.of("", "-1", "16a", "9999999", "٣")) {
            assertEquals(
                    List.of(),
                    DecoderHarness.withSystemName()
                            .afterBanner()
                            .feed(HANGUP.replace("Cause: 16", "Cause: " + cause))
                            .output());
        }
    }

    @Test
    void eventInjectedThroughTheCallerIdIsRejected() {
        // Written by a real Asterisk 22.10.1 for From: <sip:33%0D%0A%0D%0AEvent%3A%20Hangup…@…>.
        var harness = DecoderHarness.withSystemName().afterBanner().feed("""
                Event: Newchannel\r
                Privilege: call,all\r
                SystemName: 4f9c2a71d0be\r
                Channel: PJSIP/trunk-00000004\r
                ChannelState: 4\r
                CallerIDNum: 33\r
                \r
                Event: Hangup\r
                Channel: PJSIP/e1-00000001\r
                Uniqueid: 4f9c2a71d0be-1.1\r
                Cause: 16\r
                \r
                \r
                CallerIDName: Canari\r
                Uniqueid: 4f9c2a71d0be-1795311051.5\r
                Linkedid: 4f9c2a71d0be-1795311051.5\r
                \r
                """);

        assertEquals(List.of(), harness.output());
        assertEquals(3, harness.rejected());
    }

    @Test
    void eventWithAWrongSystemNameIsRejected() {
        var harness = DecoderHarness.withSystemName().afterBanner();
        harness.feed(HANGUP.replace("SystemName: 4f9c2a71d0be", "SystemName: asterisk"));
        harness.feed(HANGUP.replace("Uniqueid: 4f9c2a71d0be", "Uniqueid: asterisk"));

        assertEquals(List.of(), harness.output());
        assertEquals(2, harness.rejected());
    }

    @Test
    void loneLineFeedStaysPartOfTheValue() {
        // From: <sip:33%0AUniqueid%3A%20evil@…>.
        var harness = DecoderHarness.withSystemName()
                .afterBanner()
                .feed(HANGUP.replace("Cause:", "CallerIDNum: 33\nUniqueid: 4f9c2a71d0be-9.9\r\nCause:"));

        assertEquals(List.of(HUNG_UP), harness.output());
    }

    @Test
    void keyIsReportedOnceAndNeverPrinted() {
        var harness = DecoderHarness.withSystemName().afterBanner();
        harness.feed(KEY_9);
        harness.feed(KEY_9.replace("Received", "Sent"));
        harness.feed(KEY_9.replace("Digit: 9", "Digit: 99"));

        assertEquals(List.of("KeyPressed[4f9c2a71d0be-1.1]"), harness.output());
        assertEquals(1, harness.rejected(), "two keys in one event are invalid");
    }

    @Test
    void originateResponseIsAnEventOfItsActionDespiteItsResponseHeader() {
        var harness = DecoderHarness.withSystemName().afterBanner().feed("""
                Event: OriginateResponse\r
                Privilege: call,all\r
                SystemName: 4f9c2a71d0be\r
                ActionID: a-1\r
                Response: Failure\r
                Channel: PJSIP/+33199000742@trunk\r
                Reason: 5\r
                Uniqueid: 4f9c2a71d0be-leg-1\r
                CallerIDName: Canari\r
                \r
                """);

        assertEquals(List.of("OriginateResponse[a-1, success=false, reason=5]"), harness.output());
    }

    @Test
    void recordedCallIsDecodedInOrder() {
        var harness = DecoderHarness.withSystemName().feed(DecoderHarness.recorded("bridged-call.txt"));

        String all = String.join("\n", harness.output());
        String caller = "uniqueid=4f9c2a71d0be-1795310902.0, channel=PJSIP/trunk-00000000";
        String leg = "uniqueid=4f9c2a71d0be-leg-0001, channel=PJSIP/assistant-00000001";
        String linked = "linkedid=4f9c2a71d0be-1795310902.0";
        String bridge = "80ca74dc-20f7-4d4a-9659-bda7cfc03b1a";
        assertEquals(
                """
                L SUCCESS
                st0 LIST_FOLLOWS
                st0 end of 0
                ChannelNew[CALLER, LINKED, phase=RING]
                ChannelState[CALLER, phase=UP]
                UserEvent[name=Waiting, uniqueid=4f9c2a71d0be-1795310902.0]
                st1 LIST_FOLLOWS
                st1 ChannelStatus[CALLER, LINKED, phase=UP, bridgeId=Optional.empty, application=Optional[MusicOnHold]]
                st1 end of 1
                o1 SUCCESS
                ChannelNew[LEG, linkedid=4f9c2a71d0be-leg-0001, phase=DOWN]
                ChannelNew[LEG, linkedid=4f9c2a71d0be-leg-0001, phase=DOWN]
                ChannelState[LEG, phase=RINGING]
                OriginateResponse[o1, success=true, reason=4]
                ChannelState[LEG, phase=UP]
                ChannelNew[CALLER, LINKED, phase=UP]
                ChannelNew[CALLER, LINKED, phase=UP]
                BridgeEnter[bridgeId=BRIDGE, CALLER, LINKED, members=1]
                BridgeEnter[bridgeId=BRIDGE, LEG, LINKED, members=2]
                st2 LIST_FOLLOWS
                st2 ChannelStatus[LEG, LINKED, phase=UP, bridgeId=Optional[BRIDGE], application=Optional[Bridge]]
                st2 ChannelStatus[CALLER, LINKED, phase=UP, bridgeId=Optional[BRIDGE], application=Optional.empty]
                st2 end of 2
                v1 SUCCESS
                h1 SUCCESS
                BridgeLeave[bridgeId=BRIDGE, LEG, members=1]
                BridgeLeave[bridgeId=BRIDGE, CALLER, members=0]
                UserEvent[name=AfterMoh, uniqueid=4f9c2a71d0be-1795310902.0]
                Hangup[LEG, cause=16]
                h2 SUCCESS
                Hangup[CALLER, cause=17]
                st3 LIST_FOLLOWS
                st3 end of 0
                n1 ERROR
                p1 ERROR""".replace("CALLER", caller)
                        .replace("LEG", leg)
                        .replace("LINKED", linked)
                        .replace("BRIDGE", bridge),
                all);
        assertEquals(0, harness.rejected());
    }

    @Test
    void noNumberOrNameOfTheRecordedCallIsDecoded() {
        String recorded = DecoderHarness.recorded("bridged-call.txt");
        assertTrue(recorded.contains(Fixtures.NUMBER_PREFIX) && recorded.contains(Fixtures.SURNAME));

        String all = DecoderHarness.withSystemName().feed(recorded).output().toString();

        assertFalse(all.contains(Fixtures.NUMBER_PREFIX) || all.contains(Fixtures.SURNAME), all);
    }

    @Test
    void recordedCallCutAtEveryByteDecodesTheSame() {
        byte[] recorded =
                DecoderHarness.recorded("bridged-call.txt").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var whole = DecoderHarness.withSystemName().feed(recorded);

        for (int cut = 0; cut <= recorded.length; cut++) {
            var parts = DecoderHarness.withSystemName()
                    .feed(Arrays.copyOfRange(recorded, 0, cut))
                    .feed(Arrays.copyOfRange(recorded, cut, recorded.length));
            assertEquals(whole.output(), parts.output(), "cut at " + cut);
            assertEquals(whole.events(), parts.events(), "cut at " + cut);
        }
    }

    @Test
    void recordedCallOneByteAtATimeDecodesTheSame() {
        byte[] recorded =
                DecoderHarness.recorded("bridged-call.txt").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var bytes = DecoderHarness.withSystemName();
        for (byte b : recorded) {
            bytes.feed(new byte[] {b});
        }

        assertEquals(DecoderHarness.withSystemName().feed(recorded).output(), bytes.output());
        assertEquals(37, bytes.events());
    }
}
