package org.permanence.boot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.Purpose;
import org.permanence.boot.ManagementDesk.Reply;
import org.permanence.call.CallId;
import org.permanence.message.Message;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.Asking;
import org.permanence.recording.Erasure;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingDesk;
import org.permanence.recording.RecordingException;
import org.permanence.recording.RecordingKind;
import org.permanence.recording.RecordingRoom;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;

/// What the running house tells of recordings and does with them on its management port, without HTTP. Who asks
/// says who they are (`by`, `role`) and why (`purpose`).
final class ArchiveDesk {

    /// The first words of the paths that lead here.
    static final Set<String> ROOMS = Set.of("recordings", "messages", "calls", "patients", "numbers", "keys", "audit");

    /// What somebody says of a look: it comes in a header, for paths are kept in histories.
    static final String REASON = "reason";

    private static final String DEVICE = "cli";
    private static final int MOST = 1_000;

    /// Beyond every recording, and within what a database can say.
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Optional<Archive> archive;
    private final String country;
    private final BiConsumer<PracticeId, PhoneNumber> alsoErased;

    /// @param country in which numbers to call back are dialled
    /// @param alsoErased what else knows a number: the books of calls to come
    ArchiveDesk(Optional<Archive> archive, String country, BiConsumer<PracticeId, PhoneNumber> alsoErased) {
        this.archive = archive;
        this.alsoErased = alsoErased;
        this.country = country;
    }

    /// @param body what was sent with a POST: a telephone number is in no path, for paths are kept in histories
    Reply reply(String method, List<String> path, Map<String, String> words, String body) {
        if (archive.isEmpty()) {
            return Reply.problem(503, "recordings: closed (expected: the root key and an undamaged log; see the log)");
        }
        try {
            return switch (method + " " + String.join("/", path).replaceAll("/[^/]+/", "/_/")) {
                case "GET recordings" -> list(words);
                case "GET messages" -> messages(words);
                case "POST messages/_/number" -> number(path.get(1), words);
                case "POST messages/_/acknowledge" -> acknowledge(path.get(1), words);
                case "GET audit" -> state();
                case "POST audit/export" -> exporting(words);
                case "POST recordings/_/verify" -> verify(path.get(1), words);
                case "POST recordings/_/hold" -> hold(path.get(1), words, true);
                case "POST recordings/_/release" -> hold(path.get(1), words, false);
                case "POST calls/_/pause" -> told(room().pause(new CallId(path.get(1))));
                case "POST calls/_/resume" -> told(room().resume(new CallId(path.get(1))));
                case "POST patients" -> erase(words, body);
                case "GET numbers" -> blocked(words);
                case "POST numbers/_/block" -> block(path.get(1), words, body);
                case "POST numbers/_/unblock" -> unblock(path.get(1), words, body);
                case "POST keys/_/rotate" -> rotate(path.get(1), words);
                default -> Reply.problem(404, "path: unknown");
            };
        } catch (IllegalArgumentException | DateTimeException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        } catch (RecordingException refused) {
            return Reply.problem(409, String.valueOf(refused.getMessage()));
        } catch (AuditException closed) {
            return Reply.problem(503, String.valueOf(closed.getMessage()));
        }
    }

    /// Gives a recording as WAV, or encrypted for those in `to`, or a message; refusals are thrown before `out` is
    /// asked for.
    void sound(String room, String id, Map<String, String> words, RecordingDesk.Out out) {
        Archive kept = archive.orElseThrow(
                () -> new AuditException("recordings: closed (expected: an open log; see the log)"));
        RecordingDesk desk = kept.desk();
        var recording = new RecordingId(id);
        if (room.equals("messages")) {
            kept.messageDesk().play(asking(words), recording, out);
        } else if (words.containsKey("to")) {
            desk.export(asking(words), recording, List.of(words.get("to").split(",")), out);
        } else {
            desk.play(asking(words), recording, out);
        }
    }

