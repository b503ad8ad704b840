package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;

/// The queue as a caller lives it: music, the position now and then, until an assistant is reserved.
public final class WaitingRoom implements CallQueue {

    /// How often a waiting call looks into the store by itself: an offer made by another node, or told to nobody.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// How late a waiting caller may notice that the practice has closed.
    private static final Duration LOOK_AT_THE_DOOR = Duration.ofSeconds(30);

    private final QueueDesk desk;
    private final Seats seats;
    private final AssistantDirectory assistants;
    private final Lending lending;
    private final InstantSource clock;

    public WaitingRoom(QueueDesk desk, Seats seats, AssistantDirectory assistants, InstantSource clock) {
        this.desk = desk;
        this.seats = seats;
        this.assistants = assistants;
        this.lending = new Lending(desk, assistants, clock);
        this.clock = clock;
    }

    @Override
    public Wait hold(Call call, Practice practice, Urgency urgency, CallJournal journal) throws CallEnded {
        seats.take(call.id());
        try {
            call.whenLeft(cause -> seats.tell(call.id(), new Seats.News.CallerLeft(cause)));
            Optional<Place> place = desk.enter(call, practice, urgency);
            if (place.isEmpty()) {
                return new Wait.Full();
            }
            if (place.get().origin() == Place.Origin.NEW) {
                journal.passed(Station.QUEUED);
            }
            return inPlace(call, practice, place.get(), journal);
        } finally {
            seats.leave(call.id());
        }
    }

    @Override
    public void leave(Call call, Practice practice) {
        desk.leave(call.id(), practice.team());
    }

    private Wait inPlace(Call call, Practice practice, Place place, CallJournal journal) throws CallEnded {
        boolean offered = false;
        try {
            Optional<Offer> offer = await(call, practice, place, journal);
            offered = offer.isPresent();
            return offer.<Wait>map(Wait.Offered::new)
                    .orElseGet(() -> isSentAway(practice, place) ? new Wait.Closed() : new Wait.TimedOut());
        } finally {
            if (!offered) {
                desk.leave(
                        call.id(),
                        practice.team()); // The caller left, the patience is over, or something of ours failed.
            }
        }
    }

    private Optional<Offer> await(Call call, Practice practice, Place place, CallJournal journal) throws CallEnded {
        Instant end = place.waiting().since().plus(practice.queue().patience());
        Instant announce = nextAnnouncement(practice);
        Optional<Offer> offer = offer(place, journal);
        if (offer.isEmpty()) {
            // An assistant who is free now is rung at once: the caller is not held.
            offer = told(next(call, clock.instant()), journal);
        }
        while (offer.isEmpty() && clock.instant().isBefore(end) && !isSentAway(practice, place)) {
            call.holdMusic();
            Instant until = earlier(earlier(end, announce), nextLookAtTheDoor(practice));
            offer = look(call, place.waiting(), until, journal);
            if (offer.isEmpty() && !clock.instant().isBefore(announce)) {
                call.play(practice.prompts().position(desk.position(place.waiting())));
                announce = nextAnnouncement(practice);
            }
        }
        return offer;
    }

    private boolean isSentAway(Practice practice, Place place) {
        return place.waiting().urgency() == Urgency.ROUTINE && practice.sendsWhoWaitsAwayAt(clock.instant());
    }

    private Optional<Offer> look(Call call, WaitingCall waiting, Instant until, CallJournal journal) throws CallEnded {
        Optional<Offer> offer = Optional.empty();
        while (offer.isEmpty() && clock.instant().isBefore(until)) {
            offer = told(next(call, earlier(until, clock.instant().plus(LOOK))), journal);
            if (offer.isEmpty()) {
                Optional<WaitingCall> now = desk.place(waiting);
                offer = now.flatMap(place -> offer(kept(place), journal));
                now.ifPresent(lending::look);
            }
        }
        return offer;
    }

    private Optional<Offer> told(Optional<Seats.News> news, CallJournal journal) throws CallEnded {
        return news.isPresent() ? answerTo(news.get(), journal) : Optional.empty();
    }

    private Optional<Offer> answerTo(Seats.News news, CallJournal journal) throws CallEnded {
        return switch (news) {
            case Seats.News.Offered(var waiting) -> offer(kept(waiting), journal);
            case Seats.News.CallerLeft(var cause) -> throw new CallEnded(cause);
        };
    }

    private Optional<Offer> offer(Place place, CallJournal journal) {
        return place.waiting().offeredTo().flatMap(assistants::named).map(assistant -> {
            if (place.origin() != Place.Origin.TALKED) { // Whoever has talked already is rung for nobody.
                journal.passed(Station.OFFERED, assistant.login());
            }
            return new Offer(desk, place, assistant, journal);
        });
    }

    private static Place kept(WaitingCall waiting) {
        return new Place(waiting, Place.Origin.KEPT);
    }

    private Optional<Seats.News> next(Call call, Instant until) throws CallEnded {
        try {
            Duration limit = Duration.between(clock.instant(), until);
            return seats.await(call.id(), limit.isNegative() ? Duration.ZERO : limit);
        } catch (InterruptedException _) {
            // Only the end of the house interrupts a call's thread; the dialplan goes on with the caller.
            throw new IllegalStateException("wait: interrupted (expected: until the house ends)");
        }
    }

    private Instant nextAnnouncement(Practice practice) {
        Duration every = practice.queue().announceEvery();
        return every.isZero() ? Instant.MAX : clock.instant().plus(every);
    }

    private Instant nextLookAtTheDoor(Practice practice) {
        return practice.closing().tellsWhoWaits() ? clock.instant().plus(LOOK_AT_THE_DOOR) : Instant.MAX;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
