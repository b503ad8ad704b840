package org.permanence.note;

import java.util.List;
import java.util.Optional;
import org.permanence.access.PracticeScope;
import org.permanence.practice.PracticeId;
import org.permanence.seal.NoteId;
import org.permanence.seal.SealedNote;

/// The table of clinical notes. Each method is atomic.
public interface NoteStore {

    /// Adds a note, whole or not at all.
    void add(ClinicalNote note, SealedNote text);

    /// The encrypted text of a note of the scope's practices; empty if it is another practice's, as if it did not
    /// exist.
    Optional<SealedNote> find(PracticeScope scope, NoteId note);

    /// A practice's notes, oldest first, at most `limit`.
    List<ClinicalNote> list(PracticeId practice, int limit);

    /// Deletes the notes about calls of one pseudonym at one practice. Notes about a call of which a recording is
    /// under a legal hold stay.
    ///
    /// @return how many were deleted
    int deleteOf(PracticeId practice, String caller);
}
