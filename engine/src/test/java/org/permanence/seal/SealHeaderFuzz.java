package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes the header of a recording: a file may come from an untrusted source.
class SealHeaderFuzz {

    @MethodSource("headers")
    @FuzzTest(maxDuration = "60s")
    void headerIsRefusedOrWrittenIdentically(byte[] input) {
        try {
            assertArrayEquals(input, RecordingHeader.read(input).canonical());
        } catch (SealException _) {
            // A refusal is correct.
        }
    }

    static Stream<byte[]> headers() {
        var key = PracticeKey.generate().recipient();
        var header = SealFixture.header(SealFixture.FIRST);
        var shared = new RecordingHeader(
                header.recording(),
                header.practice(),
                header.call(),
                header.started(),
                true,
                List.of(key.wrap(header.practice(), header.recording(), SealFixture.key(1))));
        return Stream.of(header.canonical(), shared.canonical());
    }
}
