package org.permanence.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;

/// Where it is written what became of messages, beside the book of recordings. A message whose recording is gone is
/// in it no more. Each method is whole or not done.
public interface MessageStore {

    /// A caller is about to leave a message.
    void create(RecordingId message, PracticeId practice, Instant readDeadline);

    /// Moves a message on, if its state leads there: of several who ask at once, one is told so.
    ///
    /// @return whether it was moved
    boolean transition(RecordingId message, MessageState to);

    Optional<Message> find(RecordingId message);

    /// A practice's messages, oldest first, at most `limit`.
    List<Message> find(PracticeId practice, int limit);

    /// Messages that are whole, of which it is not written that they were left.
    List<Message> completeButUnannounced();

    /// Messages that nobody has read, and should have before `now`.
    List<Message> newlyOverdue(Instant now);

    /// The practices with messages that nobody has read, and should have before `now`, alarm or not.
    List<PracticeId> practicesWithOverdue(Instant now);

    /// How far the ringing is for a practice's unread messages; empty where nobody ever was.
    Optional<UnreadEscalationState> escalationState(PracticeId practice);

    /// Writes how far it is: of several who ask at once, one is told that they did.
    ///
    /// @param before what the book must still say
    boolean replaceEscalationState(Optional<UnreadEscalationState> expected, UnreadEscalationState next);

    /// Writes who accepted, beside each of the practice's messages that nobody has read and should have by then,
    /// and how far the ringing is from now on.
    ///
    /// @param readBy from when on they are late again
    /// @return how many messages
    int saveAcceptance(UnreadEscalationState next, Message.Acceptance acceptance, Instant readDeadline);

    /// Forgets the messages whose recordings are gone.
    ///
    /// @return how many
    int deleteWithoutRecording();
}
