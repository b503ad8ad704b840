package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.audit.AuditGate;
import org.permanence.boot.gates.GateModule;
import org.permanence.gates.GatedAssistants;
import org.permanence.management.GatesApi;
import org.permanence.practice.PracticeId;
import org.permanence.queue.AssistantService;
import org.permanence.queue.QueueReconciler;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqQueueStore;

/// The queues of all teams, and their assistants.
final class QueueModule implements EngineModule {

    private static final Duration GATES_INTERVAL = Duration.ofSeconds(1);
    private static final Duration ASSIGNMENT_INTERVAL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final GateModule gates;
    private final AssistantDirectory assistants;
    private final GatedAssistants offered;
    private final WaiterSignals signals = new WaiterSignals();
    private final TeamQueue queue;
    private final AssistantService assistantService;
    private final List<PracticeId> practices;

    /// @param audit empty while the audit log is closed
    QueueModule(
            InstallationSettings settings,
            SignedInModule signedIn,
            Database database,
            Optional<? extends AuditGate> audit,
            InstantSource clock) {
        this.clock = clock;
        gates = new GateModule(settings.requiredGates(), database, audit, clock);
        assistants = signedIn.assistants();
        offered = gates.assistants(assistants);
        var store = new JooqQueueStore(database);
        queue = new TeamQueue(store, new TeamMatcher(offered, clock), signals);
        assistantService = new AssistantService(queue, store, assistants, clock);
        practices = settings.practiceFiles().keySet().stream()
                .map(name -> new PracticeId(name.value()))
                .toList();
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(GATES_INTERVAL, "gates", gates::refresh);
        tasks.schedule(
                ASSIGNMENT_INTERVAL, "assignment", () -> assistants.teams().forEach(queue::match));
    }

    /// The API of what must be in order before a call is offered.
    GatesApi gatesApi(RecordsModule records) {
        return new GatesApi(
                gates.service(records.people()::personOf, records.audit().log()), assistants);
    }

    /// Repairs the queues.
    QueueReconciler reconciler(QueueReconciler.CallRecords records, QueueReconciler.LiveCalls calls) {
        return new QueueReconciler(queue, records, calls, assistants, clock);
    }

    /// The practices whose callers go to the fallback lines, because no contract is in force.
    List<PracticeId> withoutContract() {
        return practices.stream()
                .filter(practice -> !offered.isServed(practice))
                .toList();
    }

    /// The assistants as staffed.
    AssistantDirectory assistants() {
        return assistants;
    }

    /// The assistants with the practices whose calls they may be offered now.
    GatedAssistants offered() {
        return offered;
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
