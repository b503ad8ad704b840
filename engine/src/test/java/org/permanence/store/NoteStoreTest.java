package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.Policy;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.note.ClinicalNote;
import org.permanence.note.NoteStore;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.NoteId;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.SealedNote;
import org.permanence.store.note.JooqNoteStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class NoteStoreTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final String CALLER = "0123456789abcdef0123456789abcdef";
    private static final ClinicalNote FIRST = note(1, LILAS, Optional.of(CALLER));
    private static final ClinicalNote SECOND = note(2, LILAS, Optional.empty());
    private static final ClinicalNote ELSEWHERE = note(3, ROYAL, Optional.of(CALLER));
    private static final PracticeKey DOCTOR = PracticeKey.generate();

    private final TestDatabase databaseKind;
    private Database database;
    private NoteStore store;

    NoteStoreTest(TestDatabase kind) {
        this.databaseKind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(databaseKind.emptyDatabase());
        store = new JooqNoteStore(database);
        List.of(FIRST, SECOND, ELSEWHERE).forEach(note -> store.add(note, sealed(note, "Fièvre.")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void noteOfAnotherPracticeIsNotFound() {
        assertEquals(Optional.empty(), store.find(Policy.scopeOfEngine(ROYAL), FIRST.id()));
    }

    @Test
    void noteIsReadAsItWasWritten() {
        SealedNote read = store.find(Policy.scopeOfEngine(LILAS), FIRST.id()).orElseThrow();

        assertEquals(new PersonalText("Fièvre."), DOCTOR.open(read));
        assertEquals(List.of(FIRST, SECOND), store.list(LILAS, 9));
        assertEquals(List.of(FIRST), store.list(LILAS, 1));
    }

    @Test
    void longestNoteForSixteenDoctorsCanBeStored() {
        ClinicalNote longest = note(4, LILAS, Optional.empty());
        var doctors = Stream.generate(() -> PracticeKey.generate().recipient())
                .limit(16)
                .toList();

        store.add(longest, SealedNote.seal(header(longest), new PersonalText("x".repeat(8_192)), doctors));

        assertEquals(
                16,
                store.find(Policy.scopeOfEngine(LILAS), longest.id())
                        .orElseThrow()
                        .copies()
                        .size());
    }

    @Test
    void notesOfOneCallerAreDeletedAtOnePractice() {
        assertEquals(1, store.deleteOf(LILAS, CALLER));

        assertEquals(List.of(SECOND), store.list(LILAS, 9));
        assertEquals(List.of(ELSEWHERE), store.list(ROYAL, 9));
    }

    private static ClinicalNote note(int number, PracticeId practice, Optional<String> caller) {
        return new ClinicalNote(
                new NoteId("0199aaaa-0000-7000-8000-00000000000" + number),
                practice,
                new CallId("call-" + number),
                new Login("ines"),
                caller,
                NOON.plusSeconds(number),
                NOON.plusSeconds(86_400));
    }

    private static SealedNote sealed(ClinicalNote note, String text) {
        return SealedNote.seal(header(note), new PersonalText(text), List.of(DOCTOR.recipient()));
    }

    private static SealedNote.Header header(ClinicalNote note) {
        return new SealedNote.Header(note.id(), note.practice(), note.call(), note.written());
    }
}
