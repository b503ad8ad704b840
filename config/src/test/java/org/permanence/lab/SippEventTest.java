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
    void otherOutputIsIgnored() {
        assertEquals(Optional.empty(), SippEvent.parse("The following events occurred:"));
        assertEquals(Optional.empty(), SippEvent.parse("Dead call lab-1@127.0.0.2 (successful), received 'HANGUP'"));
    }

    @Test
    void unknownEventIsRejected() {
        assertThrows(LabException.class, () -> SippEvent.parse("LAB> sings lab-1"));
    }

    @Test
    void everyScenarioEventIsParsed() {
        assertEquals(new SippEvent.IncomingCall("c", MEDIA, "anne"), parsed("LAB> rings c 127.0.0.1 40830 anne"));
        assertEquals(new SippEvent.Ringing("c"), parsed("LAB> ringing c"));
        assertEquals(new SippEvent.MediaMoved("c", MEDIA), parsed("LAB> early c 127.0.0.1 40830"));
        assertEquals(new SippEvent.MediaMoved("c", MEDIA), parsed("LAB> moved c 127.0.0.1 40830"));
        assertEquals(new SippEvent.Connected("c", MEDIA), parsed("LAB> connected c 127.0.0.1 40830"));
        assertEquals(new SippEvent.Rejected("c", 486), parsed("LAB> refused c 486"));
        assertEquals(new SippEvent.Ended("c"), parsed("LAB> ended c"));
    }

    @Test
    void eventAfterTheEndOfAnErrorIsFound() {
        assertEquals(new SippEvent.Ended("c"), parsed("'LAB> ended c"));
    }

    @Test
    void abortedCallIsReported() {
        assertEquals(
                new SippEvent.Aborted("lab-3@127.0.0.2"),
                parsed(
                        "2026-11-22: Aborting call on unexpected message for Call-Id 'lab-3@127.0.0.2': while expecting"));
    }

    private static SippEvent parsed(String line) {
        return SippEvent.parse(line).orElseThrow();
    }
}
