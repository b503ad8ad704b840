package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.TestReceipt;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// Keys, headers and audio for the tests of this package.
final class SealFixture {

    static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    static final YearMonth MAY = YearMonth.of(2027, 5);
    static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    static final RecordingId SECOND = new RecordingId("0199aaaa-0000-7000-8000-000000000002");

    private SealFixture() {}

    static RecordingHeader header(RecordingId recording) {
        return new RecordingHeader(
                recording,
                LES_LILAS,
                new CallId("1763458200.42"),
                Instant.parse("2026-11-18T09:30:00.250Z"),
                false,
                List.of());
    }

    static Sealer.Plan plan(RecordingId recording, DecryptionPolicy decryptionPolicy) {
        return new Sealer.Plan(
                recording,
                LES_LILAS,
                new CallId("1763458200.42"),
                Instant.parse("2026-11-18T09:30:00.250Z"),
                MAY,
                decryptionPolicy,
                false);
    }

    /// The key for a seed, always the same.
    static DataKey key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return DataKey.of(bytes);
    }

    /// Audio without repetitions.
    static byte[] audio(int frames) {
        byte[] audio = new byte[frames * AudioFormat.FRAME_BYTES];
        new Random(frames).nextBytes(audio);
        return audio;
    }

    static byte[] seal(RecordingHeader header, DataKey key, byte[] audio) {
        var file = new InMemoryFiles.OutputFile();
        try (var writer = SealWriter.begin(header, key, file)) {
            writer.append(ByteBuffer.wrap(audio));
            writer.seal();
        }
        return file.bytes();
    }

    static byte[] readAudio(byte[] file, DataKey key) {
        return readAll(SealReader.open(new InMemoryFiles.File(file), key));
    }

    static byte[] readAll(SealReader reader) {
        var audio = ByteBuffer.allocate((int) reader.size());
        reader.read(0, audio);
        return audio.array();
    }

    static AuditReceipt receipt(Action action, RecordingId recording) {
        return receipt(action, recording, LES_LILAS);
    }

    static AuditReceipt receipt(Action action, RecordingId recording, PracticeId practice) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, recording.value());
        return TestReceipt.of(AuditRequest.of(AccessRequest.ENGINE, action, practice, object));
    }

    static void assertFails(SealFailure failure, Executable opening) {
        assertEquals(failure, assertThrows(SealException.class, opening).failure());
    }
}
