package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.practice.SaidWait;

/// The house's forecasts, for a centre on virtual time.
public final class TellingWaits {

    /// Longer than any wait here: a centre whose callers never give up.
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Forecasts forecasts = new Forecasts((_, _) -> {});

    /// What a caller is told, and the forecast behind it.
    public record Told(Instant at, Forecast forecast, SaidWait said) {}

    public void arrived(WaitingCall waiting, Instant now) {
        forecasts.arrived(waiting, now);
    }

    public void handled(WaitingCall answered, Duration time, Instant now) {
        forecasts.handled(answered.team(), time, now);
    }

    public Optional<Told> tell(WaitingCall waiting, List<WaitingCall> all, List<Assistant> serving, Instant now) {
        Outlook outlook = forecasts.outlook(waiting, all, serving, now);
        return Forecast.of(outlook)
                .flatMap(forecast ->
                        forecasts.tell(waiting, outlook, FOR_EVER, now).map(said -> new Told(now, forecast, said)));
    }

    public void left(WaitingCall waiting) {
        forecasts.left(waiting.call());
    }
}
