package org.permanence.management;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.permanence.access.AccessRequest;
import org.permanence.blocking.BlockedNumbers;
import org.permanence.note.NoteService;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.Erasure;
import org.permanence.seal.BucketKeyId;

/// A patient's data and number: erase, block, unblock. The number is in the body.
public final class PatientsApi {

    /// What the engine cannot do, for the person who is told of the erasure.
    private static final String NOT_PROMISED =
            "A deleted key can stay on the medium until it is overwritten, and for a "
                    + "week in backups of the keys. It is wrapped twice: the practice's key was replaced too, and only the root "
                    + "key opens what is left of that one.";

    private final Erasure erasure;
    private final BlockedNumbers blocking;
    private final NoteService notes;
    private final BiConsumer<PracticeId, PhoneNumber> onErasure;
    private final AccessRequests access;

    /// @param onErasure deletes what is stored about a number for future calls, such as callbacks
    public PatientsApi(
            Erasure erasure,
            BlockedNumbers blocking,
            NoteService notes,
            BiConsumer<PracticeId, PhoneNumber> onErasure,
            AccessRequests access) {
        this.erasure = erasure;
        this.blocking = blocking;
        this.notes = notes;
        this.onErasure = onErasure;
        this.access = access;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "POST patients/erase" -> erase(request);
            case "GET blocked-numbers" -> listBlocked(request);
            case "POST blocked-numbers/_/block" -> block(request);
            case "POST blocked-numbers/_/unblock" -> unblock(request);
            default -> Reply.unknownPath();
        };
    }

    private Reply erase(ApiRequest request) {
        var practice = new PracticeId(request.requiredParameter("practice"));
        PhoneNumber patient = number(request);
        Erasure.Certificate certificate = erasure.erase(access.read(request), practice, patient);
        int erasedNotes = notes.erase(practice, patient);
        onErasure.accept(practice, patient);
        boolean unblocked = blocking.remove(practice, patient);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("practice", certificate.practice().value());
        json.put("erased-at", certificate.at().toString());
        json.put("audit-entry", certificate.entry());
        json.put("recordings-erased", certificate.recordings());
        json.put("recordings-on-hold", certificate.held());
        json.put("notes-erased", erasedNotes);
        json.put("unblocked", unblocked);
        json.put("not-promised", NOT_PROMISED);
        json.put(
                "keys-destroyed",
                certificate.keys().stream().map(BucketKeyId::toString).sorted().toList());
        return Reply.ok(json);
    }

    private Reply listBlocked(ApiRequest request) {
        var practice = new PracticeId(request.requiredParameter("practice"));
        return Reply.ok(blocking.list(access.read(request), practice).stream()
                .map(entry -> Map.of(
                        "pseudonym",
                        entry.pseudonym(),
                        "blocked-at",
                        entry.blockedAt().toString(),
                        "actor",
                        entry.blockedBy()))
                .toList());
    }

    private Reply block(ApiRequest request) {
        var practice = new PracticeId(request.segment(1));
        String pseudonym = blocking.block(access.read(request), practice, number(request));
        return Reply.ok(Map.of("practice", practice.value(), "pseudonym", pseudonym));
    }

    private Reply unblock(ApiRequest request) {
        var practice = new PracticeId(request.segment(1));
        AccessRequest asked = access.read(request);
        return blocking.unblock(asked, practice, number(request))
                ? Reply.ok(Map.of("practice", practice.value(), "unblocked", true))
                : Reply.problem(404, "number: not blocked (expected: a blocked number)");
    }

    private static PhoneNumber number(ApiRequest request) {
        return PhoneNumber.parse(request.body().strip());
    }
}
