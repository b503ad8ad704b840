package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingState;
import org.permanence.seal.RecordingId;

class InMemoryRecordingStoreTest {

    private static final PracticeScope SCOPE = Policy.scopeOfEngine(SamplePractices.LES_LILAS.id());

    private final InMemoryRecordingStore store = new InMemoryRecordingStore();

    @Test
    void unavailableStoreRefusesEverythingAndLosesNothing() {
        store.save(recording(1));
        store.becomeUnavailable();

        assertThrows(StoreUnavailableException.class, store::findOpen);
        assertThrows(StoreUnavailableException.class, () -> store.save(recording(2)));

        store.becomeAvailable();
        assertEquals(List.of(recording(1)), store.rows());
    }

    @Test
    void storeThatFailsAfterAWriteKeepsThatWrite() {
        store.becomeUnavailableAfter(1);
        store.save(recording(1));

        assertThrows(
                StoreUnavailableException.class,
                () -> store.setHold(SCOPE, recording(1).id(), true));

        store.becomeAvailable();
        assertEquals(List.of(recording(1)), store.rows());
    }

    @Test
    void recordingsComeOldestFirst() {
        store.save(recording(2));
        store.save(recording(1));

        assertEquals(List.of(recording(1), recording(2)), store.findOpen());
    }

    private static Recording recording(int second) {
        return new Recording(
                new RecordingId("0199aaaa-0000-7000-8000-00000000000" + second),
                new RecordingKind.Conversation(),
                new CallId("call"),
                SamplePractices.LES_LILAS.id(),
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
