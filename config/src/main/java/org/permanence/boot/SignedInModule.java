package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import org.permanence.audit.AuditGate;
import org.permanence.boot.breakglass.BreakGlassModule;
import org.permanence.breakglass.BreakGlassListener;
import org.permanence.breakglass.BreakGlassRights;
import org.permanence.breakglass.BreakGlassService;
import org.permanence.people.CurrentAssistants;
import org.permanence.people.CurrentPeople;
import org.permanence.people.Workplaces;
import org.permanence.practice.PracticeDirectory;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.console.ConsoleSettings;
import org.permanence.signin.ServiceKeyStore;
import org.permanence.signin.Sessions;
import org.permanence.signin.SignedInPeople;
import org.permanence.signin.device.ClientRules;
import org.permanence.store.Database;
import org.permanence.store.people.JooqPeopleStore;
import org.permanence.store.signin.JooqServiceKeyStore;
import org.permanence.store.signin.JooqSessionStore;

/// Who has signed in, and who takes calls. Needs the database only: neither keys nor the audit log.
final class SignedInModule implements EngineModule {

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);

    private final CurrentPeople people;
    private final Workplaces workplaces;
    private final CurrentAssistants assistants;
    private final Sessions sessions;
    private final ServiceKeyStore keys;
    private final ClientRules rules;
    private final SignedInPeople lookup;
    private final BreakGlassModule breakGlass;

    SignedInModule(InstallationSettings settings, PracticeDirectory practices, Database database, InstantSource clock) {
        people = new CurrentPeople(new JooqPeopleStore(database));
        workplaces = ConfiguredAssistants.workplaces(settings, practices);
        assistants = new CurrentAssistants(people, ConfiguredAssistants.roster(settings, practices), clock);
        sessions = new Sessions(new JooqSessionStore(database), clock);
        keys = new JooqServiceKeyStore(database);
        rules = settings.console().map(ConsoleSettings::clients).orElse(ClientRules.NONE);
        lookup = new SignedInPeople(sessions, people, keys, rules, clock);
        breakGlass = new BreakGlassModule(practices, database, clock);
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(REFRESH_INTERVAL, "people", assistants::refresh);
    }

    CurrentPeople people() {
        return people;
    }

    /// Where people can work.
    Workplaces workplaces() {
        return workplaces;
    }

    CurrentAssistants assistants() {
        return assistants;
    }

    Sessions sessions() {
        return sessions;
    }

    ServiceKeyStore keys() {
        return keys;
    }

    /// From where people may sign in.
    ClientRules rules() {
        return rules;
    }

    SignedInPeople lookup() {
        return lookup;
    }

    /// What open break-glass access gives people.
    BreakGlassRights breakGlassRights() {
        return breakGlass.rights();
    }

    /// Opens and reviews break-glass access.
    BreakGlassService breakGlass(AuditGate audit, BreakGlassListener listener) {
        return breakGlass.service(audit, people, sessions, listener);
    }

    @Override
    public void close() {}
}
