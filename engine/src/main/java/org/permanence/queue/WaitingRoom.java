package org.permanence.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;
import org.permanence.practice.Practice;
import org.permanence.practice.Prompts;
import org.permanence.practice.SaidWait;
import org.permanence.triage.Urgency;

/// The queue as a caller lives it: music, now and then the position and a forecast, until an assistant is reserved.
public final class WaitingRoom implements CallQueue {

    /// How often a waiting call looks into the store by itself: an offer made by another node, or told to nobody.
    private static final Duration LOOK = Duration.ofSeconds(5);

    /// How late a waiting caller may notice that the practice has closed.
    private static final Duration LOOK_AT_THE_DOOR = Duration.ofSeconds(30);

    /// The keys a waiting caller may press. Not 1 and 2, which answer the emergency question, nor 9, which objects
    /// to the recording.
    private static final char CALLBACK = '5';

    private static final char MESSAGE = '6';

    private final QueueDesk desk;
    private final Seats seats;
    private final AssistantDirectory assistants;
    private final Lending lending;
    private final FormerCalls formerCalls;
    private final InstantSource clock;

    public WaitingRoom(
            QueueDesk desk, Seats seats, AssistantDirectory assistants, FormerCalls formerCalls, InstantSource clock) {
        this.desk = desk;
        this.seats = seats;
        this.assistants = assistants;
        this.formerCalls = formerCalls;
        this.lending = new Lending(desk, assistants, clock);
        this.clock = clock;
    }

    @Override
    public Wait hold(Call call, Practice practice, Urgency urgency, Optional<Instant> onCallAt, CallJournal journal)
            throws CallEnded {
        seats.take(call.id());
        try {
            call.whenLeft(cause -> seats.tell(call.id(), new Seats.News.CallerLeft(cause)));
            Former before = call.isReturning() ? Former.NOTHING : formerCalls.takenUp(call, practice);
            Optional<Place> place = desk.enter(call, practice, urgency, before);
            if (place.isEmpty()) {
                return new Wait.Full();
            }
            if (place.get().origin() == Place.Origin.NEW) {
                journal.passed(Station.QUEUED);
            }
            return inPlace(new Waiting(call, practice, place.get(), onCallAt.orElse(Instant.MAX), journal));
        } finally {
            seats.leave(call.id());
        }
    }

    @Override
    public void leave(Call call, Practice practice) {
        desk.leave(call.id(), practice.team());
    }

    @Override
    public boolean keeps(Call call) {
        return desk.keeps(call.id());
    }

    @Override
    public void offersAgain(Call call, Practice practice) {
        desk.offersAgain(call.id(), practice.team());
    }

    private Wait inPlace(Waiting caller) throws CallEnded {
        boolean keeps = false;
        try {
            Wait wait = caller.place().waiting().onCallRings()
                    ? new Wait.OnCallDue() // Their telephones may be ringing still: no assistant's beside them.
                    : await(caller);
            keeps = wait.keepsPlace();
            return wait;
        } catch (CallEnded left) {
            formerCalls.left(caller.call(), caller.practice(), caller.place().waiting());
            throw left;
        } finally {
            if (!keeps) {
                // The caller left, the patience is over, or something of ours failed.
                desk.leave(caller.call().id(), caller.practice().team());
            }
        }
    }

    /// One caller who waits.
    ///
    /// @param onCallAt when whoever is on call is to be rung
    private record Waiting(Call call, Practice practice, Place place, Instant onCallAt, CallJournal journal) {

        /// Whoever may be in danger stays on the line.
        boolean isRoutine() {
            return place.waiting().urgency() == Urgency.ROUTINE;
        }

        Instant endOfPatience() {
            return place.waiting().since().plus(practice.queue().patience());
        }
    }

    private Wait await(Waiting caller) throws CallEnded {
        Instant end = earlier(caller.endOfPatience(), caller.onCallAt());
        Instant announce = nextAnnouncement(caller.practice());
        Optional<Wait> over = offer(caller, caller.place());
        if (over.isEmpty()) {
            // An assistant who is free now is rung at once: the caller is not held.
            over = told(caller, clock.instant());
        }
        if (over.isEmpty()) {
            over = tellIfNobodySpeaks(caller);
        }
        while (over.isEmpty() && clock.instant().isBefore(end) && !isSentAway(caller)) {
            caller.call().holdMusic();
            Instant until = earlier(earlier(end, announce), nextLookAtTheDoor(caller.practice()));
            over = look(caller, until);
            if (over.isEmpty()) {
                over = tellIfNobodySpeaks(caller);
            }
            if (over.isEmpty() && !clock.instant().isBefore(announce)) {
                over = announce(caller, end);
                announce = nextAnnouncement(caller.practice());
            }
        }
        return over.orElseGet(() -> inVain(caller));
    }

    /// How a wait ends that brought no offer.
    private Wait inVain(Waiting caller) {
        if (isSentAway(caller)) {
            return new Wait.Closed();
        }
        if (!clock.instant().isBefore(caller.endOfPatience())) {
            return new Wait.TimedOut();
        }
        return desk.ringsOnCall(caller.place().waiting())
                .flatMap(reserved -> offer(caller, reserved))
                .orElseGet(Wait.OnCallDue::new);
    }

