package org.permanence.boot;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.boot.OperationsApi.Reply;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverride.Draft;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.oncall.OnCallOverrideStore.SaveResult;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.oncall.RotaId;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationSettings;
import org.permanence.text.Slug;
import org.permanence.yaml.Name;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who is on call now, and who is instead of them for a time, on the management port, without HTTP.
final class OnCallApi {

    /// The first word of the paths that lead here.
    static final String PATH = "on-call";

    /// A replacement that is longer is a rota, and belongs into the file.
    private static final Duration MAX_OVERRIDE = Duration.ofDays(92);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PracticeRegistry registry;
    private final InstallationSettings installation;
    private final OnCallOverrideStore store;
    private final OnCallOverrides overrides;
    private final InstantSource clock;

    /// @param installation its lines and its time zone, which a running house never changes
    OnCallApi(
            PracticeRegistry registry,
            InstallationSettings installation,
            OnCallOverrideStore store,
            OnCallOverrides overrides,
            InstantSource clock) {
        this.registry = registry;
        this.installation = installation;
        this.store = store;
        this.overrides = overrides;
        this.clock = clock;
    }

    /// Whose rota, and its clock.
    private record Rota(RotaId name, ZoneId zone) {}

    /// @param words of the path: `at`
    /// @param body of a POST, JSON: `author`, `reason`, and `by`, `from` (or else from now on) and `to` of a
    ///     replacement
    Reply handle(String method, List<String> path, Map<String, String> parameters, String body) {
        try {
            if (method.equals("POST") && path.size() == 3 && path.get(1).equals("cancel")) {
                return cancelOverride(path.get(2), JSON.readTree(body));
            }
            Optional<Rota> rota = path.size() == 4 ? rota(path.get(1), path.get(2)) : Optional.empty();
            if (rota.isEmpty()) {
                return Reply.problem(
                        404, "on call: unknown (expected: a practice with a rota, or a group that a practice names)");
            }
            return switch (method + " " + path.get(3)) {
                case "GET who" -> onCallAt(rota.get(), parameters.getOrDefault("at", ""));
                case "GET list" -> listOverrides(rota.get());
                case "POST replace" -> createOverride(rota.get(), JSON.readTree(body));
                default -> Reply.problem(404, "path: unknown");
            };
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        } catch (JacksonException _) {
            return Reply.problem(400, "body: unreadable (expected: JSON)"); // What it says quotes the text.
        }
    }

    private Optional<Rota> rota(String kind, String name) {
        if (!Slug.isSlug(name)) {
            return Optional.empty();
        }
        if (kind.equals("groups")) {
            return registry.anyInGroup(name).map(_ -> new Rota(RotaId.ofGroup(name), zone()));
        }
        return Optional.of(kind)
                .filter("practices"::equals)
                .flatMap(_ -> registry.find(new PracticeId(name)))
                .filter(practice -> practice.onCall().isPresent())
                .map(practice -> new Rota(RotaId.ofPractice(name), practice.zone()));
    }

    private ZoneId zone() {
        return installation.identity().zone();
    }

    private Reply onCallAt(Rota rota, String at) {
        Instant time = at.isEmpty() ? clock.instant() : parseTime("at", at, rota);
        overrides.refresh();
        Practice practice = rota.name().group()
                ? registry.anyInGroup(rota.name().name()).orElseThrow()
                : registry.find(new PracticeId(rota.name().name())).orElseThrow();
        // Of a group, what all its practices share: not what one of them has for itself.
        Optional<OnCallOverride> active = rota.name().group()
                ? overrides.activeAt(time, rota.name(), Optional.empty())
                : registry.overrideFor(practice, time);
        List<Line> lines = PracticeRegistry.linesToRing(practice, active, time);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", time.atZone(rota.zone()).toLocalDateTime().toString());
        json.put("rung", lines.stream().map(Line::name).toList());
        active.ifPresent(override -> json.put("replacement", toJson(override, rota.zone())));
        return Reply.ok(json);
    }

    private Reply listOverrides(Rota rota) {
        return Reply.ok(store.currentAndUpcoming(clock.instant()).stream()
                .filter(override -> override.draft().rota().equals(rota.name()))
                .map(override -> toJson(override, rota.zone()))
                .toList());
    }

    private Reply createOverride(Rota rota, JsonNode body) {
        Instant now = clock.instant();
        var change = new PracticeChange(stringField(body, "author"), stringField(body, "reason"));
        String from = stringField(body, "from");
        Instant begins = from.isEmpty() ? now : parseTime("from", from, rota);
        Instant ends = parseTime("to", stringField(body, "to"), rota);
        if (!ends.isAfter(now) || Duration.between(begins, ends).compareTo(MAX_OVERRIDE) > 0) {
            throw new IllegalArgumentException("to: " + stringField(body, "to") + " (expected: later than now, at most "
                    + MAX_OVERRIDE.toDays() + " days after from; what lasts longer is the file's)");
        }
        var draft = new Draft(
                rota.name(), parseLines(body.path("by")), begins, ends, change.author(), change.reason(), now);
        return switch (store.save(draft)) {
            case SaveResult.Saved(var saved) -> {
                overrides.refresh();
                yield Reply.ok(toJson(saved, rota.zone()));
            }
            case SaveResult.Overlaps(var other) ->
                Reply.problem(
                        409,
                        "replacement " + other.id() + ": holds from "
                                + localTime(other.draft().from(), rota.zone()) + " to "
                                + localTime(other.draft().until(), rota.zone())
                                + " (expected: another time, or first: permanence on-call cancel " + other.id() + ")");
        };
    }

    private Reply cancelOverride(String number, JsonNode body) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            return Reply.problem(400, "replacement: unreadable (expected: its number in permanence on-call list)");
        }
        var change = new PracticeChange(stringField(body, "author"), stringField(body, "reason"));
        if (!store.cancel(Integer.parseInt(number), clock.instant(), change.author(), change.reason())) {
            return Reply.problem(
                    404, "replacement " + number + ": none, or over (expected: one of permanence on-call list)");
        }
        overrides.refresh();
        return Reply.ok(Map.of("cancelled", Integer.parseInt(number)));
    }

    private List<Line> parseLines(JsonNode names) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode name : names) {
            String word = name.asString("");
            boolean configured =
                    installation.lines().keySet().stream().map(Name::value).anyMatch(word::equals);
            if (!configured) {
                throw new IllegalArgumentException("by: no such line (expected: "
                        + installation.lines().keySet().stream()
                                .map(Name::value)
                                .collect(Collectors.joining(", ")) + ")");
            }
            lines.add(new Line(word));
        }
        return lines.stream().distinct().toList();
    }

    private static Instant parseTime(String field, String written, Rota rota) {
        try {
            return LocalDateTime.parse(written).atZone(rota.zone()).toInstant();
        } catch (DateTimeException _) {
            throw new IllegalArgumentException(
                    field + ": unreadable (expected: a day and hour such as 2026-12-25T14:00)");
        }
    }

    private static Map<String, Object> toJson(OnCallOverride override, ZoneId zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", override.id());
        json.put("by", override.draft().lines().stream().map(Line::name).toList());
        json.put("from", localTime(override.draft().from(), zone));
        json.put("to", localTime(override.draft().until(), zone));
        json.put("author", override.draft().author());
        json.put("reason", override.draft().reason());
        json.put("at", override.draft().createdAt().toString());
        return json;
    }

    private static String localTime(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDateTime().toString();
    }

    private static String stringField(JsonNode body, String key) {
        return body.path(key).asString("");
    }
}
