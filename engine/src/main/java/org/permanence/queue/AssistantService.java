package org.permanence.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.practice.TeamId;

/// Assistants sign in and out, pause and resume. Thread-safe and without state of its own.
public final class AssistantService {

    public sealed interface Outcome {

        record Done(Presence presence) implements Outcome {}

        /// The assistant's state does not allow it: a pause during a call, for example.
        record NotAllowed(AssistantState state) implements Outcome {}

        /// No assistant has this login, or the assistant may take no calls now.
        record UnknownLogin() implements Outcome {}
    }

    private final TeamQueue queue;
    private final QueueStore store;
    private final AssistantDirectory assistants;
    private final InstantSource clock;

    public AssistantService(TeamQueue queue, QueueStore store, AssistantDirectory assistants, InstantSource clock) {
        this.queue = queue;
        this.store = store;
        this.assistants = assistants;
        this.clock = clock;
    }

    public Outcome signIn(Login login) {
        return change(assistants.findInService(login), AssistantEvent.SIGNED_IN, Optional.empty());
    }

    public Outcome signOut(Login login) {
        return change(assistants.find(login), AssistantEvent.SIGNED_OUT, Optional.empty());
    }

    public Outcome pause(Login login, PauseReason reason) {
        return change(assistants.find(login), AssistantEvent.PAUSE_STARTED, Optional.of(reason));
    }

    public Outcome resume(Login login) {
        return change(assistants.findInService(login), AssistantEvent.RESUMED, Optional.empty());
    }

    /// The presence of every assistant of these teams who may take calls.
    public List<Presence> presences(Set<TeamId> teams) {
        Instant now = clock.instant();
        return assistants.inService().stream()
                .filter(assistant -> teams.contains(assistant.team()))
                .collect(Collectors.groupingBy(Assistant::team))
                .entrySet()
                .stream()
                .flatMap(team -> presences(team.getKey(), team.getValue(), now).stream())
                .toList();
    }

    private List<Presence> presences(TeamId team, List<Assistant> members, Instant now) {
        return store.inTeam(
                team,
                transaction -> members.stream()
                        .map(assistant -> presence(transaction, assistant, now))
                        .toList());
    }

    private Outcome change(Optional<Assistant> known, AssistantEvent event, Optional<PauseReason> reason) {
        if (known.isEmpty()) {
            return new Outcome.UnknownLogin();
        }
        Instant now = clock.instant();
        TeamId team = known.get().team();
        Outcome outcome = store.inTeam(team, transaction -> {
            Presence before = presence(transaction, known.get(), now);
            return before.on(event, now)
                    .map(after -> reason.map(after::pausedFor).orElse(after))
                    .<Outcome>map(after -> {
                        transaction.save(after);
                        return new Outcome.Done(after);
                    })
                    .orElseGet(() -> new Outcome.NotAllowed(before.state()));
        });
        queue.match(team);
        return outcome;
    }

    private static Presence presence(TeamTransaction transaction, Assistant assistant, Instant now) {
        return transaction
                .presence(assistant.login())
                .orElseGet(() -> Presence.neverSignedIn(assistant.login(), assistant.team(), now));
    }
}
