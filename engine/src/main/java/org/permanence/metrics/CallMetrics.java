package org.permanence.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.permanence.call.CallId;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;

/// Derives call metrics from journal entries as they are written.
public final class CallMetrics {

    private final MeterRegistry registry;
    private final PracticeDirectory practices;
    private final Map<CallId, Map<CallEvent, Instant>> eventTimes = new ConcurrentHashMap<>();
    private final Map<PracticeId, ServiceLevel> serviceLevels = new ConcurrentHashMap<>();

    /// The counts from which a practice's service level is computed.
    private record ServiceLevel(AtomicLong inTime, AtomicLong late, AtomicLong abandoned) {

        double ratio() {
            long total = inTime.get() + late.get() + abandoned.get();
            return total == 0 ? 1.0 : (double) inTime.get() / total;
        }
    }

    public CallMetrics(EngineMetrics engineMetrics, PracticeDirectory practices) {
        this.registry = engineMetrics.registry();
        this.practices = practices;
    }

    public void onEntry(JournalEntry entry) {
        Map<CallEvent, Instant> times = eventTimes.computeIfAbsent(entry.call(), _ -> new EnumMap<>(CallEvent.class));
        synchronized (times) {
            count(entry, times);
            times.put(entry.event(), entry.at());
        }
        if (entry.event() == CallEvent.ENDED) {
            eventTimes.remove(entry.call());
        }
    }

    private void count(JournalEntry entry, Map<CallEvent, Instant> times) {
        PracticeId practice = entry.practice();
        switch (entry.event()) {
            case QUEUED -> counter(MetricNames.QUEUED, practice).increment();
            case BRIDGED -> bridged(entry, times);
            case RING_NO_ANSWER ->
                since(times, CallEvent.ASSISTANT_RESERVED, entry.at())
                        .ifPresent(rang -> ring(practice, "no-answer", rang));
            case ANSWER_DROPPED -> answerDropped(entry, times);
            case BRIDGE_ENDED ->
                since(times, CallEvent.BRIDGED, entry.at())
                        .ifPresent(
                                talk -> timer(MetricNames.TALK_TIME, practice).record(talk));
            case TRANSFERRED -> transfer(practice, "answered");
            case TRANSFER_RETURNED -> transfer(practice, "no-answer");
            case ENDED -> ended(entry);
            case ARRIVED,
                    ANSWERED,
                    GREETED,
                    TRIAGED,
                    RECORDING_NOTIFIED,
                    RECORDING_OBJECTED,
                    ASSISTANT_RESERVED,
                    ESCALATING,
                    ACCEPTED,
                    NOT_ACCEPTED,
                    TRANSFERRING,
                    MESSAGE_LEFT,
                    CALLBACK_RINGING,
                    CALLBACK_ANSWERED,
                    CALLBACK_UNANSWERED,
                    WRAPPING_UP,
                    RESUMED -> {}
        }
    }

    private void bridged(JournalEntry entry, Map<CallEvent, Instant> times) {
        PracticeId practice = entry.practice();
        since(times, CallEvent.ASSISTANT_RESERVED, entry.at()).ifPresent(rang -> ring(practice, "answered", rang));
        since(times, CallEvent.QUEUED, entry.at()).ifPresent(waited -> {
            timer(MetricNames.WAIT_TIME, practice).record(waited);
            answers(practice, waited).incrementAndGet();
        });
    }

    /// A call that was not answered does not count for the service level: the next answer does.
    private void answerDropped(JournalEntry entry, Map<CallEvent, Instant> times) {
        PracticeId practice = entry.practice();
        registry.counter(MetricNames.ANSWERS_DROPPED, List.of(MetricTag.PRACTICE.of(practice.value())))
                .increment();
        Optional.ofNullable(times.get(CallEvent.BRIDGED))
                .flatMap(answered -> since(times, CallEvent.QUEUED, answered))
                .ifPresent(waited -> answers(practice, waited).decrementAndGet());
    }

    private AtomicLong answers(PracticeId practice, Duration waited) {
        ServiceLevel serviceLevel = serviceLevel(practice);
        return waited.compareTo(threshold(practice)) <= 0 ? serviceLevel.inTime() : serviceLevel.late();
    }

    private void ended(JournalEntry entry) {
        if (entry.detail() instanceof Detail.WithDisposition(Disposition disposition, var _)) {
            registry.counter(
                            MetricNames.CALLS,
                            List.of(
                                    MetricTag.PRACTICE.of(entry.practice().value()),
                                    MetricTag.DISPOSITION.of(disposition)))
                    .increment();
            if (disposition == Disposition.ABANDONED) {
                serviceLevel(entry.practice()).abandoned().incrementAndGet();
            }
        }
    }

    private ServiceLevel serviceLevel(PracticeId practice) {
        return serviceLevels.computeIfAbsent(practice, id -> {
            var serviceLevel = new ServiceLevel(new AtomicLong(), new AtomicLong(), new AtomicLong());
            Gauge.builder(MetricNames.SERVICE_LEVEL, serviceLevel, ServiceLevel::ratio)
                    .description("answered within the practice's threshold / (answered + abandoned), since the start")
                    .tags(List.of(MetricTag.PRACTICE.of(id.value())))
                    .register(registry);
            return serviceLevel;
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
        registry.timer(
                        MetricNames.RING_TIME,
                        List.of(MetricTag.PRACTICE.of(practice.value()), MetricTag.OUTCOME.of(outcome)))
                .record(rang);
    }

    private void transfer(PracticeId practice, String outcome) {
        registry.counter(
                        MetricNames.TRANSFERS,
                        List.of(MetricTag.PRACTICE.of(practice.value()), MetricTag.OUTCOME.of(outcome)))
                .increment();
    }

    private Counter counter(String name, PracticeId practice) {
        return registry.counter(name, List.of(MetricTag.PRACTICE.of(practice.value())));
    }

    private Timer timer(String name, PracticeId practice) {
        return registry.timer(name, List.of(MetricTag.PRACTICE.of(practice.value())));
    }

    private static Optional<Duration> since(Map<CallEvent, Instant> times, CallEvent event, Instant now) {
        return Optional.ofNullable(times.get(event)).map(then -> Duration.between(then, now));
    }
}
