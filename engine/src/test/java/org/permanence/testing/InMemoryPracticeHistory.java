package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeHistory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.queue.StoreUnavailableException;

/// The practice history in memory, with the rules of the real one. A test can make it unavailable.
public final class InMemoryPracticeHistory implements PracticeHistory {

    /// When the store fails.
    public enum FailureMode {
        NEVER,
        IMMEDIATELY,
        /// When a new version would be committed.
        BEFORE_COMMIT
    }

    private record StoredVersion(PracticeVersion version, PracticeSource source) {}

    private final Map<PracticeId, List<StoredVersion>> stored = new HashMap<>();
    private FailureMode failureMode = FailureMode.NEVER;

    public void fail(FailureMode when) {
        failureMode = when;
    }

    @Override
    public Map<PracticeId, Integer> save(
            Map<PracticeId, PracticeSource> texts, PracticeChange change, Instant at, Runnable beforeCommit) {
        failIf(FailureMode.IMMEDIATELY);
        beforeCommit.run();
        if (texts.entrySet().stream().anyMatch(text -> !isNewest(text.getKey(), text.getValue()))) {
            failIf(FailureMode.BEFORE_COMMIT);
        }
        Map<PracticeId, Integer> numbers = new HashMap<>();
        texts.forEach((practice, source) -> {
            List<StoredVersion> all = stored.computeIfAbsent(practice, _ -> new ArrayList<>());
            if (!isNewest(practice, source)) {
                all.add(new StoredVersion(
                        new PracticeVersion(practice, all.size() + 1, at, change, source.sha256()), source));
            }
            numbers.put(practice, all.size());
        });
        return numbers;
    }

    @Override
    public List<PracticeVersion> latest(PracticeId practice, int limit) {
        failIf(FailureMode.IMMEDIATELY);
        return of(practice).reversed().stream()
                .limit(limit)
                .map(StoredVersion::version)
                .toList();
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice, int number) {
        failIf(FailureMode.IMMEDIATELY);
        return of(practice).stream()
                .filter(one -> one.version().number() == number)
                .map(StoredVersion::source)
                .findFirst();
    }

    private boolean isNewest(PracticeId practice, PracticeSource source) {
        return !of(practice).isEmpty() && of(practice).getLast().source().equals(source);
    }

    private List<StoredVersion> of(PracticeId practice) {
        return stored.getOrDefault(practice, List.of());
    }

    private void failIf(FailureMode when) {
        if (failureMode == when) {
            throw new StoreUnavailableException("practices: unavailable", new IllegalStateException("in this test"));
        }
    }
}
