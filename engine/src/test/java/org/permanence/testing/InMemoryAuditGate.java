package org.permanence.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.TestReceipt;

/// An audit gate that keeps its entries for the test and can refuse. Thread-safe.
public final class InMemoryAuditGate implements AuditGate {

    private final List<String> log = new ArrayList<>();
    private final List<AuditRequest> requests = new ArrayList<>();
    private final List<Map<String, String>> results = new ArrayList<>();
    private boolean refuses;
    private Runnable onClose = () -> {};

    /// From now on no entry can be written.
    public synchronized void refuses() {
        refuses = true;
    }

    public synchronized void works() {
        refuses = false;
    }

    /// Runs the action after each closing entry.
    public synchronized void onClose(Runnable action) {
        onClose = action;
    }

    /// The entries in order: `open RECORDING_PLAYED`, `close RECORDING_PLAYED SUCCEEDED`, `note RECORDING_SEALED`.
    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    /// The access requests with their details, in the same order as [#log], without the closing entries.
    public synchronized List<AuditRequest> requests() {
        return List.copyOf(requests);
    }

    /// The results of the closing entries, in the same order as [#log].
    public synchronized List<Map<String, String>> results() {
        return List.copyOf(results);
    }

    /// Forgets all entries so far.
    public synchronized void clear() {
        log.clear();
        requests.clear();
        results.clear();
    }

    @Override
    public synchronized AuditReceipt open(AuditRequest request) {
        if (refuses) {
            throw new AuditException("entry: not written (expected: in this test)");
        }
        log.add("open " + request.action());
        requests.add(request);
        return TestReceipt.of(request);
    }

    @Override
    public synchronized void close(AuditReceipt receipt, Outcome outcome, Map<String, String> closingDetails) {
        log.add("close " + receipt.request().action() + " " + outcome);
        results.add(closingDetails);
        onClose.run();
    }

    @Override
    public synchronized void note(AuditRequest request) {
        log.add("note " + request.action());
        requests.add(request);
    }
}
