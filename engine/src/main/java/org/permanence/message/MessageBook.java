package org.permanence.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.practice.PracticeId;
import org.permanence.seal.RecordingId;

/// Where it is written what became of messages, beside the book of recordings. A message whose recording is gone is
/// in it no more. Each method is whole or not done.
public interface MessageBook {

    /// A caller is about to leave a message.
    void begin(RecordingId message, PracticeId practice, Instant readBy);

    /// Moves a message on, if its state leads there: of several who ask at once, one is told so.
    ///
    /// @return whether it was moved
    boolean move(RecordingId message, MessageState to);

    Optional<Message> of(RecordingId message);

    /// A practice's messages, oldest first, at most `limit`.
    List<Message> of(PracticeId practice, int limit);

    /// Messages that are whole, of which it is not written that they were left.
    List<Message> left();

    /// Messages that nobody has read, and should have before `now`.
    List<Message> unread(Instant now);

    /// The practices with messages that nobody has read, and should have before `now`, alarm or not.
    List<PracticeId> withUnread(Instant now);

    /// How far the ringing is for a practice's unread messages; empty where nobody ever was.
    Optional<UnreadRound> round(PracticeId practice);

    /// Writes how far it is: of several who ask at once, one is told that they did.
    ///
    /// @param before what the book must still say
    boolean replace(Optional<UnreadRound> before, UnreadRound after);

    /// Writes who accepted, beside each of the practice's messages that nobody has read and should have by then,
    /// and how far the ringing is from now on.
    ///
    /// @param readBy from when on they are late again
    /// @return how many messages
    int accept(UnreadRound after, Message.Accepted accepted, Instant readBy);

    /// Forgets the messages whose recordings are gone.
    ///
    /// @return how many
    int forgetGone();
}
