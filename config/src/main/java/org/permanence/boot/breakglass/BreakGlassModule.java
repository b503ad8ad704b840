package org.permanence.boot.breakglass;

import java.time.InstantSource;
import java.util.Map;
import org.permanence.audit.AuditGate;
import org.permanence.breakglass.BreakGlassListener;
import org.permanence.breakglass.BreakGlassRights;
import org.permanence.breakglass.BreakGlassService;
import org.permanence.breakglass.BreakGlassStore;
import org.permanence.breakglass.OnCallGroups;
import org.permanence.people.CurrentPeople;
import org.permanence.people.RestByEngine;
import org.permanence.practice.PracticeDirectory;
import org.permanence.signin.Sessions;
import org.permanence.store.Database;
import org.permanence.store.breakglass.JooqBreakGlassStore;

/// Break-glass access. What it gives needs the database only; to open and review it needs the audit log too.
public final class BreakGlassModule {

    private final BreakGlassStore store;
    private final OnCallGroups groups;
    private final InstantSource clock;

    public BreakGlassModule(PracticeDirectory practices, Database database, InstantSource clock) {
        this.store = new JooqBreakGlassStore(database);
        this.groups = new OnCallGroups(practices);
        this.clock = clock;
    }

    /// What open access gives people.
    public BreakGlassRights rights() {
        return new BreakGlassRights(store, groups);
    }

    /// Opens and reviews access.
    public BreakGlassService service(
            AuditGate audit, CurrentPeople people, Sessions sessions, BreakGlassListener listener) {
        var rest = new RestByEngine(people, audit, sessions::endAll, clock);
        return new BreakGlassService(
                new BreakGlassService.Services(
                        store,
                        groups,
                        audit,
                        late -> rest.rest(
                                late.opener(),
                                late.practice(),
                                Map.of("break-glass", late.id().value())),
                        listener),
                clock);
    }
}
