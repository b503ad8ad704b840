package org.permanence.boot;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeHistory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeText;
import org.permanence.settings.HouseSettings;
import org.permanence.settings.Name;

/// What the practices' files say that this house runs by, and its history. Used by any thread, one at a time.
final class RunningPractices {

    private final ReentrantLock turn = new ReentrantLock();
    private final PracticeHistory history;
    private final InstantSource clock;
    private final HouseSettings current;
    private boolean remembered;

    RunningPractices(HouseSettings settings, PracticeHistory history, InstantSource clock) {
        this.current = settings;
        this.history = history;
        this.clock = clock;
    }

    /// Keeps, once, what the files said when the house started, where they were changed since it last ran. It is a
    /// round of the house, and not a part of its start: callers wait for a start, and need no history.
    ///
    /// @throws org.permanence.queue.StoreException where the store is away: the next round tries it again
    void remember() {
        turn.lock();
        try {
            if (!remembered) {
                history.keep(texts(), PracticeChange.FOUND, clock.instant(), RunningPractices::nothingElse);
                remembered = true;
            }
        } finally {
            turn.unlock();
        }
    }

    private Map<PracticeId, PracticeText> texts() {
        return current.files().texts().entrySet().stream()
                .collect(Collectors.toMap(text -> id(text.getKey()), Map.Entry::getValue));
    }

    private static void nothingElse() {}

    private static PracticeId id(Name name) {
        return new PracticeId(name.value());
    }
}
