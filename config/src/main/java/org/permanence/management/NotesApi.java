package org.permanence.management;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.call.CallId;
import org.permanence.note.ClinicalNote;
import org.permanence.note.NoteException;
import org.permanence.note.NoteService;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.NoteId;
import org.permanence.seal.SealedNote;

/// Clinical notes: write, list, read. The text of a new note is in the body; no answer has a text in clear.
public final class NotesApi {

    /// The first segment of the API's paths about stored notes.
    static final String PATH = "notes";

    private static final int MAX_LISTED = 1_000;

    private final NoteService notes;
    private final AccessRequests access;

    public NotesApi(NoteService notes, AccessRequests access) {
        this.notes = notes;
        this.access = access;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "POST calls/_/note" -> write(request);
            case "GET notes" -> list(request);
            case "GET notes/_/text" -> read(request);
            default -> Reply.unknownPath();
        };
    }

    private Reply write(ApiRequest request) {
        var call = new CallId(request.segment(1));
        try {
            NoteId note = notes.write(access.read(request), call, new PersonalText(request.body()));
            return Reply.ok(Map.of("note", note.value()));
        } catch (NoteException refused) {
            return Reply.problem(409, String.valueOf(refused.getMessage()));
        }
    }

    private Reply list(ApiRequest request) {
        var practice = new PracticeId(request.requiredParameter("practice"));
        return Reply.ok(notes.list(access.read(request), practice, MAX_LISTED).stream()
                .map(NotesApi::toJson)
                .toList());
    }

    /// The text as a file that only the practice's own keys open.
    private Reply read(ApiRequest request) {
        return notes.read(access.read(request), AccessRequests.scope(request), new NoteId(request.segment(1)))
                .map(SealedNote::canonical)
                .map(file -> Reply.ok(Map.of("sealed", new String(file, StandardCharsets.US_ASCII))))
                .orElseGet(() -> Reply.problem(404, "note: none (expected: one that permanence note list shows)"));
    }

    private static Map<String, Object> toJson(ClinicalNote note) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("note", note.id().value());
        json.put("call", note.call().value());
        json.put("written", note.written().toString());
        json.put("assistant", note.author().value());
        json.put("kept-until", note.expires().toString());
        return json;
    }
}
