package org.permanence.boot.gates;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.call.CallId;
import org.permanence.gates.CurrentGates;
import org.permanence.gates.Gate;
import org.permanence.gates.GateService;
import org.permanence.gates.GateStore;
import org.permanence.gates.GatedAssistants;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.store.Database;
import org.permanence.store.gates.JooqGateStore;
import org.permanence.text.EnumWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must be in order before an assistant is offered a call. It needs the database only: without keys and audit
/// log, calls are offered by the same rules.
public final class GateModule {

    private static final Logger LOG = LoggerFactory.getLogger(GateModule.class);

    private final Optional<? extends AuditGate> audit;
    private final InstantSource clock;
    private final GateStore store;
    private final CurrentGates gates;

    /// Reads the gates once, so that the first call is offered by them. If the database does not answer, they are
    /// read later, and until then all are in order.
    ///
    /// @param audit empty while the audit log is closed: refusals are then only logged
    public GateModule(Set<Gate> required, Database database, Optional<? extends AuditGate> audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
        store = new JooqGateStore(database);
        gates = new CurrentGates(store, required);
        try {
            gates.refresh();
        } catch (StoreUnavailableException unavailable) {
            LOG.atError().setCause(unavailable).log("gates.not-read");
        }
    }

    /// Reads the gates again if they have changed. Call it every second.
    public void refresh() {
        gates.refresh();
    }

    /// The assistants, each with the practices whose gates are in order.
    public GatedAssistants assistants(AssistantDirectory staffed) {
        return new GatedAssistants(staffed, gates, this::onMissing, clock);
    }

    /// Changes what gates are decided by.
    ///
    /// @param personOf the person with a login; empty if there is none
    public GateService service(Function<Login, Optional<PersonId>> personOf, AuditGate log) {
        return new GateService(new GateService.Services(store, gates, personOf, log), clock);
    }

    private void onMissing(
            Login assistant, PracticeId practice, CallId call, Set<Gate> missing, GatedAssistants.Moment at) {
        String words = missing.stream().map(EnumWords::of).collect(Collectors.joining("+"));
        LOG.atInfo()
                .addKeyValue("call", call)
                .addKeyValue("practice", practice)
                .addKeyValue("reason", words)
                .addKeyValue("phase", EnumWords.of(at))
                .log("gate.refused");
        audit.ifPresent(log -> log.note(AuditRequest.byEngine(
                Action.GATE_REFUSED,
                Optional.of(practice),
                new AuditObject(AuditObject.Kind.PERSON, assistant.value()),
                Map.of("missing", words, "at", EnumWords.of(at)))));
    }
}
