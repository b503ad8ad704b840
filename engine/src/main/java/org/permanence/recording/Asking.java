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

/// Who asks for something that is kept, and why.
///
/// @param reason what they said of it, closed for the practice's data protection officer
public record Asking(Actor actor, Purpose purpose, Optional<SealedText> reason) {

    /// The house, of itself.
    static final Asking HOUSE = new Asking(Actor.HOUSE, Purpose.HOPERAT, Optional.empty());

    AuditRequest to(Action action, PracticeId practice, AuditObject object) {
        return new AuditRequest(actor, Optional.of(practice), action, object, purpose, new TreeMap<>(Map.of()), reason);
    }

    AuditRequest to(Action action, Recording recording) {
        return to(
                action,
                recording.practice(),
                new AuditObject(AuditObject.Kind.RECORDING, recording.id().value()));
    }
}
