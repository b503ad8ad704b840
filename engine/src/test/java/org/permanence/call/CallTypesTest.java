package org.permanence.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallTypesTest {

    private static final List<String> INVALID_NAMES =
            List.of("", " ", "a b", "a\r\nb", "a\u0000", "a;b", "${x}", "\u202ea", "\u00e9");

    @Test
    void invalidCallIdIsRefusedWithoutEchoingIt() {
        for (String value : INVALID_NAMES) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> new CallId(value));
            assertFalse(CallId.isValid(value));
            assertEquals(
                    "call id: unreadable (expected: 1..64 of letters, digits, '.', '_', '-')", thrown.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new CallId("a".repeat(65)));
    }

    @Test
    void asteriskCallIdIsAccepted() {
        assertEquals("perm-1763458200.42", new CallId("perm-1763458200.42").toString());
        assertTrue(CallId.isValid("a".repeat(64)));
    }

    @Test
    void lineIsANameAndNeverADialString() {
        for (String name : INVALID_NAMES) {
            assertThrows(IllegalArgumentException.class, () -> new Line(name), name);
        }
        for (String name : List.of("+33199000001", "PJSIP/ines", "Ines", "-ines", "ines@trunk", "a".repeat(41))) {
            assertThrows(IllegalArgumentException.class, () -> new Line(name), name);
        }
        assertEquals("on-call-2", new Line("on-call-2").name());
    }

    @Test
    void promptIsANameAndNeverAPath() {
        for (String name : INVALID_NAMES) {
            assertThrows(IllegalArgumentException.class, () -> new Prompt(name), name);
        }
        for (String name : List.of("../greeting", "/etc/passwd", ".hidden", "a/b", "Greeting", "a&b", "a".repeat(81))) {
            assertThrows(IllegalArgumentException.class, () -> new Prompt(name), name);
        }
        assertEquals("les-lilas.greeting", new Prompt("les-lilas.greeting").name());
    }

    @Test
    void inputTimeoutIsAtMostTenMinutes() {
        var prompt = new Prompt("question");

        assertThrows(IllegalArgumentException.class, () -> new Question(prompt, Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> new Question(prompt, Duration.ofSeconds(601)));
        assertEquals(Duration.ofMinutes(10), new Question(prompt, Duration.ofMinutes(10)).inputTimeout());
        assertEquals(Duration.ZERO, new Question(prompt, Duration.ZERO).inputTimeout());
    }

    @Test
    void digitIsNotPrinted() {
        assertEquals("[keys]", new Answer.Digit('7').toString());
    }

    @Test
    void unknownNetworkCauseIsMappedToOther() {
        assertEquals(HangupCause.OTHER, HangupCause.of(-1));
        assertEquals(HangupCause.OTHER, HangupCause.of(0));
        assertEquals(HangupCause.OTHER, HangupCause.of(Integer.MAX_VALUE));
        IntStream.rangeClosed(-10, 300).forEach(HangupCause::of);
    }

    @Test
    void networkCausesAreMappedByQ850() {
        assertEquals(HangupCause.UNREACHABLE, HangupCause.of(1));
        assertEquals(HangupCause.NORMAL, HangupCause.of(16));
        assertEquals(HangupCause.BUSY, HangupCause.of(17));
        assertEquals(HangupCause.NO_ANSWER, HangupCause.of(18));
        assertEquals(HangupCause.NO_ANSWER, HangupCause.of(19));
        assertEquals(HangupCause.UNREACHABLE, HangupCause.of(20));
        assertEquals(HangupCause.REJECTED, HangupCause.of(21));
        assertEquals(HangupCause.UNREACHABLE, HangupCause.of(27));
        assertEquals(HangupCause.CONGESTION, HangupCause.of(34));
        assertEquals(HangupCause.CONGESTION, HangupCause.of(42));
    }

    @Test
    void callEndedHasTheCauseAndNoStackTrace() {
        var ended = new CallEnded(HangupCause.SWITCH_LOST);

        assertEquals(HangupCause.SWITCH_LOST, ended.hangupCause());
        assertEquals(0, ended.getStackTrace().length);
    }
}
