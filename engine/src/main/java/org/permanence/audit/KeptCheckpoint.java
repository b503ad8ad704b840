package org.permanence.audit;

import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.SignedNote;
import org.permanence.verify.VerifyException;

/// The checkpoint that one place outside the log keeps, and whether it agrees with the log. Thread-safe.
///
/// What a place has is compared with the log before it is replaced for the first time, so a log that lost its end
/// never overwrites the evidence.
public final class KeptCheckpoint {

    private final CheckpointWitness witness;
    private final Predicate<SignedNote> isSigned;
    private final LogHistory history;
    private Optional<SignedNote> note = Optional.empty();
    private boolean read;
    private boolean agrees;

    /// @param isSigned whether the key of the log signed the note
    KeptCheckpoint(CheckpointWitness witness, Predicate<SignedNote> isSigned, LogHistory history) {
        this.witness = witness;
        this.isSigned = isSigned;
        this.history = history;
    }

    /// The place, for logs and messages.
    public String place() {
        return witness.place();
    }

    /// Reads the place and compares its checkpoint with the log.
    ///
    /// @return what is wrong; empty if the log has the checkpoint, or none was kept yet
    /// @throws RuntimeException if the place cannot be read
    public synchronized Optional<String> compare() {
        Optional<String> text = witness.read();
        try {
            note = text.map(this::parse);
        } catch (VerifyException unreadable) {
            return Optional.of("audit witness: the " + place() + " has another log's checkpoint, "
                    + unreadable.getMessage() + " (expected: a checkpoint that the key of this log signed)");
        }
        read = true;
        Optional<Checkpoint> lost =
                note.map(KeptCheckpoint::checkpoint).filter(checkpoint -> !history.contains(checkpoint));
        agrees = lost.isEmpty();
        return lost.map(checkpoint -> "audit log: entries are missing, or it is another log (expected: the "
                + checkpoint.size() + " entries of the checkpoint in the " + place() + ")");
    }

    private SignedNote parse(String text) {
        var notes = SignedNote.parseAll(text);
        if (notes.size() != 1 || !isSigned.test(notes.getFirst())) {
            throw new VerifyException(notes.size() + " notes, or another signature");
        }
        var _ = checkpoint(notes.getFirst());
        return notes.getFirst();
    }

    /// Keeps a checkpoint of the log, unless the place has it or a later one.
    ///
    /// @return what is wrong with the checkpoint that the place has: it stays; empty if nothing is
    /// @throws RuntimeException if the place cannot be read or written
    public synchronized Optional<String> keep(SignedNote newest) {
        Optional<String> difference = agrees ? Optional.empty() : compare();
        if (difference.isEmpty()) {
            raiseTo(newest);
        }
        return difference;
    }

    /// Replaces an older checkpoint. Leaves a place that was not read.
    synchronized void raiseTo(SignedNote newest) {
        if (read && note.filter(own -> number(own) >= number(newest)).isEmpty()) {
            witness.keep(newest.toString());
            note = Optional.of(newest);
        }
    }

    /// Accepts the log as it is: its next checkpoint replaces the kept one.
    synchronized void accept() {
        note = Optional.empty();
        read = true;
        agrees = true;
    }

    /// The checkpoint that the place has, if it was read.
    synchronized Optional<SignedNote> note() {
        return note;
    }

    static long number(SignedNote note) {
        return checkpoint(note).number();
    }

    private static Checkpoint checkpoint(SignedNote note) {
        return Checkpoint.parse(note.text());
    }
}
