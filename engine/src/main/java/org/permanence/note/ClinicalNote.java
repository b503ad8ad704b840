package org.permanence.note;

import java.time.Instant;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.NoteId;

/// What the engine knows of a note: everything but its text.
///
/// @param author  the assistant who wrote it
/// @param caller  the caller's pseudonym; empty if no number was presented
/// @param expires from when it may be deleted
public record ClinicalNote(
        NoteId id,
        PracticeId practice,
        CallId call,
        Login author,
        Optional<String> caller,
        Instant written,
        Instant expires) {}
