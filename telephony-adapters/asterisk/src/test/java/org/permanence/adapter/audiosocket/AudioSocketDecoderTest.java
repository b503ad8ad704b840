package org.permanence.adapter.audiosocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.permanence.adapter.audiosocket.AudioSocketDecoder.FAULT;
import static org.permanence.adapter.audiosocket.AudioSocketDecoder.HELLO;
import static org.permanence.adapter.audiosocket.AudioSocketDecoder.KEY;
import static org.permanence.adapter.audiosocket.AudioSocketDecoder.MAX_SOUND_BYTES;
import static org.permanence.adapter.audiosocket.AudioSocketDecoder.OVER;
import static org.permanence.adapter.audiosocket.AudioSocketDecoder.SOUND;
import static org.permanence.adapter.audiosocket.AudioSocketPeer.hello;
import static org.permanence.adapter.audiosocket.AudioSocketPeer.message;
import static org.permanence.adapter.audiosocket.AudioSocketPeer.sound;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AudioSocketDecoderTest {

    private static final UUID STREAM = UUID.fromString("0b5d1a52-7a3e-4d55-9d0e-5f6a7b8c9d0e");

    @Test
    void invalidFirstMessageIsRefused() {
        for (byte[] first : List.of(
                sound(160, 1),
                message(OVER),
                message(KEY, (byte) '9'),
                message(FAULT),
                message(HELLO, new byte[15]),
                message(HELLO, new byte[17]),
                message(HELLO),
                "GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            refused(first);
        }
    }

    @Test
    void invalidSecondMessageIsRefused() {
        for (byte[] second : List.of(
                hello(STREAM),
                message(SOUND),
                message(SOUND, new byte[321]),
                message(SOUND, new byte[MAX_SOUND_BYTES + 2]),
                message(KEY),
                message(KEY, (byte) '1', (byte) '2'),
                message(OVER, (byte) 0),
                message(FAULT, (byte) 1, (byte) 2),
                message(0x02),
                message(0x11, new byte[640]),
                message(0xfe))) {
            refused(concat(hello(STREAM), second));
        }
    }

    @Test
    void invalidLengthIsRefusedBeforeThePayloadArrives() {
        byte[] begun = {(byte) HELLO, 0, 16};

        assertEquals(
                List.of(""), AudioSocketDecoderCheck.reading(begun, left -> left), "the decoder waits for the rest");
        begun[1] = 1;
        refused(begun);
    }

    @Test
    void everyMessageIsReadIndependentlyOfChunking() {
        for (byte[] end : List.of(message(OVER), message(FAULT), message(FAULT, (byte) 2))) {
            byte[] whole =
                    concat(hello(STREAM), sound(160, -2), message(KEY, (byte) '9'), sound(MAX_SOUND_BYTES / 2, 3), end);
            List<String> expected = AudioSocketDecoderCheck.reading(whole, left -> left);
            assertEquals(6, expected.size(), expected::toString);
            for (int at = 1; at < whole.length; at++) {
                int first = at;
                assertEquals(
                        expected,
                        AudioSocketDecoderCheck.reading(whole, left -> left == whole.length ? first : left),
                        "cut at " + at);
            }
            assertEquals(expected, AudioSocketDecoderCheck.reading(whole, _ -> 1));
        }
    }

    @Test
    void dataAfterTheEndIsDropped() {
        byte[] whole = concat(hello(STREAM), message(OVER), sound(160, 1), hello(STREAM));

        assertEquals(
                List.of("Hello[stream=" + STREAM + "]", "Over[]", ""),
                AudioSocketDecoderCheck.reading(whole, left -> left));
    }

    private static void refused(byte[] bytes) {
        assertNotEquals("", AudioSocketDecoderCheck.reading(bytes, left -> left).getLast(), "refused");
        assertEquals(
                AudioSocketDecoderCheck.reading(bytes, left -> left),
                AudioSocketDecoderCheck.reading(bytes, _ -> 1),
                "cut");
    }

    private static byte[] concat(byte[]... messages) {
        var all = new ByteArrayOutputStream();
        for (byte[] one : messages) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }
}
