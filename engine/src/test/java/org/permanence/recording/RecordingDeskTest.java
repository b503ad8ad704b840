package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.Studio.DOCTOR;
import static org.permanence.recording.Studio.LES_LILAS;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.recording.RecordingDesk.Out;
import org.permanence.recording.RecordingDesk.Verdict;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;

class RecordingDeskTest {

    private static final int FRAMES = 5_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream given = new ByteArrayOutputStream();
    private Studio studio;
    private RecordingDesk desk;
    private RecordingId recording;

    @BeforeEach
    void aHouseWithARecording() {
        studio = new Studio(folder);
        desk = new RecordingDesk(studio.store, studio.storage, studio.release, studio.audit);
        recording = studio.keeps(FRAMES);
        studio.audit.clear();
    }

    @Test
    void withoutAnEntryNotOneByteLeaves() {
        studio.audit.refuses();
        Out out = _ -> {
            throw new AssertionError("out: asked for (expected: not without an entry)");
        };

        assertThrows(AuditException.class, () -> desk.play(DOCTOR, recording, out));
        assertThrows(AuditException.class, () -> desk.export(DOCTOR, recording, List.of("age1"), out));
        assertThrows(AuditException.class, () -> desk.verify(DOCTOR, recording));
        assertThrows(AuditException.class, () -> desk.hold(DOCTOR, recording, true));
        assertThrows(AuditException.class, this::listed);

        assertFalse(studio.row(recording).held());
    }

    @Test
    void whatIsNotKeptIsRefused() {
        var unknown = RecordingId.next(studio.clock);
        var open = studio.begins(FRAMES);
        var gone = studio.keeps(FRAMES);
        studio.store.write(studio.row(gone).gone(RecordingState.ERASED));
        var being = studio.store.open().getFirst().id();

        for (RecordingId refused : List.of(unknown, gone, being)) {
            assertThrows(RecordingException.class, () -> desk.play(DOCTOR, refused, out()));
            assertThrows(RecordingException.class, () -> desk.verify(DOCTOR, refused));
            assertThrows(RecordingException.class, () -> desk.hold(DOCTOR, refused, true));
        }
        open.discard();
        assertEquals(0, given.size());
    }

    @Test
    void whatThePracticeAloneReadsIsNotGiven() {
        studio.readers = Studio.practiceOnly();
        var theirs = studio.keeps(FRAMES);

        assertThrows(RecordingException.class, () -> desk.play(DOCTOR, theirs, out()));
        assertEquals(0, given.size());
    }

    @Test
    void aMissingFileIsToldAndWrittenDown() throws IOException {
        studio.storage.remove(recording);

        assertThrows(RecordingException.class, () -> desk.play(DOCTOR, recording, out()));

        assertEquals(List.of("open RECORDING_PLAYED", "close RECORDING_PLAYED FAILED"), studio.audit.log());
    }

    @Test
    void ofAFileThatIsCutNothingIsGiven() {
        studio.storage.truncate(recording, 10_000);

        assertThrows(RecordingException.class, () -> desk.play(DOCTOR, recording, out()));

        assertEquals(0, given.size());
        assertEquals("close RECORDING_PLAYED FAILED", studio.audit.log().getLast());
    }

    @Test
    void aPlaceThatRefusesIsToldAndWrittenDown() {
        assertThrows(
                RecordingException.class,
                () -> desk.play(DOCTOR, recording, _ -> {
                    throw new IOException("out: refuses (expected: in this test)");
                }));

        assertEquals("close RECORDING_PLAYED FAILED", studio.audit.log().getLast());
    }

    @Test
    void aReaderThatIsNoAgeKeyGetsNothing() {
        assertThrows(RecordingException.class, () -> desk.export(DOCTOR, recording, List.of("age1nobody"), out()));

        assertEquals(0, given.size());
        assertEquals("close RECORDING_EXPORTED FAILED", studio.audit.log().getLast());
    }

    @Test
    void whatIsPlayedIsAWaveOfBothSidesAndWrittenDownBeforeAndAfter() {
        var sizes = new long[1];
        desk.play(DOCTOR, recording, bytes -> {
            assertEquals(List.of("open RECORDING_PLAYED"), studio.audit.log());
            sizes[0] = bytes;
            return Channels.newChannel(given);
        });

        assertEquals(44 + FRAMES * 4, sizes[0]);
        assertEquals(Studio.sound(FRAMES), soundOf(given.toByteArray()));
        assertEquals(List.of("open RECORDING_PLAYED", "close RECORDING_PLAYED SUCCEEDED"), studio.audit.log());
        var entry = studio.audit.requests().getFirst();
        assertEquals(DOCTOR.actor(), entry.actor());
        assertEquals(DOCTOR.purpose(), entry.purpose());
        assertEquals(Optional.of(LES_LILAS.id()), entry.practice());
        assertEquals(recording.value(), entry.object().name());
    }

