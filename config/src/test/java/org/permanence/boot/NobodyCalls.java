package org.permanence.boot;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.metrics.EngineMetrics;
import org.permanence.queue.AssistantService;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaitEstimator;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.transfer.TransferRegistry;

/// The desks of a house in which nobody calls and nothing is kept, for a test that is about another desk.
final class NobodyCalls {

    private NobodyCalls() {}

    static ManagementDesk management(InstallationSettings settings, EngineMetrics metrics, InstantSource clock) {
        var store = new InMemoryQueueStore();
        var people = new People(settings);
        var queue = new TeamQueue(
                store, new TeamMatcher(people, clock), new WaiterSignals(), new WaitEstimator((_, _) -> {}), clock);
        return new ManagementDesk(
                new AssistantService(queue, store, people, clock),
                new TransferRegistry(),
                new InMemoryJournalStore(),
                metrics,
                () -> true,
                Optional::empty);
    }

    static ArchiveDesk archive() {
        return new ArchiveDesk(Optional.empty(), "FR", (_, _) -> {});
    }
}
