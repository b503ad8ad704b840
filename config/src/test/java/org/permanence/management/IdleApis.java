package org.permanence.management;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.boot.ConfiguredAssistants;
import org.permanence.metrics.EngineMetrics;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.practice.PracticeId;
import org.permanence.publish.PracticePublisher;
import org.permanence.publish.PracticeRegistries;
import org.permanence.publish.PracticeRegistry;
import org.permanence.queue.AssistantService;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.transfer.TransferRegistry;

/// The APIs of an engine without calls and without records, for tests of another API.
public final class IdleApis {

    private IdleApis() {}

    public static OperationsApi operations(InstallationSettings settings, EngineMetrics metrics, InstantSource clock) {
        var store = new InMemoryQueueStore();
        var assistants = new ConfiguredAssistants(settings);
        var queue = new TeamQueue(store, new TeamMatcher(assistants, clock), new WaiterSignals());
        return new OperationsApi(
                new AssistantService(queue, store, assistants, clock),
                new TransferRegistry(),
                new InMemoryJournalStore(),
                practice -> practice.equals(new PracticeId("les-lilas")),
                new OperationsApi.Health(
                        new MetricsPage(metrics::scrape, clock), new Readiness(List.of()), Optional::empty));
    }

    public static RecordsApi records() {
        return new RecordsApi(Optional.empty(), _ -> true);
    }

    /// A server on which only the records are in use.
    public static ManagementServer server(
            InstallationSettings settings, RecordsApi records, EngineMetrics metrics, InstantSource clock) {
        PracticeRegistry registry = PracticeRegistries.withoutOverrides(settings);
        var overrideStore = new InMemoryOnCallOverrideStore();
        return new ManagementServer(
                settings.management(),
                new ManagementServer.Apis(
                        operations(settings, metrics, clock),
                        records,
                        new PracticeApi(new PracticePublisher(
                                settings, registry, _ -> Optional.empty(), new InMemoryPracticeHistory(), clock)),
                        new OnCallApi(
                                registry, List.of(), overrideStore, new OnCallOverrides(overrideStore, clock), clock)),
                clock);
    }
}
