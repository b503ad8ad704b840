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

/// The practices' history in memory: the same rules as the database's, and it can be away.
public final class MemoryPracticeHistory implements PracticeHistory {

    /// When it fails.
    public enum Failing {
        NEVER,
        AT_ONCE,
        /// When something new is written, and would be kept.
        AT_THE_END
    }

    private record Kept(PracticeVersion version, PracticeSource source) {}

    private final Map<PracticeId, List<Kept>> kept = new HashMap<>();
    private Failing failing = Failing.NEVER;

    public void fail(Failing when) {
        failing = when;
    }

    @Override
    public Map<PracticeId, Integer> save(
            Map<PracticeId, PracticeSource> texts, PracticeChange change, Instant at, Runnable last) {
        failIf(Failing.AT_ONCE);
        last.run();
        if (texts.entrySet().stream().anyMatch(text -> !isNewest(text.getKey(), text.getValue()))) {
            failIf(Failing.AT_THE_END);
        }
        Map<PracticeId, Integer> numbers = new HashMap<>();
        texts.forEach((practice, source) -> {
            List<Kept> all = kept.computeIfAbsent(practice, _ -> new ArrayList<>());
            if (!isNewest(practice, source)) {
                all.add(new Kept(new PracticeVersion(practice, all.size() + 1, at, change, source.sha256()), source));
            }
            numbers.put(practice, all.size());
        });
        return numbers;
    }

    @Override
    public List<PracticeVersion> latest(PracticeId practice, int limit) {
        failIf(Failing.AT_ONCE);
        return of(practice).reversed().stream().limit(limit).map(Kept::version).toList();
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice, int number) {
        failIf(Failing.AT_ONCE);
        return of(practice).stream()
                .filter(one -> one.version().number() == number)
                .map(Kept::source)
                .findFirst();
    }

    private boolean isNewest(PracticeId practice, PracticeSource source) {
        return !of(practice).isEmpty() && of(practice).getLast().source().equals(source);
    }

    private List<Kept> of(PracticeId practice) {
        return kept.getOrDefault(practice, List.of());
    }

    private void failIf(Failing when) {
        if (failing == when) {
            throw new StoreUnavailableException(
                    "practices: away, as the test wants it", new IllegalStateException("away"));
        }
    }
}
