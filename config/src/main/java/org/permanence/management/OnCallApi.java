package org.permanence.management;

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
import org.permanence.call.Line;
import org.permanence.oncall.OnCallDirectory;
import org.permanence.oncall.OnCallDuty;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverride.Draft;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.oncall.OnCallOverrideStore.SaveResult;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.oncall.RotaId;
import org.permanence.practice.PracticeChange;
import org.permanence.text.Slug;
import tools.jackson.databind.JsonNode;

/// On-call duties: the lines on call at a time, and overrides of a rota.
public final class OnCallApi {

    /// The first segment of the API's paths.
    static final String PATH = "on-call";

    /// Anything longer is a change of the rota and belongs in the practice's file.
    private static final Duration MAX_OVERRIDE = Duration.ofDays(92);

    private final OnCallDirectory directory;
    private final List<Line> knownLines;
    private final OnCallOverrideStore store;
    private final OnCallOverrides overrides;
    private final InstantSource clock;

    /// @param knownLines the lines of the installation, which an override may name
    public OnCallApi(
            OnCallDirectory directory,
            List<Line> knownLines,
            OnCallOverrideStore store,
            OnCallOverrides overrides,
            InstantSource clock) {
        this.directory = directory;
        this.knownLines = List.copyOf(knownLines);
        this.store = store;
        this.overrides = overrides;
        this.clock = clock;
    }

    /// @param zone the time zone in which times are written
    private record Rota(RotaId id, ZoneId zone) {}

    /// The body of a POST is JSON: `reason`, and, for a new override, `lines`, `from` (default: now) and
    /// `to`.
    Reply handle(ApiRequest request) {
        List<String> path = request.path();
        try {
            if (request.method().equals("POST")
                    && path.size() == 4
                    && path.get(1).equals("overrides")
                    && path.get(3).equals("cancel")) {
                return cancelOverride(path.get(2), PracticeApi.change(request, JsonBody.of(request)));
            }
            Optional<Rota> rota = path.size() == 4 ? rota(path.get(1), path.get(2)) : Optional.empty();
            if (rota.isEmpty()) {
                return unknownRota();
            }
            return switch (request.method() + " " + path.get(3)) {
                case "GET lines" -> onCallAt(rota.get(), request.parameter("at").orElse(""));
                case "GET overrides" -> listOverrides(rota.get());
                case "POST overrides" -> createOverride(rota.get(), request);
                default -> Reply.unknownPath();
            };
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        }
    }

    private Optional<Rota> rota(String kind, String name) {
        if (!Slug.isSlug(name)) {
            return Optional.empty();
        }
        Optional<RotaId> id = switch (kind) {
            case "groups" -> Optional.of(RotaId.ofGroup(name));
            case "practices" -> Optional.of(RotaId.ofPractice(name));
            default -> Optional.empty();
        };
        return id.flatMap(rota -> directory.zoneOf(rota).map(zone -> new Rota(rota, zone)));
    }

    private Reply onCallAt(Rota rota, String at) {
        Instant time = at.isEmpty() ? clock.instant() : parseTime("at", at, rota);
        overrides.refresh();
        OnCallDuty duty = directory.dutyAt(rota.id(), time).orElseThrow();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", time.atZone(rota.zone()).toLocalDateTime().toString());
        json.put("lines", duty.lines().stream().map(Line::name).toList());
        duty.override().ifPresent(override -> json.put("override", toJson(override, rota.zone())));
        return Reply.ok(json);
    }

    private Reply listOverrides(Rota rota) {
        return Reply.ok(store.currentAndUpcoming(clock.instant()).stream()
                .filter(override -> override.draft().rota().equals(rota.id()))
                .map(override -> toJson(override, rota.zone()))
                .toList());
    }

    private Reply createOverride(Rota rota, ApiRequest request) {
        Instant now = clock.instant();
        JsonNode body = JsonBody.of(request);
        PracticeChange change = PracticeApi.change(request, body);
        String from = stringField(body, "from");
        Instant begins = from.isEmpty() ? now : parseTime("from", from, rota);
        Instant ends = parseTime("to", stringField(body, "to"), rota);
        if (!ends.isAfter(now) || Duration.between(begins, ends).compareTo(MAX_OVERRIDE) > 0) {
            throw new IllegalArgumentException("to: " + stringField(body, "to") + " (expected: later than now, at most "
                    + MAX_OVERRIDE.toDays() + " days after from; what lasts longer is the file's)");
        }
        var draft = new Draft(
                rota.id(), parseLines(body.path("lines")), begins, ends, change.author(), change.reason(), now);
        return switch (store.save(draft)) {
            case SaveResult.Saved(var saved) -> {
                overrides.refresh();
                yield Reply.ok(toJson(saved, rota.zone()));
            }
            case SaveResult.Overlaps(var other) ->
                Reply.problem(
                        409,
                        "override " + other.id() + ": holds from "
                                + localTime(other.draft().from(), rota.zone()) + " to "
                                + localTime(other.draft().until(), rota.zone())
                                + " (expected: another time, or first: permanence on-call cancel " + other.id() + ")");
        };
    }

    private Reply cancelOverride(String number, PracticeChange change) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            return Reply.problem(400, "override: unreadable (expected: its number in permanence on-call list)");
        }
        if (!store.cancel(Integer.parseInt(number), clock.instant(), change.author(), change.reason())) {
            return unknownOverride(number);
        }
        overrides.refresh();
        return Reply.ok(Map.of("cancelled", Integer.parseInt(number)));
    }

    /// The answer for a rota that does not exist, or is another practice's.
    static Reply unknownRota() {
        return Reply.problem(
                404, "on call: unknown (expected: a practice with a rota, or a group that a practice names)");
    }

    /// The answer for an override that does not exist, is over, or is of another practice's rota.
    static Reply unknownOverride(String number) {
        return Reply.problem(404, "override " + number + ": none, or over (expected: one of permanence on-call list)");
    }

    private List<Line> parseLines(JsonNode names) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode name : names) {
            lines.add(knownLines.stream()
                    .filter(line -> line.name().equals(name.asString("")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("lines: no such line (expected: "
                            + knownLines.stream().map(Line::name).collect(Collectors.joining(", ")) + ")")));
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
        json.put("lines", override.draft().lines().stream().map(Line::name).toList());
        json.put("from", localTime(override.draft().from(), zone));
        json.put("to", localTime(override.draft().until(), zone));
        json.put("author", override.draft().author());
        json.put("reason", override.draft().reason());
        json.put("created", override.draft().createdAt().toString());
        return json;
    }

    private static String localTime(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDateTime().toString();
    }

    private static String stringField(JsonNode body, String key) {
        return body.path(key).asString("");
    }
}
