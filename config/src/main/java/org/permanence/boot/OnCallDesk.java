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
import org.permanence.boot.ManagementDesk.Reply;
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
import org.permanence.settings.Name;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who is on call now, and who is instead of them for a time, on the management port, without HTTP.
final class OnCallDesk {

    /// The first word of the paths that lead here.
    static final String ROOM = "on-call";

    /// A replacement that is longer is a rota, and belongs into the file.
    private static final Duration LONGEST = Duration.ofDays(92);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Practices practices;
    private final InstallationSettings installation;
    private final OnCallOverrideStore store;
    private final OnCallOverrides overrides;
    private final InstantSource clock;

    /// @param house its lines and its time zone, which a running house never changes
    OnCallDesk(
            Practices practices,
            InstallationSettings installation,
            OnCallOverrideStore store,
            OnCallOverrides overrides,
            InstantSource clock) {
        this.practices = practices;
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
    Reply reply(String method, List<String> path, Map<String, String> words, String body) {
        try {
            if (method.equals("POST") && path.size() == 3 && path.get(1).equals("cancel")) {
                return cancel(path.get(2), JSON.readTree(body));
            }
            Optional<Rota> rota = path.size() == 4 ? rota(path.get(1), path.get(2)) : Optional.empty();
            if (rota.isEmpty()) {
                return Reply.problem(
                        404, "on call: unknown (expected: a practice with a rota, or a group that a practice names)");
            }
            return switch (method + " " + path.get(3)) {
                case "GET who" -> who(rota.get(), words.getOrDefault("at", ""));
                case "GET list" -> list(rota.get());
                case "POST replace" -> replace(rota.get(), JSON.readTree(body));
                default -> Reply.problem(404, "path: unknown");
            };
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        } catch (JacksonException _) {
            return Reply.problem(400, "body: unreadable (expected: JSON)"); // What it says quotes the text.
        }
    }

    private Optional<Rota> rota(String kind, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            return Optional.empty();
        }
        if (kind.equals("groups")) {
            return practices.inGroup(name).map(_ -> new Rota(RotaId.ofGroup(name), zone()));
        }
        return Optional.of(kind)
                .filter("practices"::equals)
                .flatMap(_ -> practices.find(new PracticeId(name)))
                .filter(practice -> practice.onCall().isPresent())
                .map(practice -> new Rota(RotaId.ofPractice(name), practice.zone()));
    }

    private ZoneId zone() {
        return installation.identity().zone();
    }

    private Reply who(Rota rota, String at) {
        Instant moment = at.isEmpty() ? clock.instant() : moment("at", at, rota);
        overrides.refresh();
        Practice practice = rota.name().group()
                ? practices.inGroup(rota.name().name()).orElseThrow()
                : practices.find(new PracticeId(rota.name().name())).orElseThrow();
        // Of a group, what all its practices share: not what one of them has for itself.
        Optional<OnCallOverride> holds = rota.name().group()
                ? overrides.activeAt(moment, rota.name(), Optional.empty())
                : practices.replacement(practice, moment);
        List<Line> lines = Practices.rung(practice, holds, moment);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", moment.atZone(rota.zone()).toLocalDateTime().toString());
        told.put("rung", lines.stream().map(Line::name).toList());
        holds.ifPresent(override -> told.put("replacement", told(override, rota.zone())));
        return Reply.ok(told);
    }

    private Reply list(Rota rota) {
        return Reply.ok(store.currentAndUpcoming(clock.instant()).stream()
                .filter(override -> override.draft().rota().equals(rota.name()))
                .map(override -> told(override, rota.zone()))
                .toList());
    }

    private Reply replace(Rota rota, JsonNode body) {
        Instant now = clock.instant();
        var change = new PracticeChange(word(body, "author"), word(body, "reason"));
        String from = word(body, "from");
        Instant begins = from.isEmpty() ? now : moment("from", from, rota);
        Instant ends = moment("to", word(body, "to"), rota);
        if (!ends.isAfter(now) || Duration.between(begins, ends).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("to: " + word(body, "to") + " (expected: later than now, at most "
                    + LONGEST.toDays() + " days after from; what lasts longer is the file's)");
        }
        var draft = new Draft(rota.name(), lines(body.path("by")), begins, ends, change.author(), change.reason(), now);
        return switch (store.save(draft)) {
            case SaveResult.Saved(var saved) -> {
                overrides.refresh();
                yield Reply.ok(told(saved, rota.zone()));
            }
            case SaveResult.Overlaps(var other) ->
                Reply.problem(
                        409,
                        "replacement " + other.id() + ": holds from "
                                + local(other.draft().from(), rota.zone()) + " to "
                                + local(other.draft().until(), rota.zone())
                                + " (expected: another time, or first: permanence on-call cancel " + other.id() + ")");
        };
    }

    private Reply cancel(String number, JsonNode body) {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            return Reply.problem(400, "replacement: unreadable (expected: its number in permanence on-call list)");
        }
        var change = new PracticeChange(word(body, "author"), word(body, "reason"));
        if (!store.cancel(Integer.parseInt(number), clock.instant(), change.author(), change.reason())) {
            return Reply.problem(
                    404, "replacement " + number + ": none, or over (expected: one of permanence on-call list)");
        }
        overrides.refresh();
        return Reply.ok(Map.of("cancelled", Integer.parseInt(number)));
    }

    private List<Line> lines(JsonNode names) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode name : names) {
            String word = name.asString("");
            boolean there =
                    installation.lines().keySet().stream().map(Name::value).anyMatch(word::equals);
            if (!there) {
                throw new IllegalArgumentException("by: no such line (expected: "
                        + installation.lines().keySet().stream()
                                .map(Name::value)
                                .collect(Collectors.joining(", ")) + ")");
            }
            lines.add(new Line(word));
        }
        return lines.stream().distinct().toList();
    }

    private static Instant moment(String what, String written, Rota rota) {
        try {
            return LocalDateTime.parse(written).atZone(rota.zone()).toInstant();
        } catch (DateTimeException _) {
            throw new IllegalArgumentException(
                    what + ": unreadable (expected: a day and hour such as 2026-12-25T14:00)");
        }
    }

    private static Map<String, Object> told(OnCallOverride override, ZoneId zone) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", override.id());
        told.put("by", override.draft().lines().stream().map(Line::name).toList());
        told.put("from", local(override.draft().from(), zone));
        told.put("to", local(override.draft().until(), zone));
        told.put("author", override.draft().author());
        told.put("reason", override.draft().reason());
        told.put("at", override.draft().createdAt().toString());
        return told;
    }

    private static String local(Instant moment, ZoneId zone) {
        return moment.atZone(zone).toLocalDateTime().toString();
    }

    private static String word(JsonNode body, String key) {
        return body.path(key).asString("");
    }
}
