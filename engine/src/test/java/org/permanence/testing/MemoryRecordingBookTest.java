package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;

class MemoryRecordingBookTest {

    private final MemoryRecordingBook book = new MemoryRecordingBook();

    @Test
    void aBookThatIsAwayRefusesEverythingAndForgetsNothing() {
        book.write(recording(1));
        book.goesAway();

        assertThrows(StoreUnavailableException.class, book::open);
        assertThrows(StoreUnavailableException.class, () -> book.write(recording(2)));

        book.comesBack();
        assertEquals(List.of(recording(1)), book.rows());
    }

    @Test
    void aBookThatGoesAwayAfterAChangeHasWrittenThatOne() {
        book.goesAwayAfter(1);
        book.write(recording(1));

        assertThrows(
                StoreUnavailableException.class, () -> book.hold(recording(1).id(), true));

        book.comesBack();
        assertEquals(List.of(recording(1)), book.rows());
    }

    @Test
    void rowsComeOldestFirst() {
        book.write(recording(2));
        book.write(recording(1));

        assertEquals(List.of(recording(1), recording(2)), book.open());
    }

    private static Recording recording(int second) {
        return new Recording(
                new RecordingId("0199aaaa-0000-7000-8000-00000000000" + second),
                new RecordingKind.Conversation(),
                new CallId("call"),
                House.LES_LILAS.id(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH.plusSeconds(second),
                RecordingState.OPEN,
                LocalDate.EPOCH,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
