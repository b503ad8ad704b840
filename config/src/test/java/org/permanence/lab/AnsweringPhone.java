package org.permanence.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.permanence.lab.Leg.Station;

/// A telephone that is rung: an assistant's, a doctor's, the fallback's. It takes call after call, one at a time,
/// and is busy for a second one. Unless told otherwise it answers at once.
public final class AnsweringPhone {

    private sealed interface Habit {
        record Answers(Duration after) implements Habit {}

        record NeverAnswers() implements Habit {}

        record Busy() implements Habit {}
    }

    private final Sipp sipp;
    private final SoundDesk desk;
    private final InstantSource clock;
    private final String address;
    private final Handset handset;
    private final BlockingQueue<Leg> rings = new LinkedBlockingQueue<>();
    private volatile Habit habit = new Habit.Answers(Duration.ZERO);
    private volatile @Nullable Leg current;
    private final AtomicInteger timesRung = new AtomicInteger();

    AnsweringPhone(Sipp sipp, SoundDesk desk, InstantSource clock, String address) {
        this.sipp = sipp;
        this.desk = desk;
        this.clock = clock;
        this.address = address;
        this.handset = desk.handset();
    }

    /// Where Asterisk finds it: a static contact, no registration.
    public String address() {
        return address;
    }

    public AnsweringPhone answersAfter(Duration delay) {
        habit = new Habit.Answers(delay);
        return this;
    }

    public AnsweringPhone neverAnswers() {
        habit = new Habit.NeverAnswers();
        return this;
    }

    public AnsweringPhone isBusy() {
        habit = new Habit.Busy();
        return this;
    }

    public AnsweringPhone says(int hertz) {
        handset.mouth().says(hertz);
        return this;
    }

    public AnsweringPhone fallsSilent() {
        handset.mouth().says(0);
        return this;
    }

    public AnsweringPhone presses(char key) {
        handset.mouth().presses(key);
        return this;
    }

    /// Puts whom it talks with on hold; once a call.
    public AnsweringPhone holds() {
        return tells("HOLD");
    }

    public AnsweringPhone takesBack() {
        return tells("UNHOLD");
    }

    public AnsweringPhone hangsUp() {
        return tells("HANGUP");
    }

    private AnsweringPhone tells(String word) {
        Leg leg = current;
        if (leg != null) {
            sipp.tell(word, leg.call(), Map.of());
        }
        return this;
    }

    /// What it hears in the call it is in, or heard in its last.
    public Hearing hearing() {
        return handset.hearing();
    }

    /// When it was rung: each ring is told once, in order; waits for the next.
    public Optional<Instant> rings(Duration within) {
        try {
            return Optional.ofNullable(rings.poll(within.toNanos(), TimeUnit.NANOSECONDS))
                    .flatMap(leg -> leg.when(Station.STARTED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("phone: waiting interrupted", e);
        }
    }

    public int timesRung() {
        return timesRung.get();
    }

    /// Whether the call that rang last is answered in time. False at once if it never rang, or is over.
    public boolean connects(Duration within) {
        Leg leg = current;
        return leg != null && leg.reaches(Station.CONNECTED, within);
    }

    public boolean isConnected() {
        Leg leg = current;
        return leg != null && leg.is(Station.CONNECTED) && !leg.is(Station.ENDED);
    }

    /// Whether the call that rang last is over in time, answered or not.
    public boolean isFree(Duration within) {
        Leg leg = current;
        return leg == null || leg.reaches(Station.ENDED, within);
    }

    void hears(SippEvent event) {
        Leg leg = current;
        if (event instanceof SippEvent.Rings(String call, InetSocketAddress media, var _)) {
            isRung(call, media);
        } else if (leg != null && leg.call().equals(event.call())) {
            goesOn(leg, event);
        }
    }

    void putsDown() {
        Leg leg = current;
        if (leg != null && !leg.is(Station.ENDED)) {
            hangsUp();
        }
        desk.putDown(handset);
    }

    private void isRung(String call, InetSocketAddress media) {
        timesRung.incrementAndGet();
        var leg = new Leg(call, clock);
        Leg before = current;
        if (before != null && !before.is(Station.ENDED)) {
            rings.add(leg);
            sipp.tell("BUSY", call, Map.of());
            return;
        }
        current = leg;
        rings.add(leg); // Whoever is told of the ring asks at once what becomes of it.
        handset.startsAnew();
        switch (habit) {
            case Habit.Answers(Duration after) -> answers(leg, media, after);
            case Habit.NeverAnswers() -> sipp.tell("RING", call, Map.of());
            case Habit.Busy() -> sipp.tell("BUSY", call, Map.of());
        }
    }

    private void answers(Leg leg, InetSocketAddress media, Duration after) {
        sipp.tell("RING", leg.call(), Map.of());
        desk.after(after, () -> {
            if (!leg.is(Station.ENDED)) {
                handset.talksTo(media);
                sipp.tell("ANSWER", leg.call(), Map.of("Rtp", Integer.toString(handset.port())));
            }
        });
    }

    private void goesOn(Leg leg, SippEvent event) {
        switch (event) {
            case SippEvent.Connected(var _, var media) -> {
                handset.talksTo(media);
                leg.reach(Station.CONNECTED);
            }
            case SippEvent.Moved(var _, var media) -> handset.talksTo(media);
            case SippEvent.Ended _, SippEvent.Aborted _, SippEvent.Refused _ -> {
                handset.hangsUp();
                leg.reach(Station.ENDED);
            }
            case SippEvent.Rings _, SippEvent.RingingBack _ ->
                throw new LabException("phone: is told of ringing back (expected: only callers are)");
        }
    }
}
