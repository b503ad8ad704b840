package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.people.NewPerson;
import org.permanence.people.PeopleService;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.practice.TeamId;
import org.permanence.seal.PersonNames;
import org.permanence.settings.AssistantSettings;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqPeopleStore;
import org.permanence.yaml.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The accounts. The assistants of the settings are their seed: those who are not in the database are put there as
/// invited. That changes nothing about who takes calls, which the settings decide.
final class PeopleModule implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleModule.class);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration EXPIRY_INTERVAL = Duration.ofHours(1);

    private final PeopleService people;
    private final Map<Name, AssistantSettings> seed;
    private final Language language;
    private volatile boolean seeded;

    PeopleModule(InstallationSettings settings, Database database, RecordGuards guards, InstantSource clock) {
        people = new PeopleService(
                new PeopleService.Services(
                        new JooqPeopleStore(database),
                        new PersonNames(guards.keys().keys()),
                        guards.audit().log(),
                        place -> exists(settings, place)),
                clock);
        seed = settings.assistants();
        language = Language.FR;
    }

    private static boolean exists(InstallationSettings settings, Place place) {
        return switch (place) {
            case Place.OfPractice(var practice) -> settings.practiceFiles().containsKey(new Name(practice.value()));
            case Place.OfTeam(var team) -> settings.teams().containsKey(new Name(team.value()));
            case Place.Installation() -> true;
        };
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(REFRESH_INTERVAL, "people", this::refresh);
        tasks.schedule(EXPIRY_INTERVAL, "invitation-expiry", people::deleteEndedInvitations);
    }

    PeopleService people() {
        return people;
    }

    /// Seeds on the first run that succeeds, so that neither the start nor a call waits for it.
    private void refresh() {
        if (!seeded) {
            seedAssistants();
            seeded = true;
        }
        people.refresh();
    }

    /// Puts the assistants of the settings into the database who are not there.
    void seedAssistants() {
        long added = seed.entrySet().stream()
                .filter(entry -> people.seed(
                        person(entry.getKey(), entry.getValue()),
                        new RoleAt(
                                Role.ASSISTANT,
                                new Place.OfTeam(
                                        new TeamId(entry.getValue().team().value())))))
                .count();
        if (added > 0) {
            LOG.atInfo().addKeyValue("persons", added).log("people.seeded");
        }
    }

    private NewPerson person(Name login, AssistantSettings assistant) {
        return new NewPerson(
                new Login(login.value()),
                Optional.of(assistant.name()),
                assistant.languages().contains(language)
                        ? language
                        : assistant.languages().iterator().next(),
                Region.EEA);
    }

    @Override
    public void close() {}
}
