package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.call.CallId;
import org.permanence.testing.Fixtures;

class AgiEnvironmentTest {

    private static final String RECORDED =
            RecordedDialogue.dialogue("reception").environment();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nagi_arg_1: admin", // A line of the caller's, misplaced.
                "\nagi_callerid: 0199000743", // Twice.
                "\n", // An early end.
                "\n\n200 result=1",
                "\r",
                "\u0000",
                "\u0085",
                "\nagi_calleridname: x\nagi_dnid: 0199000002"
            })
    void lineInjectedThroughTheCallerIdIsRefused(String smuggled) {
        refused(RECORDED.replace("0199000742", "0199000742" + smuggled));
    }

    @Test
    void everyKeyMustAppearOnceInOrder() {
        List<String> lines = RECORDED.strip().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i) + "\n";
            refused(RECORDED.replace(line, ""));
            refused(RECORDED.replace(line, line + line));
            refused(RECORDED.replace(line, "agi_unknown: 1\n"));
            if (i > 0) {
                String before = lines.get(i - 1) + "\n";
                refused(RECORDED.replace(before + line, line + before));
            }
        }
    }

    @Test
    void argumentsAreNumberedFromOneWithoutGaps() {
        String recorded = RecordedDialogue.dialogue("arguments").environment().replace("?a=1", "");

        assertEquals(List.of("one", "two words"), accepted(recorded).arguments());
        refused(recorded.replace("agi_arg_2: one\n", ""));
        refused(recorded.replace("agi_arg_3", "agi_arg_2"));
        refused(recorded.replace("agi_arg_3", "agi_arg_4"));
    }

    /// Another process of the machine can open a connection, and a program that prints channels gives it every
    /// other line.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "agi_arg_1: \n",
                "agi_arg_1: +33199000001\n",
                "agi_arg_1: 0123456789abcdef0123456789abcdee\n",
                "agi_arg_1: 0123456789abcdef0123456789abcdef0\n",
                "agi_arg_1: 0123456789ABCDEF0123456789ABCDEF\n",
                "agi_arg_1: x\nagi_arg_2: 0123456789abcdef0123456789abcdef\n"
            })
    void requestWithoutTheSecretIsRefused(String arguments) {
        String line = "agi_arg_1: " + RecordedDialogue.SECRET.reveal() + "\n";
        assertTrue(RECORDED.contains(line));

        AgiProtocolException refused = refused(RECORDED.replace(line, arguments));

        assertEquals(AgiRefusal.SECRET_WRONG, refused.refusal());
        assertFalse(String.valueOf(refused.getMessage()).contains("0123456789"), refused.getMessage());
    }

    @Test
    void secretIsNeitherAnArgumentNorPrinted() {
        AgiEnvironment environment = accepted(RECORDED);

        assertEquals(List.of(), environment.arguments());
        assertEquals("[secret]", RecordedDialogue.SECRET.toString());
        assertEquals("AgiEnvironment[reception, lab-1795310802.0]", environment.toString());
    }

    @Test
    void secretsOfTwoRunsDiffer() {
        var random = new SecureRandom();

        String first = AgiSecret.create(random).reveal();

        assertEquals(first, AgiSecret.of(first).reveal());
        assertNotEquals(first, AgiSecret.create(random).reveal());
        assertThrows(IllegalArgumentException.class, () -> AgiSecret.of("short"));
    }

    @Test
    void unknownScriptIsRefused() {
        AgiProtocolException unknown = refused(RECORDED.replace("reception", "admin"));

        assertEquals(AgiRefusal.UNKNOWN_SCRIPT, unknown.refusal());
        refused(RECORDED.replace("_script: reception", "_script: ../reception"));
        refused(RECORDED.replace("4573/reception", "4573/other"));
        refused(RecordedDialogue.dialogue("arguments").environment()); // reception?a=1
    }

    @Test
    void valuesAsteriskNeverSendsAreRefused() {
        refused(RECORDED.replace("agi_network: yes", "agi_network: no"));
        refused(RECORDED.replace("agi_enhanced: 0.0", "agi_enhanced: 1.0"));
        refused(RECORDED.replace("agi_priority: 2", "agi_priority: two"));
        refused(RECORDED.replace("agi_priority: 2", "agi_priority: "));
        refused(RECORDED.replace("PJSIP/trunk", "PJSIP/ trunk"));
        refused(RECORDED.replace("agi_uniqueid: lab", "agi_uniqueid: ../lab"));
        refused(RECORDED.replace("agi_uniqueid: lab", "agi_uniqueid: " + "h".repeat(64)));
    }

    @Test
    void moreThanEightKibibytesOrSixtyFourLinesAreRefused() {
        refused(RECORDED.replace("Canari", "C".repeat(8192)));
        refused("agi_network: yes".repeat(600)); // Without any line end.
        StringBuilder arguments = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            arguments.append("agi_arg_").append(i).append(": 1\n");
        }
        refused(RECORDED.stripTrailing() + "\n" + arguments + "\n");
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] bytes = RecordedDialogue.bytes(RECORDED);
        bytes[RECORDED.indexOf("Canari")] = (byte) 0xC3;

        assertThrows(AgiProtocolException.class, () -> read(bytes, bytes.length));
    }

    @Test
    void refusalQuotesNoPersonalData() {
        for (String line : RECORDED.strip().lines().toList()) {
            String message =
                    String.valueOf(refused(RECORDED.replace(line + "\n", line + " Canari 0199000742\n" + line + "\n"))
                            .getMessage());

            assertFalse(
                    message.contains(Fixtures.SURNAME) || message.contains(Fixtures.NATIONAL_NUMBER_PREFIX), message);
        }
    }

    @Test
    void recordedEnvironmentIsReadIndependentlyOfChunking() {
        byte[] bytes = RecordedDialogue.bytes(RECORDED);
        for (int cut = 0; cut <= bytes.length; cut++) {
            AgiEnvironment environment = read(bytes, cut);

            assertEquals("reception", environment.script());
            assertEquals(new CallId("lab-1795310802.0"), environment.callId());
            assertEquals("PJSIP/trunk-00000000", environment.channel());
            assertEquals(List.of(), environment.arguments());
            assertEquals(Optional.of(Fixtures.CALLER), environment.caller("FR"));
            assertEquals(Optional.of(Fixtures.LES_LILAS_DID), environment.dialled("FR"));
        }
    }

    @Test
    void anonymousCallerHasNoNumber() {
        assertEquals(
                Optional.empty(),
                accepted(RECORDED.replace("0199000742", "anonymous")).caller("FR"));
    }

    @Test
    void environmentPrintsNoPersonalData() {
        String printed = accepted(RECORDED).toString();

        assertFalse(printed.contains(Fixtures.NATIONAL_NUMBER_PREFIX) || printed.contains(Fixtures.SURNAME), printed);
    }

    private static AgiEnvironment accepted(String text) {
        byte[] bytes = RecordedDialogue.bytes(text);
        return read(bytes, bytes.length);
    }

    private static AgiProtocolException refused(String text) {
        byte[] bytes = RecordedDialogue.bytes(text);
        return assertThrows(AgiProtocolException.class, () -> read(bytes, bytes.length));
    }

    private static AgiEnvironment read(byte[] bytes, int cut) {
        EmbeddedChannel channel = new EmbeddedChannel(new AgiDecoder(Set.of("reception"), RecordedDialogue.SECRET));
        try {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            Object read = channel.readInbound();
            // Input between the environment and the first command is for the session to refuse.
            assertTrue(channel.inboundMessages().isEmpty());
            if (read instanceof AgiEnvironment environment) {
                return environment;
            }
            assertNull(read);
            throw new AgiProtocolException("unfinished");
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
