package org.permanence.adapter.audiosocket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes to the port on which streams are taken.
class AudioSocketDecoderFuzz {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void aStreamIsReadOrRefusedHoweverItIsCut(byte[] input) {
        AudioSocketReading.sameHoweverCut(input);
    }

    static Stream<byte[]> seeds() {
        byte[] hello = Streamed.hello(new UUID(1, 2));
        return Stream.of(
                        Streamed.sound(160, 1),
                        Streamed.message(AudioSocketDecoder.KEY, (byte) '9'),
                        Streamed.message(AudioSocketDecoder.OVER),
                        Streamed.message(AudioSocketDecoder.FAULT, (byte) 1),
                        hello)
                .map(message -> {
                    byte[] both = java.util.Arrays.copyOf(hello, hello.length + message.length);
                    System.arraycopy(message, 0, both, hello.length, message.length);
                    return both;
                });
    }
}
