package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;

class InMemoryAuditGateTest {

    private static final AuditRequest PLAYED = AuditRequest.of(
            AccessRequest.ENGINE,
            Action.RECORDING_PLAYED,
            SamplePractices.LES_LILAS.id(),
            new AuditObject(AuditObject.Kind.RECORDING, "first"));

    private final InMemoryAuditGate audit = new InMemoryAuditGate();

    @Test
    void refusingGateWritesNoEntryButAcceptsNotes() {
        audit.refuses();

        assertThrows(AuditException.class, () -> audit.open(PLAYED));
        audit.note(PLAYED);

        assertEquals(List.of("note RECORDING_PLAYED"), audit.log());
        audit.works();
        assertEquals(PLAYED, audit.open(PLAYED).request());
    }

    @Test
    void logShowsRequestsAndOutcomes() {
        audit.close(audit.open(PLAYED), Outcome.SUCCEEDED);

        assertEquals(List.of("open RECORDING_PLAYED", "close RECORDING_PLAYED SUCCEEDED"), audit.log());
        assertEquals(List.of(PLAYED), audit.requests());
        audit.clear();
        assertEquals(List.of(), audit.log());
    }
}
