package org.permanence.routing;

import static org.permanence.assistant.AssistantEvent.OFFERED;
import static org.permanence.assistant.AssistantEvent.WRAPPED_UP;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Presence;
import org.permanence.queue.Matching;
import org.permanence.queue.TeamBook;
import org.permanence.queue.WaitingCall;

/// Reads a team's book, ends the wrap-ups that are over, asks [Routing], and writes the reservations.
public final class Matchmaker implements Matching {

    private final AssistantDirectory assistants;
    private final InstantSource clock;

    public Matchmaker(AssistantDirectory assistants, InstantSource clock) {
        this.assistants = assistants;
        this.clock = clock;
    }

    @Override
    public List<WaitingCall> match(TeamBook book) {
        Instant now = clock.instant();
        List<WaitingCall> waiting = book.waiting();
        List<Presence> presences = book.presences().stream()
                .map(presence -> endWrapUp(book, presence, now))
                .toList();
        return Routing.match(waiting, ready(presences), now).stream()
                .map(match -> reserve(book, match, now))
                .toList();
    }

    private static Presence endWrapUp(TeamBook book, Presence presence, Instant now) {
        if (presence.until().filter(end -> !end.isAfter(now)).isEmpty()) {
            return presence;
        }
        return presence.on(WRAPPED_UP, now)
                .map(ready -> {
                    book.save(ready);
                    return ready;
                })
                .orElse(presence);
    }

    private List<Candidate> ready(List<Presence> presences) {
        return presences.stream()
                .filter(presence -> presence.state() == AssistantState.READY)
                .map(presence -> assistants
                        .named(presence.login())
                        .map(assistant -> new Candidate(assistant, presence.readySince())))
                .flatMap(Optional::stream) // Whoever is no longer in the configuration is offered nothing.
                .toList();
    }

    private static WaitingCall reserve(TeamBook book, Match match, Instant now) {
        WaitingCall offered = match.waiting().offeredTo(match.assistant().login());
        book.presence(match.assistant().login())
                .flatMap(presence -> presence.on(OFFERED, now))
                .map(presence -> presence.reservedFor(offered.call()))
                .ifPresent(book::save);
        book.save(offered);
        return offered;
    }
}
