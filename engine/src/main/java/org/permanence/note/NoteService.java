package org.permanence.note;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.call.CallId;
import org.permanence.note.AssistantCalls.AssistantCall;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.NoteId;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.SealedNote;

/// Clinical notes: written by the assistant of a call, and encrypted at once for the doctors of the practice. Every
/// access is in the audit log before it happens; without a durable entry it is refused.
public final class NoteService {

    private final NoteStore store;
    private final AssistantCalls calls;
    private final Keys keys;
    private final AuditGate audit;
    private final InstantSource clock;

    /// The keys that notes need.
    ///
    /// @param doctors    the practice's own keys; none if it has none
    /// @param pseudonyms find the notes of a patient
    public record Keys(Function<PracticeId, List<PracticeRecipient>> doctors, Pseudonyms pseudonyms) {}

    public NoteService(NoteStore store, AssistantCalls calls, Keys keys, AuditGate audit, InstantSource clock) {
        this.store = store;
        this.calls = calls;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /// Stores a note about a call that the assistant has now, or had within the last hour. The text is encrypted
    /// before anything is written.
    ///
    /// @throws IllegalArgumentException            if the text is empty, longer than 8192 bytes of UTF-8, or has
    ///     control characters other than line feeds
    /// @throws NoteException                       if the call is not the assistant's, or the practice has no key
    /// @throws org.permanence.audit.AuditException if the access could not be entered in the audit log
    public NoteId write(AccessRequest accessRequest, CallId call, PersonalText text) {
        var author = new Login(accessRequest.principal().name());
        AssistantCall own = calls.find(author, call)
                .orElseThrow(() -> new NoteException("call: none of this assistant (expected: a call that they have, "
                        + "or had within the last hour)"));
        PracticeId practice = own.practice().id();
        List<PracticeRecipient> doctors = keys.doctors().apply(practice);
        if (doctors.isEmpty()) {
            throw new NoteException(
                    "practice " + practice
                            + ": no key of its own (expected: recording.practice-public-keys in the practice file, those of its doctors)");
        }
        Instant now = clock.instant();
        var note = new ClinicalNote(
                NoteId.next(clock),
                practice,
                call,
                author,
                own.caller().map(number -> keys.pseudonyms().of(practice, number)),
                now,
                expiry(own.practice(), now));
        SealedNote sealed = SealedNote.seal(new SealedNote.Header(note.id(), practice, call, now), text, doctors);
        AuditReceipt receipt = audit.open(request(accessRequest, Action.NOTE_WRITTEN, practice, note.id()));
        return audit.runAudited(receipt, () -> {
            store.add(note, sealed);
            return note.id();
        });
    }

    /// Notes are kept as long as the practice's recordings: for whole days after that of the note.
    private static Instant expiry(Practice practice, Instant written) {
        return written.atZone(practice.zone())
                .toLocalDate()
                .plusDays(practice.recordings().retentionDays() + 1L)
                .atStartOfDay(practice.zone())
                .toInstant();
    }

    /// A practice's notes without their texts, oldest first, at most `limit`.
    public List<ClinicalNote> list(AccessRequest accessRequest, PracticeId practice, int limit) {
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        AuditReceipt receipt = audit.open(AuditRequest.of(accessRequest, Action.NOTE_LISTED, practice, object));
        return audit.runAudited(receipt, () -> store.list(practice, limit));
    }

    /// The encrypted text of a note; empty if the scope's practices have no such note.
    public Optional<SealedNote> read(AccessRequest accessRequest, PracticeScope scope, NoteId id) {
        return store.find(scope, id).map(note -> handOut(accessRequest, note));
    }

    private SealedNote handOut(AccessRequest accessRequest, SealedNote note) {
        AuditReceipt receipt = audit.open(request(
                accessRequest,
                Action.NOTE_READ,
                note.header().practice(),
                note.header().note()));
        return audit.runAudited(receipt, () -> note);
    }

    /// Deletes the notes about calls of a patient at a practice. Enters nothing: erasing the patient does.
    ///
    /// @return how many were deleted
    public int erase(PracticeId practice, PhoneNumber patient) {
        return store.deleteOf(practice, keys.pseudonyms().of(practice, patient));
    }

    private static AuditRequest request(AccessRequest access, Action action, PracticeId practice, NoteId note) {
        return AuditRequest.of(access, action, practice, new AuditObject(AuditObject.Kind.NOTE, note.value()));
    }
}
