package org.permanence.boot;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.call.Line;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.journal.JournalStore;
import org.permanence.metrics.EngineMetrics;
import org.permanence.queue.AssistantService;
import org.permanence.queue.AssistantService.Outcome;
import org.permanence.transfer.TransferRegistry;

/// What the running house tells and does on its management port, without HTTP.
final class ManagementDesk {

    private static final int MOST_ENTRIES = 10_000;

    /// What is answered: a status of HTTP and a body that becomes JSON.
    record Reply(int status, Object body) {

        static Reply ok(Object body) {
            return new Reply(200, body);
        }

        static Reply problem(int status, String problem) {
            return new Reply(status, Map.of("problem", problem));
        }
    }

    private final AssistantService assistantService;
    private final TransferRegistry transfers;
    private final JournalStore journal;
    private final EngineMetrics metrics;
    private final BooleanSupplier attached;
    private final Supplier<Optional<Set<String>>> channels;

    /// @param channels what is known of the switch, if anything is
    ManagementDesk(
            AssistantService assistantService,
            TransferRegistry transfers,
            JournalStore journal,
            EngineMetrics metrics,
            BooleanSupplier attached,
            Supplier<Optional<Set<String>>> channels) {
        this.assistantService = assistantService;
        this.transfers = transfers;
        this.journal = journal;
        this.metrics = metrics;
        this.attached = attached;
        this.channels = channels;
    }

    String metrics() {
        return metrics.scrape();
    }

    /// Ready: Asterisk is attached, so calls can come.
    Reply ready() {
        boolean ready = attached.getAsBoolean();
        return new Reply(ready ? 200 : 503, Map.of("ready", ready));
    }

    /// What the house believes of Asterisk, to be held against its own `core show channels`.
    Reply channels() {
        Optional<Set<String>> known = channels.get();
        return Reply.ok(Map.of("known", known.isPresent(), "channels", known.orElse(Set.of())));
    }

    Reply assistants() {
        return Reply.ok(
                assistantService.presences().stream().map(ManagementDesk::told).toList());
    }

    /// @param action login, logout, pause, ready or transfer
    /// @param words why she pauses, or the line she hands her caller over to
    Reply change(String name, String action, Map<String, String> words) {
        Login login;
        try {
            login = new Login(name);
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        }
        return switch (action) {
            case "login" -> told(name, assistantService.signIn(login));
            case "logout" -> told(name, assistantService.signOut(login));
            case "ready" -> told(name, assistantService.resume(login));
            case "pause" ->
                PauseReason.fromWord(words.getOrDefault("reason", "break"))
                        .map(why -> told(name, assistantService.pause(login, why)))
                        .orElseGet(() -> Reply.problem(
                                400, "reason: unknown (expected: break, lunch, training, meeting, other)"));
            case "transfer" -> transfer(login, words);
            default -> Reply.problem(404, "action: unknown (expected: login, logout, pause, ready, transfer)");
        };
    }

    private Reply transfer(Login login, Map<String, String> words) {
        String line = words.getOrDefault("line", "");
        if (!line.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            return Reply.problem(400, "line: missing or unreadable (expected: one of the practice's transfer-lines)");
        }
        return switch (transfers.start(login, new Line(line))) {
            case RINGING -> Reply.ok(Map.of("login", login.value(), "ringing", line));
            case NOT_ON_CALL -> Reply.problem(409, "assistant " + login.value() + " talks with nobody: not now");
            case ALREADY_RINGING -> Reply.problem(409, "a line rings for this caller already: not now");
            case UNKNOWN_LINE ->
                Reply.problem(404, "line " + line + ": unknown (expected: one of the practice's transfer-lines)");
            case FAILED -> Reply.problem(503, "line " + line + ": not rung (expected: Asterisk attached; see the log)");
        };
    }

    Reply journal(int last) {
        return Reply.ok(journal.latest(Math.clamp(last, 1, MOST_ENTRIES)).stream()
                .map(ManagementDesk::told)
                .toList());
    }

    private static Reply told(String name, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var presence) -> Reply.ok(told(presence));
            case Outcome.NotAllowed(var state) ->
                Reply.problem(409, "assistant " + name + " is " + word(state) + ": not now");
            case Outcome.UnknownLogin() ->
                Reply.problem(404, "assistant " + name + ": unknown (expected: one of house.yaml)");
        };
    }

    private static Map<String, Object> told(Presence presence) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("login", presence.login().value());
        told.put("state", word(presence.state()));
        told.put("since", presence.since().toString());
        presence.reason().ifPresent(reason -> told.put("reason", reason.word()));
        return told;
    }

    private static Map<String, Object> told(JournalEntry entry) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("call", entry.call().value());
        told.put("practice", entry.practice().value());
        told.put("at", entry.at().toString());
        told.put("station", word(entry.event()));
        switch (entry.detail()) {
            case Detail.Nothing() -> {}
            case Detail.WithUrgency(var urgency, var language) -> {
                told.put("urgency", word(urgency));
                language.ifPresent(chosen -> told.put("language", word(chosen)));
            }
            case Detail.WithAssistant(var assistant) -> told.put("assistant", assistant.value());
            case Detail.WithLine(var line) -> told.put("line", line.name());
            case Detail.WithDisposition(var disposition, var cause) -> {
                told.put("disposition", word(disposition));
                cause.ifPresent(why -> told.put("cause", word(why)));
            }
        }
        return told;
    }

    /// A word as it is told.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