    @Test
    void anExportOpensWithThePracticesAgeKeyAlone() throws Exception {
        KeyPair theirs = new X25519KeyPairGenerator().generateKeyPair();

        desk.export(DOCTOR, recording, List.of(written(theirs.getPublic())), out());

        var room = ByteBuffer.allocate(64 + FRAMES * 4);
        var reader = X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(written(theirs.getPrivate()));
        try (var opened = new StandardDecryptingChannelFactory()
                .newDecryptingChannel(
                        Channels.newChannel(new ByteArrayInputStream(given.toByteArray())), List.of(reader))) {
            while (opened.read(room) >= 0) {
                // A read may give less than was asked for.
            }
        }
        byte[] wav = new byte[room.flip().remaining()];
        room.get(wav);
        assertEquals(Studio.sound(FRAMES), soundOf(wav));
        assertEquals("close RECORDING_EXPORTED SUCCEEDED", studio.audit.log().getLast());
    }

    @Test
    void aLookFindsTheFileThatWasSealed() {
        assertEquals(new Verdict(true, FRAMES), desk.verify(DOCTOR, recording));
        assertEquals(List.of("open RECORDING_VERIFIED", "close RECORDING_VERIFIED SUCCEEDED"), studio.audit.log());
    }

    @Test
    void aFileThatIsNotTheOneInTheBookIsTold() {
        byte[] sealed = studio.storage.bytes(recording);
        var row = studio.row(recording);
        studio.store.write(
                row.with(RecordingState.SEALED, new Sealed(recording, "0".repeat(64), sealed.length, FRAMES)));

        assertEquals(new Verdict(false, FRAMES), desk.verify(DOCTOR, recording));
    }

    @Test
    void anotherRecordingsFileInItsPlaceIsRefused() {
        var other = studio.keeps(FRAMES);
        studio.storage.put(recording, studio.storage.bytes(other));

        assertThrows(RecordingException.class, () -> desk.verify(DOCTOR, recording));
        assertThrows(RecordingException.class, () -> desk.play(DOCTOR, recording, out()));
        assertEquals(0, given.size());
    }

    @Test
    void aFlippedBitIsFoundWhereverItIs() {
        byte[] sealed = studio.storage.bytes(recording);
        for (int at = 0; at < sealed.length; at += 499) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            studio.storage.put(recording, altered);
            assertThrows(RecordingException.class, () -> desk.verify(DOCTOR, recording), "byte " + at);
        }
        studio.storage.put(recording, sealed);
        assertTrue(desk.verify(DOCTOR, recording).asSealed());
    }

    @Test
    void aHoldIsSetAndLiftedAndWrittenDown() {
        assertTrue(desk.hold(DOCTOR, recording, true).held());
        assertTrue(studio.row(recording).held());
        assertFalse(desk.hold(DOCTOR, recording, false).held());
        assertFalse(studio.row(recording).held());

        assertEquals(
                List.of(
                        "open HOLD_SET", "close HOLD_SET SUCCEEDED",
                        "open HOLD_LIFTED", "close HOLD_LIFTED SUCCEEDED"),
                studio.audit.log());
    }

    @Test
    void theListIsOfOnePracticeAndOneTimeAndWrittenDown() {
        studio.keeps(FRAMES);
        studio.audit.clear();

        assertEquals(List.of(studio.row(recording)), listed());
        assertEquals(List.of("open RECORDING_LISTED", "close RECORDING_LISTED SUCCEEDED"), studio.audit.log());
        assertEquals(
                LES_LILAS.id().value(),
                studio.audit.requests().getFirst().object().name());
    }

    @Test
    void whatWasRecordedIsStillThereAfterEveryLook() {
        byte[] before = studio.storage.bytes(recording);

        desk.play(DOCTOR, recording, out());
        desk.verify(DOCTOR, recording);

        assertArrayEquals(before, studio.storage.bytes(recording));
        assertEquals(Set.of(recording), studio.storage.files());
    }

    private List<Recording> listed() {
        var begun = studio.row(recording).started();
        return desk.list(DOCTOR, LES_LILAS.id(), begun, begun.plusSeconds(1), 10);
    }

    private Out out() {
        return _ -> Channels.newChannel(given);
    }

    /// `age1…`, or `AGE-SECRET-KEY-1…`.
    private static String written(Key key) {
        return new String(key.getEncoded(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer soundOf(byte[] wav) {
        return ByteBuffer.wrap(wav, 44, wav.length - 44).slice();
    }
}
