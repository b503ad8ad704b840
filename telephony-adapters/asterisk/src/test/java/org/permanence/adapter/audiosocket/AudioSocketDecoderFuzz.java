package org.permanence.adapter.audiosocket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any input on the port of the audio streams.
class AudioSocketDecoderFuzz {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void streamIsReadOrRefusedIndependentlyOfChunking(byte[] input) {
        AudioSocketDecoderCheck.assertSameForAnyChunking(input);
    }

    static Stream<byte[]> seeds() {
        byte[] hello = AudioSocketPeer.hello(new UUID(1, 2));
        return Stream.of(
                        AudioSocketPeer.sound(160, 1),
                        AudioSocketPeer.message(AudioSocketDecoder.KEY, (byte) '9'),
                        AudioSocketPeer.message(AudioSocketDecoder.OVER),
                        AudioSocketPeer.message(AudioSocketDecoder.FAULT, (byte) 1),
                        hello)
                .map(message -> {
                    byte[] both = java.util.Arrays.copyOf(hello, hello.length + message.length);
                    System.arraycopy(message, 0, both, hello.length, message.length);
                    return both;
                });
    }
}
