package org.permanence.boot;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.metrics.EngineMetrics;
import org.permanence.queue.AssistantService;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.transfer.TransferRegistry;

/// The desks of a house in which nobody calls and nothing is kept, for a test that is about another desk.
final class IdleApis {

    private IdleApis() {}

    static OperationsApi operations(InstallationSettings settings, EngineMetrics metrics, InstantSource clock) {
        var store = new InMemoryQueueStore();
        var assistants = new ConfiguredAssistants(settings);
        var queue = new TeamQueue(store, new TeamMatcher(assistants, clock), new WaiterSignals());
        return new OperationsApi(
                new AssistantService(queue, store, assistants, clock),
                new TransferRegistry(),
                new InMemoryJournalStore(),
                metrics,
                () -> true,
                Optional::empty);
    }

    static RecordingsApi recordings() {
        return new RecordingsApi(Optional.empty(), "FR", (_, _) -> {});
    }
}
