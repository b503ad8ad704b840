package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SippEventTest {

    private static final InetSocketAddress MEDIA = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_830);

    @Test
    void aLineThatIsNoEventIsPassedOver() {
        assertEquals(Optional.empty(), SippEvent.in("The following events occurred:"));
        assertEquals(Optional.empty(), SippEvent.in("Dead call lab-1@127.0.0.2 (successful), received 'HANGUP'"));
    }

    @Test
    void aWordThatNoScenarioHasIsOurOwnMistake() {
        assertThrows(LabException.class, () -> SippEvent.in("LAB> sings lab-1"));
    }

    @Test
    void everyWordOfTheScenariosIsUnderstood() {
        assertEquals(new SippEvent.Rings("c", MEDIA, "anne"), only("LAB> rings c 127.0.0.1 40830 anne"));
        assertEquals(new SippEvent.RingingBack("c"), only("LAB> ringing c"));
        assertEquals(new SippEvent.Moved("c", MEDIA), only("LAB> early c 127.0.0.1 40830"));
        assertEquals(new SippEvent.Moved("c", MEDIA), only("LAB> moved c 127.0.0.1 40830"));
        assertEquals(new SippEvent.Connected("c", MEDIA), only("LAB> connected c 127.0.0.1 40830"));
        assertEquals(new SippEvent.Refused("c", 486), only("LAB> refused c 486"));
        assertEquals(new SippEvent.Ended("c"), only("LAB> ended c"));
    }

    @Test
    void anEventAfterTheEndOfAnErrorIsFound() {
        assertEquals(new SippEvent.Ended("c"), only("'LAB> ended c"));
    }

    @Test
    void aCallThatSippGivesUpIsHeardOf() {
        assertEquals(
                new SippEvent.Aborted("lab-3@127.0.0.2"),
                only("2026-11-22: Aborting call on unexpected message for Call-Id 'lab-3@127.0.0.2': while expecting"));
    }

    private static SippEvent only(String line) {
        return SippEvent.in(line).orElseThrow();
    }
}
