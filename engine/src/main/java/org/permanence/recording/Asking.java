package org.permanence.recording;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.Purpose;
import org.permanence.audit.SealedText;
import org.permanence.practice.PracticeId;
import org.permanence.seal.Sealed;

/// Who asks for something that is kept, and why.
///
/// @param reason what they said of it
public record Asking(Actor actor, Purpose purpose, Reason reason) {

    /// What somebody said of a look, for nobody but a practice's data protection officer.
    public interface Reason {

        Reason NONE = _ -> Optional.empty();

        /// The same, closed for that officer; nothing where nothing was said.
        ///
        /// @throws IllegalArgumentException where nobody of that practice could read it
        Optional<SealedText> closedFor(PracticeId practice);
    }

    /// The house, of itself.
    static final Asking HOUSE = new Asking(Actor.HOUSE, Purpose.HOPERAT, Reason.NONE);

    /// What the log is told of it.
    public AuditRequest to(Action action, PracticeId practice, AuditObject object) {
        return new AuditRequest(
                actor,
                Optional.of(practice),
                action,
                object,
                purpose,
                new TreeMap<>(Map.of()),
                reason.closedFor(practice));
    }

    /// What the log says of a file that is whole: by its digest it is known again.
    static AuditRequest sealed(Recording recording, Sealed sealed) {
        var details = Map.of(
                "sha256", sealed.sha256(),
                "bytes", Long.toString(sealed.bytes()),
                "frames", Long.toString(sealed.frames()));
        return new AuditRequest(
                HOUSE.actor(),
                Optional.of(recording.practice()),
                Action.RECORDING_SEALED,
                object(recording),
                HOUSE.purpose(),
                new TreeMap<>(details),
                Optional.empty());
    }

    /// What the log is told of it, where it is one recording.
    public AuditRequest to(Action action, Recording recording) {
        return to(action, recording.practice(), object(recording));
    }

    private static AuditObject object(Recording recording) {
        return new AuditObject(AuditObject.Kind.RECORDING, recording.id().value());
    }
}
