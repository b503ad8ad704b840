package org.permanence.management;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.access.Need;
import org.permanence.assistant.AssistantState;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.call.Line;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.journal.JournalStore;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.AssistantService;
import org.permanence.queue.AssistantService.Outcome;
import org.permanence.text.EnumWords;
import org.permanence.text.Slug;
import org.permanence.transfer.TransferRegistry;

/// Daily operations: readiness, assistants, transfers, the journal.
public final class OperationsApi {

    static final String READY_PATH = "/ready";
    static final String METRICS_PATH = "/metrics";

    private static final int DEFAULT_ENTRIES = 100;
    private static final int MAX_ENTRIES = 10_000;

    private final AssistantService assistantService;
    private final TransferRegistry transfers;
    private final JournalStore journal;
    private final Predicate<PracticeId> isKnown;
    private final Health health;

    /// What the API shows of the engine's own state.
    ///
    /// @param channels the ids of Asterisk's channels; empty if they are not known
    public record Health(MetricsPage metrics, Readiness readiness, Supplier<Optional<Set<String>>> channels) {}

    /// @param isKnown whether a practice exists, or existed: its journal outlives its file
    public OperationsApi(
            AssistantService assistantService,
            TransferRegistry transfers,
            JournalStore journal,
            Predicate<PracticeId> isKnown,
            Health health) {
        this.assistantService = assistantService;
        this.transfers = transfers;
        this.journal = journal;
        this.isKnown = isKnown;
        this.health = health;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "GET assistants" ->
                assistants(AccessRequests.permission(request).teams());
            case "GET channels" -> channels();
            case "GET journal" -> journal(request);
            case String route
            when request.path().size() == 3 && route.startsWith("POST assistants/_/") -> perform(request);
            default -> Reply.unknownPath();
        };
    }

    String metrics() {
        return health.metrics().text();
    }

    /// The status of `GET /ready`. Does not wait.
    int readyStatus() {
        return status(health.readiness().reasons());
    }

    private static int status(List<String> reasons) {
        return reasons.isEmpty() ? 200 : 503;
    }

    /// The status of readiness, with the reasons against it. Does not wait.
    Reply ready() {
        List<String> reasons = health.readiness().reasons();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ready", reasons.isEmpty());
        json.put("reasons", reasons);
        json.put("practices-without-contract", health.readiness().practicesWithoutContract());
        return new Reply(status(reasons), json);
    }

    /// The channels as the engine knows them, to compare with Asterisk's `core show channels`.
    private Reply channels() {
        Optional<Set<String>> known = health.channels().get();
        return Reply.ok(Map.of("attached", known.isPresent(), "channels", known.orElse(Set.of())));
    }

    /// The assistants of the teams that the person may see, and the numbers of those that they may count.
    private Reply assistants(Map<TeamId, Set<Need>> teams) {
        Map<Boolean, Set<TeamId>> byCounting = teams.keySet().stream()
                .collect(Collectors.partitioningBy(
                        team -> teams.getOrDefault(team, Set.of()).contains(Need.COUNTS_ONLY), Collectors.toSet()));
        return Reply.ok(Stream.concat(
                        assistantService.presences(byCounting.getOrDefault(false, Set.of())).stream()
                                .map(OperationsApi::toJson),
                        counts(byCounting.getOrDefault(true, Set.of())))
                .toList());
    }

    /// How many assistants are in each state; states without an assistant are left out.
    private Stream<Map<String, Object>> counts(Set<TeamId> teams) {
        Map<AssistantState, Long> counts = assistantService.presences(teams).stream()
                .collect(Collectors.groupingBy(
                        Presence::state, () -> new EnumMap<>(AssistantState.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> Map.of("state", EnumWords.of(count.getKey()), "assistants", count.getValue()));
    }

    /// Changes an assistant's state, or transfers their caller. Parameters: `reason` of a pause; `line` of a
    /// transfer.
    private Reply perform(ApiRequest request) {
        String name = request.segment(1);
        Login login;
        try {
            login = new Login(name);
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        }
        return switch (request.segment(2)) {
            case "login" -> toJson(name, assistantService.signIn(login));
            case "logout" -> toJson(name, assistantService.signOut(login));
            case "ready" -> toJson(name, assistantService.resume(login));
            case "pause" ->
                PauseReason.fromWord(request.parameter("reason").orElse("break"))
                        .map(reason -> toJson(name, assistantService.pause(login, reason)))
                        .orElseGet(() -> Reply.problem(
                                400, "reason: unknown (expected: break, lunch, training, meeting, other)"));
            case "transfer" -> transfer(login, request);
            default -> Reply.problem(404, "action: unknown (expected: login, logout, pause, ready, transfer)");
        };
    }

    private Reply transfer(Login login, ApiRequest request) {
        String line = request.parameter("line").orElse("");
        if (!Slug.isSlug(line)) {
            return Reply.problem(400, "line: missing or unreadable (expected: one of the practice's transfer-lines)");
        }
        return switch (transfers.start(login, new Line(line))) {
            case RINGING -> Reply.ok(Map.of("login", login.value(), "line", line));
            case NOT_ON_CALL -> Reply.problem(409, "assistant " + login.value() + " is not on a call");
            case ALREADY_RINGING -> Reply.problem(409, "a line is already ringing for this caller");
            case UNKNOWN_LINE ->
                Reply.problem(404, "line " + line + ": unknown (expected: one of the practice's transfer-lines)");
            case FAILED ->
                Reply.problem(
                        503, "line " + line + ": could not be rung (expected: a connection to Asterisk; see the log)");
        };
    }

    /// The last events of one practice's calls.
    private Reply journal(ApiRequest request) {
        PracticeId practice;
        try {
            practice = new PracticeId(request.requiredParameter("practice"));
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        }
        if (!isKnown.test(practice)) {
            return Reply.unknownPractice(practice);
        }
        int last = request.parameter("last")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_ENTRIES);
        return Reply.ok(journal.latest(AccessRequests.scope(request), Math.clamp(last, 1, MAX_ENTRIES)).stream()
                .map(OperationsApi::toJson)
                .toList());
    }

    private static Reply toJson(String name, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var presence) -> Reply.ok(toJson(presence));
            case Outcome.NotAllowed(var state) ->
                Reply.problem(409, "assistant " + name + ": not possible in state " + EnumWords.of(state));
            case Outcome.UnknownLogin() ->
                Reply.problem(
                        404,
                        "assistant " + name
                                + ": unknown, or takes no calls now (expected: one of permanence assistant list)");
        };
    }

    private static Map<String, Object> toJson(Presence presence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("login", presence.login().value());
        json.put("state", EnumWords.of(presence.state()));
        json.put("since", presence.since().toString());
        presence.reason().ifPresent(reason -> json.put("reason", reason.word()));
        return json;
    }

    private static Map<String, Object> toJson(JournalEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("call", entry.call().value());
        json.put("practice", entry.practice().value());
        json.put("at", entry.at().toString());
        json.put("event", EnumWords.of(entry.event()));
        switch (entry.detail()) {
            case Detail.Nothing() -> {}
            case Detail.WithUrgency(var urgency, var language) -> {
                json.put("urgency", EnumWords.of(urgency));
                language.ifPresent(chosen -> json.put("language", EnumWords.of(chosen)));
            }
            case Detail.WithAssistant _ -> {} // The table of rights has the journal without persons.
            case Detail.WithLine(var line) -> json.put("line", line.name());
            case Detail.WithDisposition(var disposition, var cause) -> {
                json.put("disposition", EnumWords.of(disposition));
                cause.ifPresent(hangupCause -> json.put("cause", EnumWords.of(hangupCause)));
            }
        }
        return json;
    }
}
