package org.permanence.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.permanence.call.CallId;
import org.permanence.flow.Disposition;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.journal.Station;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;

/// Counts calls by reading the journal as it is written: whatever the journal says is counted, and nothing else is.
public final class CallMetrics {

    private final MeterRegistry registry;
    private final PracticeDirectory practices;
    private final Map<CallId, Map<Station, Instant>> underway = new ConcurrentHashMap<>();
    private final Map<PracticeId, Level> levels = new ConcurrentHashMap<>();

    /// A practice's service level in the making.
    private record Level(AtomicLong inTime, AtomicLong late, AtomicLong abandoned) {

        double share() {
            long all = inTime.get() + late.get() + abandoned.get();
            return all == 0 ? 1.0 : (double) inTime.get() / all;
        }
    }

    public CallMetrics(HouseMetrics house, PracticeDirectory practices) {
        this.registry = house.registry();
        this.practices = practices;
    }

    public void passed(JournalEntry entry) {
        Map<Station, Instant> times = underway.computeIfAbsent(entry.call(), _ -> new EnumMap<>(Station.class));
        synchronized (times) {
            count(entry, times);
            times.put(entry.station(), entry.at());
        }
        if (entry.station() == Station.ENDED) {
            underway.remove(entry.call());
        }
    }

    private void count(JournalEntry entry, Map<Station, Instant> times) {
        PracticeId practice = entry.practice();
        switch (entry.station()) {
            case QUEUED -> counter(Names.QUEUED, practice).increment();
            case BRIDGED -> bridged(entry, times);
            case RANG_OUT ->
                since(times, Station.OFFERED, entry.at()).ifPresent(rang -> ring(practice, "no-answer", rang));
            case PARTED ->
                since(times, Station.BRIDGED, entry.at())
                        .ifPresent(talk -> timer(Names.TALK, practice).record(talk));
            case TRANSFERRED -> transfer(practice, "answered");
            case TAKEN_BACK -> transfer(practice, "no-answer");
            case ENDED -> ended(entry);
            case ARRIVED,
                    ANSWERED,
                    GREETED,
                    TRIAGED,
                    NOTIFIED,
                    OBJECTED,
                    OFFERED,
                    ESCALATING,
                    ACCEPTED,
                    UNACCEPTED,
                    TRANSFERRING,
                    MESSAGE_LEFT,
                    CALLING_BACK,
                    CALLED_BACK,
                    UNREACHED,
                    WRAPPING_UP,
                    RESUMED -> {}
        }
    }

    private void bridged(JournalEntry entry, Map<Station, Instant> times) {
        PracticeId practice = entry.practice();
        since(times, Station.OFFERED, entry.at()).ifPresent(rang -> ring(practice, "answered", rang));
        since(times, Station.QUEUED, entry.at()).ifPresent(waited -> {
            timer(Names.WAIT, practice).record(waited);
            Level level = level(practice);
            (waited.compareTo(threshold(practice)) <= 0 ? level.inTime() : level.late()).incrementAndGet();
        });
    }

    private void ended(JournalEntry entry) {
        if (entry.detail() instanceof Detail.WithDisposition(Disposition disposition, var _)) {
            registry.counter(
                            Names.CALLS,
                            Names.PRACTICE,
                            entry.practice().value(),
                            Names.DISPOSITION,
                            HouseMetrics.word(disposition))
                    .increment();
            if (disposition == Disposition.ABANDONED) {
                level(entry.practice()).abandoned().incrementAndGet();
            }
        }
    }

    private Level level(PracticeId practice) {
        return levels.computeIfAbsent(practice, id -> {
            var level = new Level(new AtomicLong(), new AtomicLong(), new AtomicLong());
            Gauge.builder(Names.SERVICE_LEVEL, level, Level::share)
                    .description("answered within the practice's threshold / (answered + abandoned), since the start")
                    .tag(Names.PRACTICE, id.value())
                    .register(registry);
            return level;
        });
    }

    private Duration threshold(PracticeId practice) {
        return practices
                .find(practice)
                .map(known -> known.queue())
                .map(QueueRules::serviceLevel)
                .orElse(Duration.ZERO);
    }

    private void ring(PracticeId practice, String outcome, Duration rang) {
        registry.timer(Names.RING, Names.PRACTICE, practice.value(), Names.OUTCOME, outcome)
                .record(rang);
    }

    private void transfer(PracticeId practice, String outcome) {
        registry.counter(Names.TRANSFERS, Names.PRACTICE, practice.value(), Names.OUTCOME, outcome)
                .increment();
    }

    private Counter counter(String name, PracticeId practice) {
        return registry.counter(name, Names.PRACTICE, practice.value());
    }

    private Timer timer(String name, PracticeId practice) {
        return registry.timer(name, Names.PRACTICE, practice.value());
    }

    private static Optional<Duration> since(Map<Station, Instant> times, Station station, Instant now) {
        return Optional.ofNullable(times.get(station)).map(then -> Duration.between(then, now));
    }
}
