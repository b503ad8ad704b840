package org.permanence.management;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.boot.ConfiguredAssistants;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.breakglass.BreakGlassRights;
import org.permanence.breakglass.OnCallGroups;
import org.permanence.metrics.EngineMetrics;
import org.permanence.note.AssistantCalls;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.people.PeopleDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.publish.PracticePublisher;
import org.permanence.publish.PracticeRegistries;
import org.permanence.publish.PracticeRegistry;
import org.permanence.queue.AssistantService;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.InstallationSettings;
import org.permanence.signin.SignedInPeople;
import org.permanence.testing.InMemoryBreakGlassStore;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.testing.SamplePractices;
import org.permanence.transfer.TransferRegistry;

/// The APIs of an engine without calls and without records, for tests of another API.
public final class IdleApis {

    private IdleApis() {}

    /// The assistants of the settings.
    static AssistantDirectory assistants(InstallationSettings settings) {
        return ConfiguredAssistants.roster(settings, PracticeRegistries.withoutOverrides(settings))
                .snapshot(new PeopleDirectory(-1, List.of()), Instant.EPOCH);
    }

    public static OperationsApi operations(InstallationSettings settings, EngineMetrics metrics, InstantSource clock) {
        var store = new InMemoryQueueStore();
        AssistantDirectory assistants = assistants(settings);
        var queue = new TeamQueue(store, new TeamMatcher(assistants, clock), new WaiterSignals());
        return new OperationsApi(
                new AssistantService(queue, store, assistants, clock),
                new TransferRegistry(new AssistantCalls(clock)),
                new InMemoryJournalStore(),
                practice -> practice.equals(new PracticeId("les-lilas")),
                new OperationsApi.Health(
                        new MetricsPage(metrics::scrape, clock), new Readiness(List.of(), List::of), Optional::empty));
    }

    public static RecordsApi records() {
        return new RecordsApi(Optional.empty(), _ -> true);
    }

    /// The parts of a management port that have practices.
    ///
    /// @param overrides of the on-call rotas
    public record PracticeParts(
            PracticeRegistry registry, PracticeApi practices, OnCallApi onCall, OnCallOverrideStore overrides) {

        /// Parts without history and without overrides.
        public static PracticeParts idle(InstallationSettings settings, InstantSource clock) {
            PracticeRegistry registry = PracticeRegistries.withoutOverrides(settings);
            var overrides = new InMemoryOnCallOverrideStore();
            return new PracticeParts(
                    registry,
                    new PracticeApi(new PracticePublisher(
                            settings, registry, _ -> Optional.empty(), new InMemoryPracticeHistory(), clock)),
                    new OnCallApi(registry, List.of(), overrides, new OnCallOverrides(overrides, clock), clock),
                    overrides);
        }

        private ManagementServer.Apis apis(OperationsApi operations, RecordsApi records) {
            return new ManagementServer.Apis(operations, records, practices, onCall);
        }

        private Authorization authorization(
                InstallationSettings settings,
                SignedInPeople people,
                BreakGlassRights breakGlass,
                InstantSource clock) {
            return new Authorization(
                    people,
                    new Organization(assistants(settings), registry::practicesOf, overrides),
                    breakGlass,
                    clock);
        }
    }

    /// A server on which only the records and the people are in use.
    public static ManagementServer server(
            InstallationSettings settings,
            RecordsApi records,
            SignedInPeople people,
            EngineMetrics metrics,
            InstantSource clock) {
        PracticeParts idle = PracticeParts.idle(settings, clock);
        return new ManagementServer(
                settings.management(),
                idle.apis(operations(settings, metrics, clock), records),
                idle.authorization(settings, people, noBreakGlass(), clock));
    }

    /// A server on which these parts, the records and the people are in use.
    public static ManagementServer server(
            InstallationSettings settings,
            PracticeParts parts,
            RecordsOnDisk records,
            EngineMetrics metrics,
            InstantSource clock) {
        return new ManagementServer(
                settings.management(),
                parts.apis(operations(settings, metrics, clock), records.api()),
                parts.authorization(settings, records.signedIn(), records.breakGlass(), clock));
    }

    /// No break-glass access was ever opened.
    static BreakGlassRights noBreakGlass() {
        return new BreakGlassRights(new InMemoryBreakGlassStore(), new OnCallGroups(SamplePractices.standard()));
    }
}
