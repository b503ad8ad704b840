package org.permanence.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.assistant.Skill;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.routing.TeamMatcher;
import org.permanence.triage.Urgency;

/// Teams in which all assistants are in a call and many callers wait. Every assistant may serve every practice.
final class LoadedTeams implements AssistantDirectory {

    static final int ASSISTANTS = 300;
    static final int WAITING = 1_000;

    private static final InstantSource CLOCK = InstantSource.system();

    private final QueueStore store;
    private final List<TeamId> teams;
    private final List<PracticeId> practices;
    private final Map<Login, Assistant> assistants = new LinkedHashMap<>();
    private final TeamMatcher matchmaker;
    private final AtomicLong numbers = new AtomicLong();

    /// @param offered the directory that the match asks
    LoadedTeams(QueueStore store, int teams, List<PracticeId> practices, UnaryOperator<AssistantDirectory> offered) {
        this.store = store;
        this.teams = teams(teams);
        this.practices = practices;
        Map<PracticeId, Skill> skills =
                practices.stream().collect(Collectors.toMap(practice -> practice, _ -> Skill.FLUENT));
        IntStream.range(0, ASSISTANTS).forEach(each -> {
            Login login = login(each);
            assistants.put(login, assistant(login, this.teams.get(each % teams), skills));
        });
        matchmaker = new TeamMatcher(offered.apply(this), CLOCK);
    }

    static Login login(int number) {
        return new Login("assistant-" + number);
    }

    private static Assistant assistant(Login login, TeamId team, Map<PracticeId, Skill> skills) {
        return new Assistant(
                login, new Line(login.value()), team, skills, Set.of(), Duration.ofSeconds(20), Duration.ZERO);
    }

    static QueueEntry call(TeamId team, PracticeId practice, AtomicLong numbers) {
        return QueueEntry.arriving(
                new CallId("call-" + numbers.incrementAndGet()), practice, team, Urgency.ROUTINE, CLOCK.instant());
    }

    static List<TeamId> teams(int number) {
        return IntStream.range(0, number)
                .mapToObj(each -> new TeamId("team-" + each))
                .toList();
    }

    /// A call of the next practice.
    private QueueEntry call(TeamId team) {
        return call(team, practices.get((int) (numbers.get() % practices.size())), numbers);
    }

    /// Signs in and reserves all assistants, and fills the queue.
    void fill() {
        for (TeamId team : teams) {
            store.inTeam(team, transaction -> {
                List<Assistant> members = assistants.values().stream()
                        .filter(each -> each.team().equals(team))
                        .toList();
                members.forEach(each -> transaction.save(Presence.neverSignedIn(each.login(), team, CLOCK.instant())
                        .on(AssistantEvent.SIGNED_IN, CLOCK.instant())
                        .orElseThrow()));
                int calls = members.size() + WAITING / teams.size();
                IntStream.range(0, calls).forEach(_ -> transaction.save(call(team)));
                return matchmaker.match(transaction);
            });
        }
    }

    /// Ends a reserved assistant's call.
    ///
    /// @return whether the assistant was reserved again
    boolean endOneCall(int number) {
        TeamId team = teams.get(number);
        return store.inTeam(team, transaction -> {
            QueueEntry endedCall = transaction.waiting().stream()
                    .filter(each -> each.reservedAssistant().isPresent())
                    .min(Comparator.comparing(QueueEntry::effectiveArrival))
                    .orElseThrow();
            Presence presence = transaction
                    .presence(endedCall.reservedAssistant().orElseThrow())
                    .orElseThrow();
            transaction.remove(endedCall.call());
            transaction.save(wrappedUp(presence));
            transaction.save(call(team));
            return matchmaker.match(transaction).stream()
                    .anyMatch(call -> call.reservedAssistant().equals(Optional.of(presence.login())));
        });
    }

    private static Presence wrappedUp(Presence reserved) {
        var now = CLOCK.instant();
        return reserved.on(AssistantEvent.ANSWERED, now)
                .flatMap(talking -> talking.on(AssistantEvent.CALL_ENDED, now))
                .orElseThrow()
                .wrappingUpUntil(now);
    }

    /// Checks that no assistant is reserved twice and that each reservation matches a call.
    void check() {
        var seen = new HashSet<Login>();
        for (TeamId team : teams) {
            store.inTeam(team, transaction -> {
                transaction
                        .waiting()
                        .forEach(call -> call.reservedAssistant().ifPresent(login -> {
                            Optional<CallId> reservedCall =
                                    transaction.presence(login).flatMap(Presence::call);
                            if (!seen.add(login) || !reservedCall.equals(Optional.of(call.call()))) {
                                throw new IllegalStateException("match: reserved twice (expected: once)");
                            }
                        }));
                return team;
            });
        }
        if (seen.size() != ASSISTANTS) {
            throw new IllegalStateException("match: " + seen.size() + " reserved (expected: " + ASSISTANTS + ")");
        }
    }

    @Override
    public Optional<Assistant> find(Login login) {
        return Optional.ofNullable(assistants.get(login));
    }

    @Override
    public Optional<Assistant> findInService(Login login) {
        return find(login);
    }

    @Override
    public Collection<Assistant> inService() {
        return assistants.values();
    }

    @Override
    public List<TeamId> teams() {
        return teams;
    }
}
