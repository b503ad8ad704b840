package org.permanence.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.assistant.Assistant;
import org.permanence.practice.TeamId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers callers who have waited too long to the overflow team of their practice. A caller keeps the place in the
/// home team's queue, and the first assistant of either team who is ready answers. The overflow team is asked only
/// while one of its assistants is ready, so its own callers do not wait longer.
final class OverflowOffers {

    private static final Logger LOG = LoggerFactory.getLogger(OverflowOffers.class);

    private final TeamQueue queue;
    private final QueueView view;
    private final InstantSource clock;

    OverflowOffers(TeamQueue queue, QueueView view, InstantSource clock) {
        this.queue = queue;
        this.view = view;
        this.clock = clock;
    }

    /// If the entry may overflow now, moves the first eligible entry of its team, which may be another one.
    void offerFirstEligible(QueueEntry entry) {
        Optional<TeamId> overflowTeam = entry.overflowTeamAt(clock.instant());
        if (overflowTeam.isEmpty()) {
            return;
        }
        List<Assistant> ready = view.readyAssistants(overflowTeam.get());
        if (ready.stream().anyMatch(entry::mayBeAnsweredBy)) {
            move(entry.team(), overflowTeam.get(), candidate -> ready.stream().anyMatch(candidate::mayBeAnsweredBy));
        }
    }

    /// Moves the first eligible entry to the overflow team and assigns assistants there.
    ///
    /// The entry moves under the home team's lock and is assigned under the overflow team's lock. It is never in
    /// both teams, so never reserved twice. If the overflow team has no assistant for it after all, the same
    /// transaction hands it back. If an engine dies in between, the next change of the overflow team does.
    private void move(TeamId team, TeamId overflowTeam, Predicate<QueueEntry> eligible) {
        Instant now = clock.instant();
        boolean moved = queue.inTeam(team, transaction -> {
            Optional<QueueEntry> first = transaction.waiting().stream()
                    .filter(entry -> entry.overflowTeamAt(now).equals(Optional.of(overflowTeam)))
                    .filter(eligible)
                    .min(AnswerOrder.at(now));
            first.ifPresent(entry -> transaction.handOver(entry.movedTo(overflowTeam)));
            return first.isPresent();
        });
        if (moved) {
            LOG.atInfo()
                    .addKeyValue("team", team)
                    .addKeyValue("overflow-team", overflowTeam)
                    .log("queue.overflowed");
            queue.match(overflowTeam);
        }
    }
}
