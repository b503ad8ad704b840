package org.permanence.message;

import java.util.List;
import java.util.Optional;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingException;
import org.permanence.seal.RecordingId;

/// Where messages are asked for. Each look is in the audit log before it is taken, as with any recording; where it
/// cannot be written there, nothing is given.
public final class MessageAccess {

    private final MessageStore store;
    private final RecordingAccess recordings;
    private final AuditGate audit;

    public MessageAccess(MessageStore store, RecordingAccess recordings, AuditGate audit) {
        this.store = store;
        this.recordings = recordings;
        this.audit = audit;
    }

    /// A practice's messages, oldest first, at most `limit`.
    ///
    /// @throws org.permanence.audit.AuditException where the look could not be written down
    public List<Message> list(AccessRequest accessRequest, PracticeId practice, int limit) {
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        AuditReceipt receipt = audit.open(AuditRequest.of(accessRequest, Action.MESSAGE_LISTED, practice, object));
        return audit.runAudited(receipt, () -> store.find(practice, limit));
    }

    /// Writes a message as WAV, the caller left. Once it is given it counts as read.
    ///
    /// @throws RecordingException where there is no such message, or it cannot be opened
    public void play(AccessRequest accessRequest, RecordingId id, RecordingAccess.Output out) {
        Message message = requireLeft(id);
        recordings.play(accessRequest, message.recording().id(), out);
        store.transition(id, MessageState.READ);
    }

    /// At which number to call back; empty where nobody knows it.
    public Optional<PhoneNumber> callbackNumber(AccessRequest accessRequest, RecordingId id) {
        return recordings.callbackNumber(
                accessRequest, requireLeft(id).recording().id());
    }

    /// Somebody takes a message upon themselves.
    ///
    /// @throws RecordingException where somebody has before
    public void acknowledge(AccessRequest accessRequest, RecordingId id) {
        Message message = requireLeft(id);
        AuditReceipt receipt = audit.open(message.recording().auditRequest(accessRequest, Action.MESSAGE_ACKNOWLEDGED));
        boolean acknowledged = audit.runAudited(receipt, () -> store.transition(id, MessageState.ACKNOWLEDGED));
        if (!acknowledged) {
            throw new RecordingException("message: acknowledged before (expected: one that is not)");
        }
    }

    private Message requireLeft(RecordingId id) {
        return store.find(id)
                .filter(message -> message.state() != MessageState.IN_PROGRESS)
                .orElseThrow(() -> new RecordingException("message: none (expected: one that is kept)"));
    }
}
