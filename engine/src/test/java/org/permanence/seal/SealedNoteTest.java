package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.LES_LILAS;
import static org.permanence.seal.SealFixture.PORT_ROYAL;
import static org.permanence.seal.SealFixture.assertFails;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.call.CallId;
import org.permanence.privacy.PersonalText;

class SealedNoteTest {

    private static final NoteId NOTE = new NoteId("0199aaaa-0000-7000-8000-000000000001");
    private static final SealedNote.Header HEADER = new SealedNote.Header(
            NOTE, LES_LILAS, new CallId("1763458200.42"), Instant.parse("2026-11-18T09:30:00.250Z"));
    private static final PersonalText TEXT = new PersonalText("Fièvre depuis trois jours.\nRappeler ce soir.");

    private final PracticeKey doctor = PracticeKey.generate();
    private final PracticeKey colleague = PracticeKey.generate();

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000", "a\rb", "a\tb", "\u001B[2J", "a\u0085b", "\u007F"})
    void controlCharactersButLineFeedsAreRefused(String text) {
        assertRefused(text);
    }

    @Test
    void moreThan8192BytesAreRefused() {
        assertRefused("é".repeat(4_096) + "e");
        assertEquals("é".repeat(4_096), opened(seal("é".repeat(4_096)), doctor));
    }

    @Test
    void halfACharacterIsRefused() {
        assertRefused("a\uD800b");
    }

    @Test
    void noteWithoutADoctorIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SealedNote.seal(HEADER, TEXT, List.of()));
    }

    @Test
    void keyThatIsNotARecipientIsRefused() {
        SealedNote note = SealedNote.seal(HEADER, TEXT, List.of(doctor.recipient()));

        assertFails(SealFailure.NOT_A_RECIPIENT, () -> colleague.open(note));
    }

    @Test
    void noteThatIsMovedToAnotherCallPracticeOrTimeIsRefused() {
        SealedNote note = SealedNote.seal(HEADER, TEXT, List.of(doctor.recipient()));
        Stream.of(
                        new SealedNote.Header(NOTE, PORT_ROYAL, HEADER.call(), HEADER.written()),
                        new SealedNote.Header(NOTE, LES_LILAS, new CallId("1763458200.43"), HEADER.written()),
                        new SealedNote.Header(
                                NOTE, LES_LILAS, HEADER.call(), HEADER.written().plusMillis(1)),
                        new SealedNote.Header(
                                new NoteId("0199aaaa-0000-7000-8000-000000000002"),
                                LES_LILAS,
                                HEADER.call(),
                                HEADER.written()))
                .forEach(other ->
                        assertFails(SealFailure.WRAP_REFUSED, () -> doctor.open(new SealedNote(other, note.copies()))));
    }

    @Test
    void fileThatIsCutOrChangedAnywhereIsRefused() {
        byte[] file = SealedNote.seal(HEADER, TEXT, List.of(doctor.recipient())).canonical();
        for (int at = 0; at < file.length; at++) {
            byte[] cut = Arrays.copyOf(file, at);
            assertThrows(SealException.class, () -> doctor.open(SealedNote.read(cut)), "cut at " + at);
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThrows(SealException.class, () -> doctor.open(SealedNote.read(changed)), "changed at " + at);
        }
    }

    @Test
    void hugeFileIsRefusedBeforeItIsRead() {
        assertFails(SealFailure.HEADER_SIZE, () -> SealedNote.read(new byte[SealedNote.MAX_BYTES + 1]));
    }

    @Test
    void eachDoctorReadsTheNoteFromItsFile() {
        SealedNote note = SealedNote.seal(HEADER, TEXT, List.of(doctor.recipient(), colleague.recipient()));
        SealedNote read = SealedNote.read(note.canonical());

        assertEquals(note, read);
        assertEquals(TEXT, doctor.open(read));
        assertEquals(TEXT, colleague.open(read));
    }

    @Test
    void fileDoesNotShowTheTextOrTheLengthOfAShortNote() {
        String file = new String(seal("Fièvre.").canonical(), StandardCharsets.US_ASCII);

        assertFalse(file.contains("vre"));
        assertEquals(file.length(), seal("Fièvre depuis trois jours.").canonical().length);
    }

    @Test
    void longestNoteForSixteenDoctorsIsWithinTheLimitOfAFile() {
        var doctors = Stream.generate(() -> PracticeKey.generate().recipient())
                .limit(16)
                .toList();
        byte[] file = SealedNote.seal(HEADER, new PersonalText("x".repeat(8_192)), doctors)
                .canonical();

        assertTrue(file.length <= SealedNote.MAX_BYTES, "bytes: " + file.length);
        assertEquals(16, SealedNote.read(file).copies().size());
    }

    private SealedNote seal(String text) {
        return SealedNote.seal(HEADER, new PersonalText(text), List.of(doctor.recipient()));
    }

    private static String opened(SealedNote note, PracticeKey key) {
        return key.open(note).text();
    }

    private void assertRefused(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> seal(text));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("note: "), refused.getMessage());
    }
}
