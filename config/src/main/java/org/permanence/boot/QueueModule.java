package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.permanence.assistant.Assistant;
import org.permanence.practice.TeamId;
import org.permanence.queue.AssistantService;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqQueueStore;

/// The queues of all teams, and their assistants.
final class QueueModule implements EngineModule {

    private static final Duration ASSIGNMENT_INTERVAL = Duration.ofSeconds(1);

    private final ConfiguredAssistants assistants;
    private final WaiterSignals signals = new WaiterSignals();
    private final TeamQueue queue;
    private final AssistantService assistantService;
    private final List<TeamId> teams;

    QueueModule(InstallationSettings settings, Database database, InstantSource clock) {
        assistants = new ConfiguredAssistants(settings);
        var store = new JooqQueueStore(database);
        queue = new TeamQueue(store, new TeamMatcher(assistants, clock), signals);
        assistantService = new AssistantService(queue, store, assistants, clock);
        teams = assistants.all().stream().map(Assistant::team).distinct().toList();
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(ASSIGNMENT_INTERVAL, "assignment", () -> teams.forEach(queue::match));
    }

    ConfiguredAssistants assistants() {
        return assistants;
    }

    WaiterSignals signals() {
        return signals;
    }

    TeamQueue queue() {
        return queue;
    }

    AssistantService assistantService() {
        return assistantService;
    }

    @Override
    public void close() {}
}
