package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.GivenReceipt;
import org.permanence.audit.Purpose;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// What the tests of this package speak of.
final class Given {

    static final PracticeId LES_LILAS = new PracticeId("les-lilas");
    static final PracticeId PORT_ROYAL = new PracticeId("port-royal");
    static final YearMonth MAY = YearMonth.of(2027, 5);
    static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    static final RecordingId SECOND = new RecordingId("0199aaaa-0000-7000-8000-000000000002");

    private Given() {}

    static RecordingHeader header(RecordingId recording) {
        return new RecordingHeader(
                recording,
                LES_LILAS,
                new CallId("1763458200.42"),
                Instant.parse("2026-11-18T09:30:00.250Z"),
                false,
                List.of());
    }

    static Sealer.Plan plan(RecordingId recording, Readers readers) {
        return new Sealer.Plan(
                recording,
                LES_LILAS,
                new CallId("1763458200.42"),
                Instant.parse("2026-11-18T09:30:00.250Z"),
                MAY,
                readers,
                false);
    }

    /// The same key each time for a seed.
    static DataKey key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return DataKey.of(bytes);
    }

    /// Sound that does not repeat itself.
    static byte[] sound(int frames) {
        byte[] sound = new byte[frames * Sound.FRAME_BYTES];
        new Random(frames).nextBytes(sound);
        return sound;
    }

    static byte[] sealed(RecordingHeader header, DataKey key, byte[] sound) {
        var file = new InMemory.Written();
        try (var writer = SealWriter.begin(header, key, file)) {
            writer.append(ByteBuffer.wrap(sound));
            writer.seal();
        }
        return file.bytes();
    }

    static byte[] opened(byte[] file, DataKey key) {
        return all(SealReader.open(new InMemory.File(file), key));
    }

    static byte[] all(SealReader reader) {
        var sound = ByteBuffer.allocate((int) reader.size());
        reader.read(0, sound);
        return sound.array();
    }

    static AuditReceipt receipt(Action action, RecordingId recording) {
        return receipt(action, recording, LES_LILAS);
    }

    static AuditReceipt receipt(Action action, RecordingId recording, PracticeId practice) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, recording.value());
        return GivenReceipt.of(AuditRequest.of(Actor.HOUSE, practice, action, object, Purpose.HOPERAT));
    }

    static void assertRefused(Refusal why, Executable opening) {
        assertEquals(why, assertThrows(SealException.class, opening).refusal());
    }
}
