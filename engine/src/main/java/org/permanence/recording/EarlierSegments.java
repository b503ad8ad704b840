package org.permanence.recording;

import java.io.IOException;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.call.CallId;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What engines before this one kept of a call's talk. It goes with the rest when the caller objects; a legal hold
/// alone keeps it. A message is left knowingly, and stays. Belongs to the sealer's thread.
final class EarlierSegments {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierSegments.class);

    private final RecordingServices services;

    EarlierSegments(RecordingServices services) {
        this.services = services;
    }

    void discard(CallId call) {
        services.keyLock().lock(); // Nobody moves a key of them meanwhile.
        try {
            for (Recording recording : services.store().find(call)) {
                boolean isStored = recording.state().isKept() || recording.state() == RecordingState.OPEN;
                if (isStored && !recording.held() && recording.kind() instanceof RecordingKind.Conversation) {
                    discard(recording);
                }
            }
        } catch (IOException | StoreUnavailableException fault) {
            LOG.atError().addKeyValue("call", call).setCause(fault).log("recording.not-removed");
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
