package org.permanence.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.PracticeScope;
import org.permanence.note.ClinicalNote;
import org.permanence.note.NoteStore;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.NoteId;
import org.permanence.seal.SealedNote;

/// Keeps notes in memory.
public final class InMemoryNoteStore implements NoteStore {

    private final Map<ClinicalNote, SealedNote> notes = new LinkedHashMap<>();
    private boolean unavailable;

    public void becomesUnavailable() {
        unavailable = true;
    }

    @Override
    public void add(ClinicalNote note, SealedNote text) {
        if (unavailable) {
            throw new StoreUnavailableException("store: down", new IllegalStateException());
        }
        notes.put(note, text);
    }

    @Override
    public Optional<SealedNote> find(PracticeScope scope, NoteId note) {
        return notes.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(note)
                        && scope.contains(entry.getKey().practice()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public List<ClinicalNote> list(PracticeId practice, int limit) {
        return notes.keySet().stream()
                .filter(note -> note.practice().equals(practice))
                .limit(limit)
                .toList();
    }

    @Override
    public int deleteOf(PracticeId practice, String caller) {
        int before = notes.size();
        notes.keySet()
                .removeIf(note ->
                        note.practice().equals(practice) && note.caller().equals(Optional.of(caller)));
        return before - notes.size();
    }
}
