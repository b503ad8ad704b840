package org.permanence.message;

import java.util.List;
import java.util.Optional;
import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingException;
import org.permanence.recording.UnknownRecordingException;
import org.permanence.seal.RecordingId;

/// Access to stored messages. As for any recording, every access is in the audit log before it happens; without a
/// durable entry it is refused. A message outside the scope is refused like one that does not exist.
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
    /// @throws org.permanence.audit.AuditException if the access could not be entered in the audit log
    public List<Message> list(AccessRequest accessRequest, PracticeId practice, int limit) {
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        AuditReceipt receipt = audit.open(AuditRequest.of(accessRequest, Action.MESSAGE_LISTED, practice, object));
        return audit.runAudited(receipt, () -> store.find(practice, limit));
    }

    /// Writes a message as stereo WAV, the caller on the left. The message then counts as read, unless it was heard
    /// under break-glass access: the practice itself has not heard it.
    ///
    /// @throws RecordingException if there is no such message, or it cannot be opened
    public void play(AccessRequest accessRequest, PracticeScope scope, RecordingId id, RecordingAccess.Output out) {
        Message message = requireReceived(scope, id);
        recordings.play(accessRequest, scope, message.recording().id(), out);
        noteRead(accessRequest, scope, id);
    }

    /// As [#play], for a person outside the EEA. The transfer is entered in the audit log too, before it.
    ///
    /// @param country its ISO code
    public void playAbroad(
            AccessRequest accessRequest,
            PracticeScope scope,
            RecordingId id,
            String country,
            RecordingAccess.Output out) {
        Message message = requireReceived(scope, id);
        recordings.playAbroad(accessRequest, scope, message.recording().id(), country, out);
        noteRead(accessRequest, scope, id);
    }

    private void noteRead(AccessRequest accessRequest, PracticeScope scope, RecordingId id) {
        if (accessRequest.principal().breakGlass().isEmpty()) {
            store.transition(scope, id, MessageState.READ);
        }
    }

    /// Writes a message as WAV, encrypted for `recipients` (`age1…`). The message does not count as read by it.
    ///
    /// @throws RecordingException if there is no such message, or it cannot be opened
    public void export(
            AccessRequest accessRequest,
            PracticeScope scope,
            RecordingId id,
            List<String> recipients,
            RecordingAccess.Output out) {
        Message message = requireReceived(scope, id);
        recordings.export(accessRequest, scope, message.recording().id(), recipients, out);
    }

    /// The number to call back; empty if there is none.
    public Optional<PhoneNumber> callbackNumber(AccessRequest accessRequest, PracticeScope scope, RecordingId id) {
        return recordings.callbackNumber(
                accessRequest, scope, requireReceived(scope, id).recording().id());
    }

    /// A person takes responsibility for a message.
    ///
    /// @throws RecordingException if another person has done so
    public void acknowledge(AccessRequest accessRequest, PracticeScope scope, RecordingId id) {
        Message message = requireReceived(scope, id);
        AuditReceipt receipt = audit.open(message.recording().auditRequest(accessRequest, Action.MESSAGE_ACKNOWLEDGED));
        boolean acknowledged = audit.runAudited(receipt, () -> store.transition(scope, id, MessageState.ACKNOWLEDGED));
        if (!acknowledged) {
            throw new RecordingException("message: acknowledged already (expected: one that is not)");
        }
    }

    private Message requireReceived(PracticeScope scope, RecordingId id) {
        return store.find(scope, id)
                .filter(message -> message.state() != MessageState.IN_PROGRESS)
                .orElseThrow(() -> new UnknownRecordingException("message: none (expected: a stored one)"));
    }
}
