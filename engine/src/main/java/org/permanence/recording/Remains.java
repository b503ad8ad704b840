package org.permanence.recording;

import java.io.IOException;
import org.permanence.audit.Action;
import org.permanence.call.CallId;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What engines before this one kept of a call's talk. It goes with the rest when the caller objects; a legal hold
/// alone keeps it. A message is left knowingly, and stays. Belongs to the sealer's thread.
final class Remains {

    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private final KeepingKit kit;

    Remains(KeepingKit kit) {
        this.kit = kit;
    }

    void discard(CallId call) {
        kit.keysInHand().lock(); // Nobody moves a key of them meanwhile.
        try {
            for (Recording recording : kit.book().of(call)) {
                boolean there = recording.state().isKept() || recording.state() == RecordingState.OPEN;
                if (there && !recording.held() && recording.kind() instanceof RecordingKind.Conversation) {
                    discard(recording);
                }
            }
        } catch (IOException | StoreUnavailableException fault) {
            LOG.atError().addKeyValue("call", call).setCause(fault).log("recording.not-removed");
        } finally {
            kit.keysInHand().unlock();
        }
    }

    private void discard(Recording recording) throws IOException {
        kit.vault().drop(recording.id());
        kit.audit().note(Asking.HOUSE.to(Action.RECORDING_DISCARDED, recording));
        kit.book().write(recording.gone(RecordingState.DISCARDED));
    }
}