    /// Says the position, then the forecast, then what else the caller may choose. Whoever is rung meanwhile hears no
    /// more of it; a sentence that has begun is never cut, and costs an assistant who is ready then some seconds.
    private Optional<Wait> announce(Waiting caller, Instant end) throws CallEnded {
        Prompts prompts = caller.practice().prompts();
        caller.call().play(prompts.position(desk.position(caller.place().waiting())));
        Optional<Wait> over = told(caller, clock.instant());
        if (over.isEmpty() && caller.practice().queue().saysForecast()) {
            sayForecast(caller, end);
            over = told(caller, clock.instant());
        }
        if (over.isEmpty()) {
            offerOthers(caller, prompts);
        }
        return over;
    }

    private void sayForecast(Waiting caller, Instant end) throws CallEnded {
        Duration longest = Duration.between(clock.instant(), end);
        Optional<SaidWait> wait =
                desk.forecast(caller.place().waiting(), assistants, longest.isNegative() ? Duration.ZERO : longest);
        for (Prompt part : wait.map(caller.practice().prompts()::forecast).orElse(List.of())) {
            caller.call().play(part);
        }
    }

    /// A caller who has chosen a language that nobody who is there speaks is told so, once, and answered in another:
    /// to wait for a shift that does not come would be worse. The others are asked after the caller was told.
    private Optional<Wait> tellIfNobodySpeaks(Waiting caller) throws CallEnded {
        WaitingCall known = caller.place().waiting();
        Optional<WaitingCall> inVain =
                known.spoken().flatMap(_ -> desk.place(known)).filter(this::waitsInVain);
        if (inVain.isEmpty()) {
            return Optional.empty();
        }
        caller.call().play(caller.practice().prompts().noSpeaker());
        desk.openToAnybody(inVain.get());
        return told(caller, clock.instant());
    }

    private boolean waitsInVain(WaitingCall waiting) {
        return waiting.waitsForASpeaker()
                && desk.serving(waiting.team(), assistants).stream().noneMatch(waiting::mayBeOfferedTo);
    }

    private void offerOthers(Waiting caller, Prompts prompts) throws CallEnded {
        if (mayBeCalledBack(caller)) {
            caller.call().play(prompts.callbackOffer());
        }
        if (mayLeaveMessage(caller)) {
            caller.call().play(prompts.messageOffer());
        }
    }

    private static boolean mayBeCalledBack(Waiting caller) {
        return caller.isRoutine() && caller.practice().returns().callback().isPresent();
    }

    private static boolean mayLeaveMessage(Waiting caller) {
        return caller.isRoutine() && caller.practice().messages().whenWaiting();
    }

    private boolean isSentAway(Waiting caller) {
        return caller.isRoutine() && caller.practice().sendsWhoWaitsAwayAt(clock.instant());
    }

    private Optional<Wait> look(Waiting caller, Instant until) throws CallEnded {
        Optional<Wait> over = Optional.empty();
        while (over.isEmpty() && clock.instant().isBefore(until)) {
            over = told(caller, earlier(until, clock.instant().plus(LOOK)));
            if (over.isEmpty()) {
                Optional<WaitingCall> now = desk.place(caller.place().waiting());
                over = now.flatMap(place -> offer(caller, kept(place)));
                now.ifPresent(lending::look);
                if (now.filter(this::waitsInVain).isPresent()) {
                    return over; // The caller is to be told something.
                }
            }
        }
        return over;
    }

    private Optional<Wait> told(Waiting caller, Instant until) throws CallEnded {
        Optional<Seats.News> news = next(caller.call(), until);
        return news.isPresent() ? answerTo(news.get(), caller) : Optional.empty();
    }

    private Optional<Wait> answerTo(Seats.News news, Waiting caller) throws CallEnded {
        return switch (news) {
            case Seats.News.Offered(var waiting) -> offer(caller, kept(waiting));
            case Seats.News.Pressed(char key) -> asked(caller, key);
            case Seats.News.CallerLeft(var cause) -> throw new CallEnded(cause);
        };
    }

    private static Optional<Wait> asked(Waiting caller, char key) {
        if (key == CALLBACK && mayBeCalledBack(caller)) {
            return Optional.of(new Wait.AsksForCallback());
        }
        return key == MESSAGE && mayLeaveMessage(caller) ? Optional.of(new Wait.AsksForMessage()) : Optional.empty();
    }

    private Optional<Wait> offer(Waiting caller, Place place) {
        return place.waiting().offeredTo().flatMap(assistants::named).map(assistant -> {
            if (place.origin() != Place.Origin.TALKED) { // Whoever has talked already is rung for nobody.
                caller.journal().passed(Station.OFFERED, assistant.login());
            }
            return new Wait.Offered(
                    new Offer(desk, place, assistant, caller.journal(), remembering(caller, assistant, place)));
        });
    }

    private Offer.Memory remembering(Waiting caller, Assistant assistant, Place place) {
        return new Offer.Memory() {
            @Override
            public void talked() {
                formerCalls.talked(caller.call(), caller.practice(), assistant.login());
            }

            @Override
            public void lost() {
                formerCalls.left(caller.call(), caller.practice(), place.waiting());
            }
        };
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
