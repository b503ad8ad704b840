package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.testing.Fixtures;

class AmiActionTest {

    private static final DialTarget.TrunkNumber PATIENT =
            new DialTarget.TrunkNumber(new DialTarget.Endpoint("trunk"), Fixtures.CALLER);
    private static final int ROUNDS = 5_000;

    private static final ChannelName CALLER_CHANNEL = new ChannelName("PJSIP/trunk-0000002a");
    private static final DialTarget ENDPOINT = new DialTarget.Endpoint("e4c1");

    private static final DialTarget.AudioSocket TAP_SOCKET =
            new DialTarget.AudioSocket("127.0.0.1", 4574, new UUID(1, 2));

    /// Every place where text from outside could get into an action.
    private static final List<Consumer<String>> TEXT_INPUTS = List.of(
            text -> new ChannelName("PJSIP/" + text),
            text -> new DialTarget.Endpoint("a" + text),
            text -> new AmiAction.SetGlobal("PERM" + text, "1"),
            text -> new AmiAction.SetGlobal("PERM_HEARTBEAT", "1" + text),
            text -> new AmiAction.SetVariable(CALLER_CHANNEL, "PERM" + text, "1"),
            text -> new AmiAction.SetVariable(CALLER_CHANNEL, "PERM_DONE", "1" + text),
            text -> new AmiAction.Presented("Les Lilas" + text, Fixtures.LES_LILAS_DID),
            text -> new AmiAction.Originate(
                    ENDPOINT,
                    "leg-" + text,
                    CALLER_CHANNEL,
                    AmiAction.Codec.ULAW,
                    Duration.ofSeconds(15),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
            text -> new AmiAction.CallBack(
                    PATIENT, "callback-" + text, Fixtures.LES_LILAS_DID, Duration.ofSeconds(15), "/sounds/question"),
            text -> new AmiAction.CallBack(
                    PATIENT, "callback-1", Fixtures.LES_LILAS_DID, Duration.ofSeconds(15), "/sounds/" + text),
            text -> new AmiAction.Notify(
                    PATIENT,
                    "unread-" + text,
                    Fixtures.LES_LILAS_DID,
                    Duration.ofSeconds(15),
                    "/sounds/a",
                    "/sounds/b"),
            text -> new AmiAction.Notify(
                    PATIENT,
                    "unread-1",
                    Fixtures.LES_LILAS_DID,
                    Duration.ofSeconds(15),
                    "/sounds/a",
                    "/sounds/" + text),
            text -> new DialTarget.AudioSocket("127.0.0.1" + text, 4574, new UUID(1, 2)),
            text -> new AmiAction.Overhear(TAP_SOCKET, "tap-" + text, CALLER_CHANNEL),
            text -> new AmiAction.Login("engine" + text, new AmiSecret("s3".toCharArray())),
            text -> new AmiAction.Login("engine", new AmiSecret(("s3" + text).toCharArray())));

    @Test
    void textInputsRejectControlCharacters() {
        List<String> controls = new ArrayList<>(List.of("\r\nAction: Command", "\n", "\r", "\0"));
        IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0))
                .mapToObj(Character::toString)
                .forEach(controls::add);
        for (String control : controls) {
            for (Consumer<String> input : TEXT_INPUTS) {
                assertThrows(IllegalArgumentException.class, () -> input.accept(control));
                assertThrows(IllegalArgumentException.class, () -> input.accept(control + "x"));
            }
        }
    }

    @Test
    void dialStringCannotRingASecondPhoneOrCallAFunction() {
        for (String text :
                List.of("&PJSIP/trunk/1900", ",20", "|20", "${SHELL(id)}", "{", "^", "/x", " ", "@trunk", "٣")) {
            assertThrows(IllegalArgumentException.class, () -> new DialTarget.Endpoint("a" + text), text);
        }
        for (String text : List.of("&PJSIP/trunk", ",x", "|x", "${SHELL(id)}", "^", " ")) {
            assertThrows(IllegalArgumentException.class, () -> new ChannelName("PJSIP/a" + text), text);
        }
    }

    @Test
    void channelCannotBeARegularExpression() {
        assertThrows(IllegalArgumentException.class, () -> new ChannelName("/.*/"));
    }

    @Test
    void variableCannotBeAFunction() {
        for (String name : List.of("FILE(/etc/asterisk/extensions.conf)", "SHELL(id)", "A,B", "", "1A", "A=B")) {
            assertThrows(IllegalArgumentException.class, () -> new AmiAction.SetGlobal(name, "1"), name);
        }
        for (String value : List.of("${SHELL(id)}", "$[1+1]", "a\"b", "a\\b", "`id`")) {
            assertThrows(IllegalArgumentException.class, () -> new AmiAction.SetGlobal("A", value), value);
        }
    }

    @Test
    void labelCannotInjectANumber() {
        for (String label : List.of("Lilas\" <1900>", "<1900>", "", "x".repeat(61))) {
            assertThrows(IllegalArgumentException.class, () -> new AmiAction.Presented(label, Fixtures.LES_LILAS_DID));
        }
    }

    @Test
    void refusalDoesNotQuoteTheValue() {
        for (Consumer<String> input : TEXT_INPUTS) {
            var fault =
                    assertThrows(IllegalArgumentException.class, () -> input.accept("\r\n" + Fixtures.CALLER.digits()));
            assertFalse(String.valueOf(fault.getMessage()).contains(Fixtures.CALLER.digits()));
        }
    }

    @Test
    void dataAsteriskWouldRefuseIsRefusedHere() {
        var waiting = new ChannelName("PJSIP/RADB-00000001");

        assertThrows(
                IllegalArgumentException.class,
                () -> new AmiAction.Originate(
                        ENDPOINT,
                        "leg-1",
                        waiting,
                        AmiAction.Codec.ULAW,
                        Duration.ofSeconds(15),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void causesAndRingTimeoutsHaveLimits() {
        assertThrows(IllegalArgumentException.class, () -> new AmiAction.HangUp(CALLER_CHANNEL, 0));
        assertThrows(IllegalArgumentException.class, () -> new AmiAction.HangUp(CALLER_CHANNEL, 128));
        for (Duration patience : List.of(Duration.ZERO, Duration.ofMinutes(6))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new AmiAction.Originate(
                            ENDPOINT,
                            "leg-1",
                            CALLER_CHANNEL,
                            AmiAction.Codec.ULAW,
                            patience,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    @Test
    void personalDataAndSecretsAreNotPrinted() {
        var presented = new AmiAction.Presented("Dr " + Fixtures.SURNAME, Fixtures.CALLER);
        var target = new DialTarget.TrunkNumber(new DialTarget.Endpoint("trunk"), Fixtures.CALLER);
        var originate = new AmiAction.Originate(
                target,
                "leg-1",
                CALLER_CHANNEL,
                AmiAction.Codec.ULAW,
                Duration.ofSeconds(15),
                Optional.of(presented),
                Optional.empty(),
                Optional.empty());
        var login = new AmiAction.Login("engine", new AmiSecret("s3cret".toCharArray()));
        var variable = new AmiAction.SetVariable(CALLER_CHANNEL, "A", Fixtures.SURNAME);

        assertEquals("Originate[leg-1] [presented] SetVariable[A]", originate + " " + presented + " " + variable);
        assertEquals("TrunkNumber[trunk=Endpoint[name=trunk], number=[number]]", target.toString());
        assertEquals("Login[username=engine, secret=[secret]]", login.toString());
    }

    @Test
    void originateUsesAsterisksFormat() {
        var presented = new AmiAction.Presented("Les Lilas", Fixtures.LES_LILAS_DID);
        var target = new DialTarget.TrunkNumber(new DialTarget.Endpoint("trunk"), Fixtures.PORT_ROYAL_DID);

        assertEquals(
                """
                Action: Originate\r
                ActionID: a-1\r
                Channel: Local/s@ring-leg/nm\r
                Codecs: ulaw\r
                Variable: PERM_TARGET=PJSIP/+33199000002@trunk\r
                Application: Bridge\r
                Data: PJSIP/trunk-0000002a\r
                ChannelId: leg-1\r
                Timeout: 15000\r
                CallerID: "Les Lilas" <+33199000001>\r
                Async: true\r
                \r
                """,
                written(new AmiAction.Originate(
                        target,
                        "leg-1",
                        CALLER_CHANNEL,
                        AmiAction.Codec.ULAW,
                        Duration.ofSeconds(15),
                        Optional.of(presented),
                        Optional.empty(),
                        Optional.empty())));
    }

    @Test
    void callbackUsesAsterisksFormatAndPrintsNoNumber() {
        var callBack = new AmiAction.CallBack(
                PATIENT, "callback-1", Fixtures.LES_LILAS_DID, Duration.ofSeconds(15), "/sounds/question");

        assertEquals("""
                Action: Originate\r
                ActionID: a-1\r
                Variable: PERM_DIALLED=+33199000001\r
                Variable: PERM_PATIENT=+33199000742\r
                Channel: Local/s@ring-leg/nm\r
                Codecs: alaw\r
                Variable: PERM_TARGET=PJSIP/+33199000742@trunk\r
                Context: ask-to-accept\r
                Exten: s\r
                Priority: 1\r
                Variable: PERM_QUESTION=/sounds/question\r
                ChannelId: callback-1\r
                Timeout: 15000\r
                CallerID: <+33199000001>\r
                Async: true\r
                \r
                """, written(callBack));
        assertEquals("CallBack[callback-1]", callBack.toString());
    }

    @Test
    void notificationUsesAsterisksFormatAndPrintsNoNumber() {
        var tell = new AmiAction.Notify(
                PATIENT,
                "unread-1",
                Fixtures.LES_LILAS_DID,
                Duration.ofSeconds(15),
                "/sounds/question",
                "/sounds/thanks");

        assertEquals("""
                Action: Originate\r
                ActionID: a-1\r
                Variable: PERM_ACKNOWLEDGEMENT=/sounds/thanks\r
                Channel: Local/s@ring-leg/nm\r
                Codecs: alaw\r
                Variable: PERM_TARGET=PJSIP/+33199000742@trunk\r
                Context: ask-to-accept\r
                Exten: s\r
                Priority: 1\r
                Variable: PERM_QUESTION=/sounds/question\r
                ChannelId: unread-1\r
                Timeout: 15000\r
                CallerID: <+33199000001>\r
                Async: true\r
                \r
                """, written(tell));
        assertEquals("Notify[unread-1]", tell.toString());
    }

    @Test
    void audioTapUsesAsterisksFormatAndPrintsNoStreamId() {
        var overhear = new AmiAction.Overhear(TAP_SOCKET, "leg-tap-1", CALLER_CHANNEL);

        assertEquals("""
                Action: Originate\r
                ActionID: a-1\r
                Channel: AudioSocket/127.0.0.1:4574/00000000-0000-0001-0000-000000000002/c(slin)\r
                Application: ChanSpy\r
                Data: PJSIP/trunk-0000002a,qouES\r
                ChannelId: leg-tap-1\r
                Timeout: 3000\r
                Async: true\r
                \r
                """, written(overhear));
        assertEquals("Overhear[leg-tap-1] AudioSocket[127.0.0.1:4574]", overhear + " " + overhear.destination());
        assertEquals(
                "AudioSocket/[::1]:4574/00000000-0000-0001-0000-000000000002/c(slin)",
                new DialTarget.AudioSocket("::1", 4574, new UUID(1, 2)).dialString());
    }

    @Test
    void legWithANoticeIsSentToTheDialplanFirst() {
        var notice = Optional.of("/sounds/fr.recorded");

        assertEquals(
                """
                Action: Originate\r
                ActionID: a-1\r
                Channel: Local/s@ring-leg/nm\r
                Codecs: ulaw\r
                Variable: PERM_TARGET=PJSIP/e4c1\r
                Context: play-notice\r
                Exten: s\r
                Priority: 1\r
                Variable: PERM_NOTICE=/sounds/fr.recorded\r
                Variable: PERM_CALLER_CHANNEL=PJSIP/trunk-0000002a\r
                ChannelId: leg-1\r
                Timeout: 15000\r
                Async: true\r
                \r
                """,
                written(new AmiAction.Originate(
                        ENDPOINT,
                        "leg-1",
                        CALLER_CHANNEL,
                        AmiAction.Codec.ULAW,
                        Duration.ofSeconds(15),
                        Optional.empty(),
                        notice,
                        Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/a,b", "/a b", "/a\r\nb", "/${SHELL(id)}", "/"})
    void noticeMustBeAPlainPath(String notice) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AmiAction.Originate(
                        ENDPOINT,
                        "leg-1",
                        CALLER_CHANNEL,
                        AmiAction.Codec.ULAW,
                        Duration.ofSeconds(15),
                        Optional.empty(),
                        Optional.of(notice),
                        Optional.empty()));
    }

    @Test
    void otherActionsUseAsterisksFormat() {
        assertEquals("Action: Ping\r\nActionID: a-1\r\n\r\n", written(new AmiAction.Ping()));
        assertEquals("Action: Logoff\r\nActionID: a-1\r\n\r\n", written(new AmiAction.Logoff()));
        assertEquals(
                "Action: StopMixMonitor\r\nActionID: a-1\r\nChannel: PJSIP/trunk-0000002a\r\n\r\n",
                written(new AmiAction.StopMixMonitor(CALLER_CHANNEL)));
        assertEquals("Action: Status\r\nActionID: a-1\r\n\r\n", written(new AmiAction.ReadChannels()));
        assertEquals(
                "Action: Getvar\r\nActionID: a-1\r\nVariable: VERSION()\r\n\r\n",
                written(new AmiAction.ReadVariable("VERSION()")));
        assertThrows(IllegalArgumentException.class, () -> new AmiAction.ReadVariable("SHELL(id)"));
        assertEquals(
                "Action: Setvar\r\nActionID: a-1\r\nVariable: PERM_HEARTBEAT\r\nValue: 1795310902\r\n\r\n",
                written(new AmiAction.SetGlobal("PERM_HEARTBEAT", "1795310902")));
        assertEquals(
                "Action: Setvar\r\nActionID: a-1\r\nChannel: PJSIP/trunk-0000002a\r\nVariable: A\r\nValue: b\r\n\r\n",
                written(new AmiAction.SetVariable(CALLER_CHANNEL, "A", "b")));
        assertEquals(
                "Action: Hangup\r\nActionID: a-1\r\nChannel: PJSIP/trunk-0000002a\r\nCause: 16\r\n\r\n",
                written(new AmiAction.HangUp(CALLER_CHANNEL, 16)));
    }

    @Test
    void everyActionIsExactlyOneMessage() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            String value = text(new SplittableRandom(seed));
            try {
                String wire = written(new AmiAction.SetVariable(CALLER_CHANNEL, "A", value));
                assertEquals(5, wire.lines().filter(line -> !line.isEmpty()).count(), "seed " + seed);
                assertEquals(6, wire.split("\r\n", -1).length - 1, "seed " + seed);
            } catch (IllegalArgumentException _) {
                refused++; // Valid text: not everything is refused.
            }
        }
        assertTrue(refused > 0 && refused < ROUNDS, "all inputs or none were refused, so the test proves nothing");
    }

    /// A few characters, most of them harmless.
    private static String text(SplittableRandom random) {
        String characters = "abcdefghijklmnop0123456789 :-_.é€\r\n\0\u0085\u2028\uD800$";
        return random.ints(random.nextInt(12), 0, characters.length())
                .mapToObj(at -> characters.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String written(AmiAction action) {
        ByteBuf out = Unpooled.buffer();
        AmiEncoder.encode(action, "a-1", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
