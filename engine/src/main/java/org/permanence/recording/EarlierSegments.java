package org.permanence.recording;

import java.io.IOException;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.call.CallId;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of a call's conversation that earlier engines recorded. An objection of the caller discards them too,
/// unless a legal hold keeps them. Messages stay: the caller left them on purpose. Runs on the sealer's thread.
final class EarlierSegments {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierSegments.class);

    private final RecordingServices services;

    EarlierSegments(RecordingServices services) {
        this.services = services;
    }

    void discard(CallId call) {
        services.keyLock().lock(); // No key may move while segments are discarded.
        try {
            for (Recording recording : services.store().find(call)) {
                boolean isStored = recording.state().isKept() || recording.state() == RecordingState.OPEN;
                if (isStored && !recording.held() && recording.kind() instanceof RecordingKind.Conversation) {
                    discard(recording);
                }
            }
        } catch (IOException | StoreUnavailableException fault) {
            LOG.atError().addKeyValue("call", call).setCause(fault).log("recording.delete-failed");
        } finally {
            services.keyLock().unlock();
        }
    }

    private void discard(Recording recording) throws IOException {
        services.storage().scheduleRemoval(recording.id());
        services.audit().note(recording.auditRequest(AccessRequest.ENGINE, Action.RECORDING_DISCARDED));
        services.store().save(recording.withContentRemoved(RecordingState.DISCARDED));
    }
}
