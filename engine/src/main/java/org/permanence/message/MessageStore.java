package org.permanence.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.access.PracticeScope;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;

/// The table of messages. A message without its recording does not appear. Each method is atomic.
public interface MessageStore {

    /// Adds a message that a caller is about to leave.
    void create(RecordingId message, PracticeId practice, Instant readDeadline);

    /// Changes the state of a message, if its state allows it. Of several concurrent calls one succeeds. No effect
    /// on another practice's message.
    ///
    /// @return whether the state changed
    boolean transition(PracticeScope scope, RecordingId message, MessageState to);

    /// A message of the scope's practices; empty if it is another practice's, as if it did not exist.
    Optional<Message> find(PracticeScope scope, RecordingId message);

    /// A practice's messages, oldest first, at most `limit`.
    List<Message> find(PracticeId practice, int limit);

    /// Messages with a complete recording that are still in progress.
    List<Message> completeButUnannounced();

    /// New messages with a read deadline before `now`.
    List<Message> newlyOverdue(Instant now);

    /// The practices with unread messages that had their deadline before `now`, with or without an alarm.
    List<PracticeId> practicesWithOverdue(Instant now);

    /// The state of ringing the on-call lines for a practice; empty if there was none.
    Optional<UnreadEscalationState> escalationState(PracticeId practice);

    /// Saves the state of ringing. Of several concurrent calls one succeeds.
    ///
    /// @param expected the state that must be stored now
    /// @return whether it was saved
    boolean replaceEscalationState(Optional<UnreadEscalationState> expected, UnreadEscalationState next);

    /// Saves who accepted for each of the practice's overdue messages, and the state of ringing.
    ///
    /// @param readDeadline the new deadline of these messages
    /// @return the number of messages
    int saveAcceptance(UnreadEscalationState next, Message.Acceptance acceptance, Instant readDeadline);

    /// Deletes the messages that no longer have a recording.
    ///
    /// @return the number of messages deleted
    int deleteWithoutRecording();
}
