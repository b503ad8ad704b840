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
final class Lending {

    private final QueueDesk desk;
    private final AssistantDirectory assistants;
    private final InstantSource clock;

    Lending(QueueDesk desk, AssistantDirectory assistants, InstantSource clock) {
        this.desk = desk;
        this.assistants = assistants;
        this.clock = clock;
    }

    /// Lends the first call of this one's team that may be lent where this one may, which need not be this one.
    void look(WaitingCall waiting) {
        Optional<TeamId> other = waiting.mayBeLentAt(clock.instant());
        if (other.isEmpty()) {
            return;
        }
        List<Assistant> ready = desk.readyIn(other.get()).stream()
                .flatMap(login -> assistants.named(login).stream())
                .toList();
        if (ready.stream().anyMatch(waiting::mayBeOfferedTo)) {
            desk.lend(waiting.team(), other.get(), call -> ready.stream().anyMatch(call::mayBeOfferedTo));
        }
    }
}
