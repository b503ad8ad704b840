package org.permanence.management;

import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.privacy.PersonalText;

/// Reads who makes an access, its `purpose` and its reason.
public final class AccessRequests {

    /// Seals a reason for the data protection officer of the practice whose data it is about.
    @FunctionalInterface
    public interface ReasonSealing {

        AccessRequest.Reason seal(PersonalText reason);
    }

    private final ReasonSealing sealing;

    public AccessRequests(ReasonSealing sealing) {
        this.sealing = sealing;
    }

    /// @throws IllegalArgumentException if the purpose is unknown
    AccessRequest read(ApiRequest request) {
        AccessRequest.Reason reason = request.reason()
                .map(text -> sealing.seal(new PersonalText(text)))
                .orElse(AccessRequest.Reason.NONE);
        return new AccessRequest(person(request), purpose(request), reason);
    }

    /// The person who asks, in the role in which they may.
    static Principal.Person person(ApiRequest request) {
        return permission(request).person();
    }

    /// What the table of rights permits.
    static Permission permission(ApiRequest request) {
        return request.permission().orElseThrow();
    }

    /// The practice that the request is permitted for: only its rows are read or changed.
    ///
    /// @throws IllegalArgumentException if the request names no practice
    static PracticeScope scope(ApiRequest request) {
        return permission(request)
                .scope()
                .orElseThrow(() -> new IllegalArgumentException("practice: missing (expected: a practice's name)"));
    }

    /// The purpose of the access; health care operations if the request names none. The table of rights demands
    /// it where it matters.
    ///
    /// @throws IllegalArgumentException if it is unknown
    static Purpose purpose(ApiRequest request) {
        return request.parameter("purpose").isEmpty()
                ? Purpose.HOPERAT
                : request.requiredParameter(Purpose.class, "purpose");
    }
}
