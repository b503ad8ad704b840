package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UlawTest {

    @Test
    void silenceIsTheByteFf() {
        assertEquals((byte) 0xff, Ulaw.encode((short) 0));
        assertEquals(0, Ulaw.decode((byte) 0xff));
    }

    @Test
    void everyCodeSurvivesARoundTrip() {
        for (int code = 0; code < 256; code++) {
            short sample = Ulaw.decode((byte) code);
            assertEquals(sample, Ulaw.decode(Ulaw.encode(sample)), "code " + code);
        }
    }

    @Test
    void quantisationErrorIsAtMostAThirtieth() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample += 7) {
            int error = Math.abs(sample - Ulaw.decode(Ulaw.encode((short) sample)));
            // The scale ends at 32,635.
            assertTrue(error <= Math.abs(sample) / 30 + 4 + Math.max(0, Math.abs(sample) - 32_124), "sample " + sample);
        }
    }
}
