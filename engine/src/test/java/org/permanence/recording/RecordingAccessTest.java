package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.RecordingFixture.DOCTOR;
import static org.permanence.recording.RecordingFixture.LES_LILAS;
import static org.permanence.recording.RecordingFixture.SCOPE;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.audit.AuditException;
import org.permanence.practice.PracticeId;
import org.permanence.recording.RecordingAccess.Output;
import org.permanence.recording.RecordingAccess.Verdict;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;

class RecordingAccessTest {

    private static final int FRAMES = 5_000;
    private static final PracticeScope OTHER_SCOPE = Policy.scopeOfEngine(new PracticeId("port-royal"));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private RecordingFixture fixture;
    private RecordingAccess access;
    private RecordingId recording;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
        access = new RecordingAccess(fixture.store, fixture.storage, fixture.release, fixture.audit);
        recording = fixture.sealRecording(FRAMES);
        fixture.audit.clear();
    }

    @Test
    void nothingIsAccessibleWithoutAnAuditEntry() {
        fixture.audit.refuses();
        Output out = _ -> {
            throw new AssertionError("out: opened (expected: not without an audit entry)");
        };

        assertThrows(AuditException.class, () -> access.play(DOCTOR, SCOPE, recording, out));
        assertThrows(AuditException.class, () -> access.export(DOCTOR, SCOPE, recording, List.of("age1"), out));
        assertThrows(AuditException.class, () -> access.verify(DOCTOR, SCOPE, recording));
        assertThrows(AuditException.class, () -> access.setHold(DOCTOR, SCOPE, recording, true));
        assertThrows(AuditException.class, this::listed);

        assertFalse(fixture.row(recording).held());
    }

    @Test
    void recordingThatIsNotKeptIsRefused() {
        var unknown = RecordingId.next(fixture.clock);
        var open = fixture.startRecording(FRAMES);
        var erased = fixture.sealRecording(FRAMES);
        fixture.store.save(fixture.row(erased).withContentRemoved(RecordingState.ERASED));
        var active = fixture.store.findOpen().getFirst().id();

        for (RecordingId refused : List.of(unknown, erased, active)) {
            assertThrows(RecordingException.class, () -> access.play(DOCTOR, SCOPE, refused, out()));
            assertThrows(RecordingException.class, () -> access.verify(DOCTOR, SCOPE, refused));
            assertThrows(RecordingException.class, () -> access.setHold(DOCTOR, SCOPE, refused, true));
        }
        open.discard();
        assertEquals(0, output.size());
    }

    @Test
    void recordingOfAnotherPracticeIsRefusedLikeAnUnknownOneAndLeavesNoEntry() {
        var unknown = RecordingId.next(fixture.clock);
        for (BiConsumer<PracticeScope, RecordingId> operation : List.<BiConsumer<PracticeScope, RecordingId>>of(
                (scope, id) -> access.play(DOCTOR, scope, id, out()),
                (scope, id) -> access.export(DOCTOR, scope, id, List.of("age1"), out()),
                (scope, id) -> access.verify(DOCTOR, scope, id),
                (scope, id) -> access.setHold(DOCTOR, scope, id, true),
                (scope, id) -> access.callbackNumber(DOCTOR, scope, id))) {
            var expected = assertThrows(RecordingException.class, () -> operation.accept(SCOPE, unknown));
            var refused = assertThrows(RecordingException.class, () -> operation.accept(OTHER_SCOPE, recording));
            assertEquals(expected.getMessage(), refused.getMessage());
        }
        assertFalse(fixture.row(recording).held());
        assertEquals(0, output.size());
        assertEquals(List.of(), fixture.audit.log());
    }

    @Test
    void practiceOnlyRecordingIsNotPlayed() {
        fixture.decryptionPolicy = RecordingFixture.practiceOnly();
        var practiceOnly = fixture.sealRecording(FRAMES);

        assertThrows(RecordingException.class, () -> access.play(DOCTOR, SCOPE, practiceOnly, out()));
        assertEquals(0, output.size());
    }

    @Test
    void missingFileIsReportedAndAudited() throws IOException {
        fixture.storage.remove(recording);

        assertThrows(RecordingException.class, () -> access.play(DOCTOR, SCOPE, recording, out()));

        assertEquals(List.of("open RECORDING_PLAYED", "close RECORDING_PLAYED FAILED"), fixture.audit.log());
    }

    @Test
    void truncatedFileIsNotPlayed() {
        fixture.storage.truncate(recording, 10_000);

        assertThrows(RecordingException.class, () -> access.play(DOCTOR, SCOPE, recording, out()));

        assertEquals(0, output.size());
        assertEquals("close RECORDING_PLAYED FAILED", fixture.audit.log().getLast());
    }

    @Test
    void outputFaultIsReportedAndAudited() {
        assertThrows(
                RecordingException.class,
                () -> access.play(DOCTOR, SCOPE, recording, _ -> {
                    throw new IOException("out: failed (expected: in this test)");
                }));

        assertEquals("close RECORDING_PLAYED FAILED", fixture.audit.log().getLast());
    }

    @Test
    void invalidAgeRecipientIsRefused() {
        assertThrows(
                RecordingException.class, () -> access.export(DOCTOR, SCOPE, recording, List.of("age1invalid"), out()));

        assertEquals(0, output.size());
        assertEquals("close RECORDING_EXPORTED FAILED", fixture.audit.log().getLast());
    }

    @Test
    void playedRecordingIsAStereoWavAndIsAudited() {
        var sizes = new long[1];
        access.play(DOCTOR, SCOPE, recording, bytes -> {
            assertEquals(List.of("open RECORDING_PLAYED"), fixture.audit.log());
            sizes[0] = bytes.orElseThrow();
            return Channels.newChannel(output);
        });

        assertEquals(44 + FRAMES * 4, sizes[0]);
        assertEquals(RecordingFixture.audio(FRAMES), audioOf(output.toByteArray()));
        assertEquals(List.of("open RECORDING_PLAYED", "close RECORDING_PLAYED SUCCEEDED"), fixture.audit.log());
        var entry = fixture.audit.requests().getFirst();
        assertEquals(DOCTOR.principal(), entry.actor());
        assertEquals(DOCTOR.purpose(), entry.purpose());
        assertEquals(Optional.of(LES_LILAS.id()), entry.practice());
        assertEquals(recording.value(), entry.object().name());
    }

    @Test
    void exportOpensWithThePracticesAgeKey() throws Exception {
        KeyPair practiceKeys = new X25519KeyPairGenerator().generateKeyPair();

        access.export(DOCTOR, SCOPE, recording, List.of(ageText(practiceKeys.getPublic())), out());

        var buffer = ByteBuffer.allocate(64 + FRAMES * 4);
        var reader = X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(ageText(practiceKeys.getPrivate()));
        try (var opened = new StandardDecryptingChannelFactory()
                .newDecryptingChannel(
                        Channels.newChannel(new ByteArrayInputStream(output.toByteArray())), List.of(reader))) {
            while (opened.read(buffer) >= 0) {
                // A read may return fewer bytes than requested.
            }
        }
        byte[] wav = new byte[buffer.flip().remaining()];
        buffer.get(wav);
        assertEquals(RecordingFixture.audio(FRAMES), audioOf(wav));
        assertEquals("close RECORDING_EXPORTED SUCCEEDED", fixture.audit.log().getLast());
    }

    @Test
    void verificationConfirmsTheSealedFile() {
        assertEquals(new Verdict(true, FRAMES), access.verify(DOCTOR, SCOPE, recording));
        assertEquals(List.of("open RECORDING_VERIFIED", "close RECORDING_VERIFIED SUCCEEDED"), fixture.audit.log());
    }

    @Test
    void verificationReportsAnotherDigest() {
        byte[] sealed = fixture.storage.bytes(recording);
        var row = fixture.row(recording);
        fixture.store.save(row.withSealedFile(
                RecordingState.SEALED, new Sealed(recording, "0".repeat(64), sealed.length, FRAMES)));

        assertEquals(new Verdict(false, FRAMES), access.verify(DOCTOR, SCOPE, recording));
    }

    @Test
    void fileOfAnotherRecordingIsRefused() {
        var other = fixture.sealRecording(FRAMES);
        fixture.storage.put(recording, fixture.storage.bytes(other));

        assertThrows(RecordingException.class, () -> access.verify(DOCTOR, SCOPE, recording));
        assertThrows(RecordingException.class, () -> access.play(DOCTOR, SCOPE, recording, out()));
        assertEquals(0, output.size());
    }

    @Test
    void everyFlippedBitIsDetected() {
        byte[] sealed = fixture.storage.bytes(recording);
        for (int at = 0; at < sealed.length; at += 499) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            fixture.storage.put(recording, altered);
            assertThrows(RecordingException.class, () -> access.verify(DOCTOR, SCOPE, recording), "byte " + at);
        }
        fixture.storage.put(recording, sealed);
        assertTrue(access.verify(DOCTOR, SCOPE, recording).matchesSealed());
    }

    @Test
    void legalHoldIsSetAndLiftedAndAudited() {
        assertTrue(access.setHold(DOCTOR, SCOPE, recording, true).held());
        assertTrue(fixture.row(recording).held());
        assertFalse(access.setHold(DOCTOR, SCOPE, recording, false).held());
        assertFalse(fixture.row(recording).held());

        assertEquals(
                List.of(
                        "open HOLD_SET", "close HOLD_SET SUCCEEDED",
                        "open HOLD_LIFTED", "close HOLD_LIFTED SUCCEEDED"),
                fixture.audit.log());
    }

    @Test
    void listCoversOnePracticeAndPeriodAndIsAudited() {
        fixture.sealRecording(FRAMES);
        fixture.audit.clear();

        assertEquals(List.of(fixture.row(recording)), listed());
        assertEquals(List.of("open RECORDING_LISTED", "close RECORDING_LISTED SUCCEEDED"), fixture.audit.log());
        assertEquals(
                LES_LILAS.id().value(),
                fixture.audit.requests().getFirst().object().name());
    }

    @Test
    void accessDoesNotChangeTheRecording() {
        byte[] before = fixture.storage.bytes(recording);

        access.play(DOCTOR, SCOPE, recording, out());
        access.verify(DOCTOR, SCOPE, recording);

        assertArrayEquals(before, fixture.storage.bytes(recording));
        assertEquals(Set.of(recording), fixture.storage.files());
    }

    private List<Recording> listed() {
        var begun = fixture.row(recording).started();
        return access.list(DOCTOR, LES_LILAS.id(), begun, begun.plusSeconds(1), 10);
    }

    private Output out() {
        return _ -> Channels.newChannel(output);
    }

    /// `age1…`, or `AGE-SECRET-KEY-1…`.
    private static String ageText(Key key) {
        return new String(key.getEncoded(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer audioOf(byte[] wav) {
        return ByteBuffer.wrap(wav, 44, wav.length - 44).slice();
    }
}
