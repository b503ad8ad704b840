package org.permanence.people;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantSnapshot;
import org.permanence.assistant.Login;
import org.permanence.practice.TeamId;

/// The assistants by the accounts as last read. If they cannot be read, calls go on with the assistants known
/// before, for any length of time. Thread-safe.
public final class CurrentAssistants implements AssistantDirectory {

    private record Computed(AssistantSnapshot snapshot, long edition, Instant validUntil) {}

    private final CurrentPeople people;
    private final AssistantRoster roster;
    private final InstantSource clock;
    private volatile Computed current;

    public CurrentAssistants(CurrentPeople people, AssistantRoster roster, InstantSource clock) {
        this.people = people;
        this.roster = roster;
        this.clock = clock;
        this.current = computed();
    }

    /// Reads the accounts again if they have changed. Call it every second.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if they cannot be read: nothing changes then
    public void refresh() {
        people.refresh();
        if (people.directory().edition() != current.edition()
                || !clock.instant().isBefore(current.validUntil())) {
            current = computed();
        }
    }

    private Computed computed() {
        Instant now = clock.instant();
        PeopleDirectory directory = people.directory();
        return new Computed(
                roster.snapshot(directory, now), directory.edition(), AssistantRoster.nextChange(directory, now));
    }

    @Override
    public Optional<Assistant> find(Login login) {
        return current.snapshot().find(login);
    }

    @Override
    public Optional<Assistant> findInService(Login login) {
        return current.snapshot().findInService(login);
    }

    @Override
    public Collection<Assistant> inService() {
        return current.snapshot().inService();
    }

    @Override
    public List<TeamId> teams() {
        return current.snapshot().teams();
    }
}
