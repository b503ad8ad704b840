package org.permanence.adapter.agi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A stranger who reaches the port may send anything instead of an environment.
class AgiEnvironmentFuzz {

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60s")
    void environmentIsReadOrRefusedIndependentlyOfChunking(byte[] input) {
        AgiDecoderCheck.assertSameForAnyChunking("", input);
    }

    static Stream<byte[]> seeds() {
        String recorded = RecordedDialogue.dialogue("reception").environment();
        return Stream.of(
                        recorded,
                        recorded.replace("\n\n", "\nagi_arg_2: +33199000001\nagi_arg_3: 1\n\n"),
                        recorded.strip() + arguments(39) + "\n\n",
                        recorded + "200 result=0\nHANGUP\n",
                        "agi_network: " + "x".repeat(AgiDecoder.MAX_ENVIRONMENT_BYTES))
                .map(RecordedDialogue::bytes);
    }

    /// As many arguments as the decoder accepts after the secret.
    private static String arguments(int count) {
        return IntStream.rangeClosed(2, count + 1)
                .mapToObj(n -> "\nagi_arg_" + n + ": 1")
                .collect(Collectors.joining());
    }
}
