package org.permanence.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.AwayReason;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.practice.TeamId;

/// Where assistants sign in and out, and say that they pause or are back. Thread-safe: it keeps nothing itself.
public final class AssistantDesk {

    /// What became of a wish.
    public sealed interface Outcome {

        record Done(Presence presence) implements Outcome {}

        /// It cannot be, in this state: a pause during a call, say.
        record NotNow(AssistantState state) implements Outcome {}

        /// Nobody of the house has this name.
        record Unknown() implements Outcome {}
    }

    private final QueueDesk desk;
    private final QueueStore store;
    private final AssistantDirectory assistants;
    private final InstantSource clock;

    public AssistantDesk(QueueDesk desk, QueueStore store, AssistantDirectory assistants, InstantSource clock) {
        this.desk = desk;
        this.store = store;
        this.assistants = assistants;
        this.clock = clock;
    }

    public Outcome signIn(Login login) {
        return change(login, AssistantEvent.SIGNED_IN, Optional.empty());
    }

    public Outcome signOut(Login login) {
        return change(login, AssistantEvent.SIGNED_OUT, Optional.empty());
    }

    public Outcome pause(Login login, AwayReason reason) {
        return change(login, AssistantEvent.PAUSED, Optional.of(reason));
    }

    public Outcome resume(Login login) {
        return change(login, AssistantEvent.RESUMED, Optional.empty());
    }

    /// What everybody of the configuration does now.
    public List<Presence> everybody() {
        Instant now = clock.instant();
        return assistants.all().stream().collect(Collectors.groupingBy(Assistant::team)).entrySet().stream()
                .flatMap(team -> everybody(team.getKey(), team.getValue(), now).stream())
                .toList();
    }

    private List<Presence> everybody(TeamId team, List<Assistant> members, Instant now) {
        return store.inTeam(
                team,
                book -> members.stream()
                        .map(assistant -> presence(book, assistant, now))
                        .toList());
    }

    private Outcome change(Login login, AssistantEvent event, Optional<AwayReason> reason) {
        Optional<Assistant> known = assistants.named(login);
        if (known.isEmpty()) {
            return new Outcome.Unknown();
        }
        Instant now = clock.instant();
        TeamId team = known.get().team();
        Outcome outcome = store.inTeam(team, book -> {
            Presence before = presence(book, known.get(), now);
            return before.on(event, now)
                    .map(after -> reason.map(after::awayBecause).orElse(after))
                    .<Outcome>map(after -> {
                        book.save(after);
                        return new Outcome.Done(after);
                    })
                    .orElseGet(() -> new Outcome.NotNow(before.state()));
        });
        desk.match(team);
        return outcome;
    }

    private static Presence presence(TeamBook book, Assistant assistant, Instant now) {
        return book.presence(assistant.login()).orElseGet(() -> Presence.off(assistant.login(), assistant.team(), now));
    }
}