    private Archive open() {
        return archive.orElseThrow();
    }

    private RecordingRoom room() {
        return open().room();
    }

    private Reply list(Map<String, String> words) {
        Instant to = words.containsKey("to") ? Instant.parse(words.get("to")) : END;
        Instant from = words.containsKey("from") ? Instant.parse(words.get("from")) : Instant.EPOCH;
        var practice = new PracticeId(word(words, "practice"));
        return Reply.ok(open().desk().list(asking(words), practice, from, to, MOST).stream()
                .map(ArchiveDesk::told)
                .toList());
    }

    private Reply messages(Map<String, String> words) {
        var practice = new PracticeId(word(words, "practice"));
        return Reply.ok(open().messageDesk().list(asking(words), practice, MOST).stream()
                .map(ArchiveDesk::told)
                .toList());
    }

    private Reply number(String id, Map<String, String> words) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("message", id);
        open().messageDesk()
                .callbackNumber(asking(words), new RecordingId(id))
                .ifPresent(number -> told.put("number", number.dialledIn(country)));
        return Reply.ok(told);
    }

    private Reply acknowledge(String id, Map<String, String> words) {
        open().messageDesk().acknowledge(asking(words), new RecordingId(id));
        return Reply.ok(Map.of("message", id, "state", "acknowledged"));
    }

    private Reply verify(String id, Map<String, String> words) {
        var verdict = open().desk().verify(asking(words), new RecordingId(id));
        return Reply.ok(
                Map.of("recording", id, "as-sealed", verdict.asSealed(), "seconds", verdict.frames() / 8_000.0));
    }

    private Reply hold(String id, Map<String, String> words, boolean held) {
        return Reply.ok(told(open().desk().hold(asking(words), new RecordingId(id), held)));
    }

    private Reply erase(Map<String, String> words, String number) {
        var practice = new PracticeId(word(words, "practice"));
        PhoneNumber patient = PhoneNumber.parse(number.strip());
        Erasure.Certificate done = open().erasure().erase(asking(words), practice, patient);
        alsoErased.accept(practice, patient);
        boolean unblocked = open().blocking().remove(practice, patient);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("practice", done.practice().value());
        told.put("at", done.at().toString());
        told.put("audit-entry", done.entry());
        told.put("recordings-erased", done.recordings());
        told.put("kept-by-hold", done.held());
        told.put("unblocked", unblocked);
        told.put(
                "keys-destroyed",
                done.keys().stream().map(BucketKeyId::toString).sorted().toList());
        return Reply.ok(told);
    }

    private Reply blocked(Map<String, String> words) {
        var practice = new PracticeId(word(words, "practice"));
        return Reply.ok(open().blocking().list(asking(words), practice).stream()
                .map(one -> Map.of(
                        "pseudonym", one.pseudonym(), "at", one.blockedAt().toString(), "by", one.blockedBy()))
                .toList());
    }

    private Reply block(String practice, Map<String, String> words, String number) {
        var named = new PracticeId(practice);
        String pseudonym = open().blocking().block(asking(words), named, PhoneNumber.parse(number.strip()));
        return Reply.ok(Map.of("practice", named.value(), "blocked", pseudonym));
    }

    private Reply unblock(String practice, Map<String, String> words, String number) {
        var named = new PracticeId(practice);
        return open().blocking().unblock(asking(words), named, PhoneNumber.parse(number.strip()))
                ? Reply.ok(Map.of("practice", named.value(), "unblocked", true))
                : Reply.problem(404, "number: not blocked (expected: one that is)");
    }

    private Reply rotate(String practice, Map<String, String> words) {
        var named = new PracticeId(practice);
        return Reply.ok(
                Map.of("practice", named.value(), "audit-entry", open().keys().rotate(asking(words), named)));
    }

    private Reply state() {
        var state = open().log().state();
        return Reply.ok(Map.of(
                "entries", state.entries(),
                "durable", state.durable(),
                "sinks", state.sinksUp(),
                "late", state.lateNotes(),
                "lost", state.lostNotes()));
    }

    /// Who has been told the entry's number may read the log's files: the export is in the log they hold. With
    /// `practice` it is an export of what the log tells of that one, and an entry of its own.
    private Reply exporting(Map<String, String> words) {
        Asking asking = asking(words);
        Map<String, String> span = Map.of(
                "from", Instant.parse(word(words, "from")).toString(),
                "to", Instant.parse(word(words, "to")).toString());
        var object = new AuditObject(AuditObject.Kind.LOG, "audit");
        Optional<PracticeId> practice =
                Optional.ofNullable(words.get("practice")).map(PracticeId::new);
        if (practice.isEmpty() && words.containsKey(REASON)) {
            throw new IllegalArgumentException("reason: of no practice (expected: with --practice)");
        }
        var request = new AuditRequest(
                asking.actor(),
                practice,
                Action.LOG_EXPORTED,
                object,
                asking.purpose(),
                new TreeMap<>(span),
                practice.flatMap(asking.reason()::closedFor));
        return Reply.ok(Map.of("audit-entry", open().log().open(request).entry()));
    }

    private static Reply told(boolean done) {
        return done
                ? Reply.ok(Map.of("done", true))
                : Reply.problem(409, "recording: none (expected: a call that is being recorded)");
    }

    private static Map<String, Object> told(Message message) {
        Recording recording = message.recording();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("message", recording.id().value());
        told.put("call", recording.call().value());
        told.put("left", recording.started().toString());
        told.put("state", ManagementDesk.word(message.state()));
        told.put("read-by", message.readDeadline().toString());
        message.acceptance().ifPresent(acceptance -> {
            told.put("accepted-by", acceptance.line().name());
            told.put("accepted-at", acceptance.at().toString());
        });
        told.put("seconds", recording.sealed().map(Sealed::frames).orElse(0L) / 8_000.0);
        told.put(
                "number",
                recording
                        .kind()
                        .whomToCall()
                        .map(whom -> whom.confirmed() ? "confirmed" : "unconfirmed")
                        .orElse("none"));
        told.put("keep-until", recording.keepUntil().toString());
        return told;
    }

    private static Map<String, Object> told(Recording recording) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("recording", recording.id().value());
        told.put("call", recording.call().value());
        told.put("started", recording.started().toString());
        told.put(
                "kind",
                switch (recording.kind()) {
                    case RecordingKind.Conversation() -> "conversation";
                    case RecordingKind.Message _ -> "message";
                });
        told.put("state", ManagementDesk.word(recording.state()));
        told.put("seconds", recording.sealed().map(Sealed::frames).orElse(0L) / 8_000.0);
        told.put("keep-until", recording.keepUntil().toString());
        told.put("held", recording.held());
        recording.assistant().ifPresent(assistant -> told.put("assistant", assistant.value()));
        return told;
    }

    private Asking asking(Map<String, String> words) {
        var actor = new Actor(word(words, "by"), one(Actor.Role.class, words, "role"), DEVICE);
        Asking.Reason reason = Optional.ofNullable(words.get(REASON))
                .map(said -> open().closed(new PersonalText(said)))
                .orElse(Asking.Reason.NONE);
        return new Asking(actor, one(Purpose.class, words, "purpose"), reason);
    }

    private static <E extends Enum<E>> E one(Class<E> kind, Map<String, String> words, String name) {
        String written = word(words, name).toUpperCase(Locale.ROOT).replace('-', '_');
        for (E value : kind.getEnumConstants()) {
            if (value.name().equals(written)) {
                return value;
            }
        }
        throw new IllegalArgumentException(name + ": unknown (expected: one of "
                + List.of(kind.getEnumConstants())
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-') + ")");
    }

    private static String word(Map<String, String> words, String name) {
        return Optional.ofNullable(words.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + ": missing (expected: a word)"));
    }
}
