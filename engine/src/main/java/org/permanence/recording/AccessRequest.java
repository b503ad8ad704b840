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
public record AccessRequest(Actor actor, Purpose purpose, Reason reason) {

    /// What somebody said of a look, for nobody but a practice's data protection officer.
    public interface Reason {

        Reason NONE = _ -> Optional.empty();

        /// The same, closed for that officer; nothing where nothing was said.
        ///
        /// @throws IllegalArgumentException where nobody of that practice could read it
        Optional<SealedText> sealedFor(PracticeId practice);
    }

    /// The house, of itself.
    static final AccessRequest ENGINE = new AccessRequest(Actor.ENGINE, Purpose.HOPERAT, Reason.NONE);

    /// What the log is told of it.
    public AuditRequest toAudit(Action action, PracticeId practice, AuditObject object) {
        return new AuditRequest(
                actor,
                Optional.of(practice),
                action,
                object,
                purpose,
                new TreeMap<>(Map.of()),
                reason.sealedFor(practice));
    }

    /// What the log says of a file that is whole: by its digest it is known again.
    static AuditRequest recordingSealed(Recording recording, Sealed sealed) {
        var details = Map.of(
                "sha256", sealed.sha256(),
                "bytes", Long.toString(sealed.bytes()),
                "frames", Long.toString(sealed.frames()));
        return new AuditRequest(
                ENGINE.actor(),
                Optional.of(recording.practice()),
                Action.RECORDING_SEALED,
                objectOf(recording),
                ENGINE.purpose(),
                new TreeMap<>(details),
                Optional.empty());
    }

    /// What the log is told of it, where it is one recording.
    public AuditRequest toAudit(Action action, Recording recording) {
        return toAudit(action, recording.practice(), objectOf(recording));
    }

    private static AuditObject objectOf(Recording recording) {
        return new AuditObject(AuditObject.Kind.RECORDING, recording.id().value());
    }
}
