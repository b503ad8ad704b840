package org.permanence.queue;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.practice.TeamId;

/// Offers callers who have waited too long to the other team their practice names. A caller keeps the place in the
/// own team's queue, and whoever is ready first, here or there, answers: the other team is asked only while one of
/// its assistants has nothing to do, so its own callers wait no longer for it.
final class OverflowOffers {

    private final TeamQueue queue;
    private final AssistantDirectory assistants;
    private final InstantSource clock;

    OverflowOffers(TeamQueue queue, AssistantDirectory assistants, InstantSource clock) {
        this.queue = queue;
        this.assistants = assistants;
        this.clock = clock;
    }

    /// Lends the first call of this one's team that may be lent where this one may, which need not be this one.
    void offerFirstEligible(QueueEntry entry) {
        Optional<TeamId> overflowTeam = entry.overflowTeamAt(clock.instant());
        if (overflowTeam.isEmpty()) {
            return;
        }
        List<Assistant> ready = queue.readyAssistants(overflowTeam.get()).stream()
                .flatMap(login -> assistants.find(login).stream())
                .toList();
        if (ready.stream().anyMatch(entry::mayBeOfferedTo)) {
            queue.moveToOverflowTeam(
                    entry.team(),
                    overflowTeam.get(),
                    candidate -> ready.stream().anyMatch(candidate::mayBeOfferedTo));
        }
    }
}
